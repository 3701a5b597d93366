package graph

import (
	"slices"
	"strings"
)

// Codes are what a claim is in the two schemes in which political events are coded.
// Each is empty where the scheme has nothing for it.
type Codes struct {
	Plover string // event type of PLOVER (draft 0.8)
	Mode   string // its mode
	Cameo  string // event code of CAMEO
}

// actCodes gives each act the code of its whole class. PLOVER has dropped plain
// statements and CAMEO's 015 and 016; neither scheme has thoughts.
var actCodes = map[SpeechAct]Codes{
	ActSay:            {Cameo: "010"},                                       // make a statement
	ActDeclineComment: {Cameo: "011"},                                       // decline comment
	ActAdmit:          {Cameo: "015"},                                       // acknowledge responsibility
	ActDeny:           {Cameo: "016"},                                       // deny responsibility
	ActPropose:        {Plover: "REQUEST", Cameo: "020"},                    // appeal
	ActPromise:        {Plover: "AGREE", Cameo: "030"},                      // express intent to cooperate
	ActPraise:         {Plover: "SUPPORT", Cameo: "051"},                    // praise or endorse
	ActApologize:      {Plover: "SUPPORT", Cameo: "055"},                    // apologize
	ActDemand:         {Plover: "REQUEST", Cameo: "100"},                    // demand
	ActCriticize:      {Plover: "ACCUSE", Mode: "disapprove", Cameo: "111"}, // criticize or denounce
	ActAccuse:         {Plover: "ACCUSE", Mode: "allege", Cameo: "112"},     // accuse
	ActThreaten:       {Plover: "THREATEN", Cameo: "130"},                   // threaten
}

// finerCodes refine the code of an act by words of the content, the first that fits.
var finerCodes = map[SpeechAct][]struct {
	Codes
	terms []string
}{
	ActAccuse: {
		{Codes{"ACCUSE", "allege", "1124"}, []string{"genocide", "atrocity"}},
		{Codes{"ACCUSE", "allege", "1125"}, []string{"espionage", "spy", "spying", "treason"}},
		{Codes{"ACCUSE", "allege", "1122"}, []string{"torture", "enslave", "persecute", "persecution", "massacre"}},
		{Codes{"ACCUSE", "allege", "1123"}, []string{"aggression", "invade", "invasion", "annex", "annexation", "shell", "bomb"}},
		{Codes{"ACCUSE", "allege", "1121"}, []string{"corruption", "corrupt", "bribe", "bribery", "fraud", "embezzle", "embezzlement", "theft", "steal",
			"launder", "murder", "manslaughter", "smuggle", "arson", "rape", "rob", "robbery", "extortion", "crime"}},
	},
	ActDemand: {
		{Codes{"REQUEST", "yield", "1056"}, []string{"ceasefire", "truce", "disarm", "demobilize", "withdraw", "withdrawal"}},
		{Codes{"REQUEST", "yield", "1053"}, []string{"release", "extradite", "extradition"}},
		{Codes{"REQUEST", "change", "1041"}, []string{"resign", "resignation", "abdicate", "impeach"}},
		{Codes{"REQUEST", "meet", "106"}, []string{"talk", "negotiate", "negotiation", "dialogue", "meeting"}},
		{Codes{"REQUEST", "assist", "103"}, []string{"aid", "loan", "donate"}},
		{Codes{"REQUEST", "change", "104"}, []string{"reform", "referendum"}},
	},
	ActThreaten: {
		{Codes{"THREATEN", "violence", "138"}, []string{"war", "attack", "bomb", "strike", "invade", "invasion", "destroy", "annihilate", "shoot", "kill"}},
		{Codes{"THREATEN", "restrict", "1312"}, []string{"sanction", "tariff", "embargo", "boycott"}},
		{Codes{"THREATEN", "expel", "136"}, []string{"expel", "deport", "expulsion"}},
		{Codes{"THREATEN", "relations", "1313"}, []string{"relation", "tie", "sever"}},
	},
}

// Codes returns the codes of c: those of its act, finer where its words allow it.
func (c *Claim) Codes() Codes {
	for _, f := range finerCodes[c.Act] {
		if slices.ContainsFunc(f.terms, func(t string) bool { return slices.Contains(c.Terms, t) }) {
			return f.Codes
		}
	}
	return actCodes[c.Act]
}

// WithCodes returns a filter of the claims whose code in PLOVER or in CAMEO is one of
// these; a code of CAMEO stands for those below it, too (112 for 1121). It matches
// nothing where no claim can have one of them.
func WithCodes(plover, cameo []string) ClaimFilter {
	asked := func(c Codes) bool {
		return c.Plover != "" && slices.Contains(plover, c.Plover) ||
			c.Cameo != "" && slices.ContainsFunc(cameo, func(p string) bool { return p != "" && strings.HasPrefix(c.Cameo, p) })
	}
	var whole []SpeechAct // all of whose codes are asked for
	out := ClaimFilter{}
	for _, act := range Acts {
		part := ClaimFilter{Acts: []SpeechAct{act}}
		var before []string // terms that make another code go first
		var some []ClaimFilter
		all := asked(actCodes[act])
		for _, f := range finerCodes[act] {
			if asked(f.Codes) {
				some = append(some, ClaimFilter{AnyTerms: f.terms, Not: withTerms(before)})
			} else {
				all = false
			}
			before = append(before, f.terms...)
		}
		switch {
		case all:
			whole = append(whole, act)
		case asked(actCodes[act]):
			some = append(some, ClaimFilter{Not: withTerms(before)})
			fallthrough
		case len(some) > 0:
			part.Any = some
			out.Any = append(out.Any, part)
		}
	}
	if len(whole) > 0 {
		out.Any = append(out.Any, ClaimFilter{Acts: whole})
	}
	if len(out.Any) == 0 {
		out.Not = &ClaimFilter{}
	}
	return out
}

func withTerms(terms []string) *ClaimFilter {
	if len(terms) == 0 {
		return nil
	}
	return &ClaimFilter{AnyTerms: slices.Clone(terms)}
}
