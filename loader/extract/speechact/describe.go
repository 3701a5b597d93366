package speechact

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/lexicon"
)

// describe makes an actor of whom an act is aimed at where coreference knew none: who is
// accused is somebody, whatever the noun ("accused a bakery of theft", "the ship"). It returns
// the chain, -1 for none.
func (v *view) describe(r *extract.Report) int {
	if r.Act != graph.ActAccuse && r.Act != graph.ActCriticize && r.Act != graph.ActDemand && r.Act != graph.ActThreaten || r.Implicit || len(r.Target) != 1 {
		return -1
	}
	hs := v.heads(r.Target)
	if len(hs) != 1 || v.tag(hs[0])[0] != 'N' {
		return -1
	}
	h := hs[0]
	kind := v.kindOf(h, r.Act)
	if kind == "" {
		return -1
	}
	toks := v.tokens(r.Target)
	definite := true
	for len(toks) > 1 && v.tag(toks[0]) == "DT" {
		definite = v.low(toks[0]) != "a" && v.low(toks[0]) != "an"
		toks = toks[1:]
	}
	first, last := toks[0], toks[len(toks)-1]+1
	name := strings.Join(strings.Fields(v.Span(first, last).Of(v.Text)), " ")
	if len(name) > 80 || name == "" {
		return -1
	}
	if v.byName == nil {
		v.byName = map[string]int{}
		for n := range v.Chains {
			c := &v.Chains[n]
			v.byName[string(c.Kind)+" "+graph.Fold(c.Name)] = n
		}
	}
	key := string(kind) + " " + graph.Fold(name)
	if n, ok := v.byName[key]; ok {
		if !definite {
			return -1 // another one, or the same: nobody knows
		}
		return v.mention(n, r.Target[0], h)
	}
	named := strings.HasPrefix(v.tag(h), "NNP")
	if _, known := v.stage.lex.Get(lexicon.Lower(v.Form(h))); known {
		named = false
	}
	v.byName[key] = len(v.Chains)
	v.Chains = append(v.Chains, extract.Chain{Kind: kind, Name: name, Unnamed: !named})
	return v.mention(len(v.Chains)-1, r.Target[0], h)
}

// mention enters the phrase of head h as a mention of chain n, which it returns.
func (v *view) mention(n int, s graph.Span, h int) int {
	toks := v.tokens([]graph.Span{s})
	kind := graph.MentionNominal
	if !v.Chains[n].Unnamed {
		kind = graph.MentionName
	}
	v.Chains[n].Mentions = append(v.Chains[n].Mentions, len(v.Mentions))
	v.Mentions = append(v.Mentions, extract.Mention{First: toks[0], Last: toks[len(toks)-1] + 1, Head: h, Kind: kind, Chain: n})
	v.described = true
	return n
}

// kindOf is the kind of actor that noun h may denote as the target of an act, "" for none.
func (v *view) kindOf(h int, act graph.SpeechAct) graph.EntityKind {
	e, ok := v.stage.lex.Get(v.Tokens[h].Lemma)
	in := func(topics []uint8) bool {
		for _, t := range topics {
			if ok && e.Noun == t {
				return true
			}
		}
		return false
	}
	plural := v.tag(h) == "NNS" || v.tag(h) == "NNPS"
	switch {
	case wording[v.Tokens[h].Lemma] || v.class(h)&(policy|charge) != 0:
		return ""
	case strings.HasPrefix(v.tag(h), "NNP") && !ok:
		return graph.KindOrganization
	case in(v.stage.people) && plural:
		return graph.KindGroup
	case ok && e.Noun == v.stage.person:
		return graph.KindPerson
	case in(v.stage.people), act == graph.ActAccuse && in(v.stage.places):
		if plural {
			return graph.KindGroup
		}
		return graph.KindOrganization
	}
	return ""
}
