package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// maxSentences is how far back a target is looked for that a report does not name.
const maxSentences = 4

// context gives criticism or a threat that names nobody the one whom the report before
// blamed plainly: "Reed accused the club of fraud. She condemned the cover-up." The target then
// has no span, only its actor, and is somebody of a name.
func (v *view) context() {
	v.inherit()
	for i := range v.Reports {
		r := &v.Reports[i]
		v.first(r)
		v.notSelf(r)
		v.goesOn(i)
		v.ofSpeaker(i)
		if len(r.Target) == 0 && len(r.TargetChains) == 0 && v.suffered(r) {
			v.culprit(i)
		}
		if r.Act == graph.ActDeny && len(r.Target) == 0 && len(r.TargetChains) == 0 && r.CueHead >= 0 {
			v.answered(i)
		}
		if !blames(r.Act) || len(r.Target) > 0 || len(r.TargetChains) > 0 || r.CueHead < 0 {
			continue
		}
		if r.Act == graph.ActCriticize && (v.deedIn(r) || v.ownClause(r)) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			b := &v.Reports[k]
			if b.CueHead < 0 || b.Implicit || !blames(b.Act) && b.Act != graph.ActAccuse || len(b.TargetChains) == 0 {
				continue
			}
			if v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > maxSentences {
				break
			}
			if t := b.TargetChains[0]; !v.ownSide(r.SourceChains, t) && v.Chains[t].Kind != "" && v.Chains[t].Kind != graph.KindGroup {
				r.TargetChains = []int{t}
				r.Confidence = min(r.Confidence, .5)
				break
			}
		}
	}
}

// inherit gives an accusation whose content is itself an accusation ("reports alleging that
// she claimed that he robbed her") the target of the inner one, and joins "allegedly" to
// the report whose words it hedges: "they claimed Berg allegedly left with the money".
func (v *view) inherit() {
	gone := make([]bool, len(v.Reports))
	for i := len(v.Reports) - 1; i >= 0; i-- {
		in := &v.Reports[i]
		if in.Parent < 0 || in.Act != graph.ActAccuse {
			continue
		}
		r := &v.Reports[in.Parent]
		switch {
		case in.Rule == "adverb" && in.ContentHead == r.ContentHead && r.ContentHead >= 0 && (r.Act == graph.ActSay || r.Act == graph.ActAccuse):
			r.Act, r.Implicit, r.Modality = graph.ActAccuse, false, graph.Possible
			r.Cue = append(r.Cue[:len(r.Cue):len(r.Cue)], in.Cue...)
			if len(r.Target) == 0 {
				r.Target, r.TargetChains = in.Target, in.TargetChains
			}
			gone[i] = true
		case r.Act == graph.ActAccuse && r.Rule == "clause" && in.Rule == "clause" && len(in.TargetChains) > 0 && in.CueHead == r.ContentHead:
			r.Target, r.TargetChains = in.Target, in.TargetChains
		}
	}
	v.remove(gone)
}

// remove takes reports away.
func (v *view) remove(gone []bool) {
	to := make([]int, len(v.Reports))
	out := v.Reports[:0]
	for i, r := range v.Reports {
		to[i] = len(out)
		if gone[i] {
			to[i] = -1
			continue
		}
		out = append(out, r)
	}
	for i := range out {
		if out[i].Parent >= 0 {
			out[i].Parent = to[out[i].Parent]
		}
	}
	v.Reports = out
}

// notSelf mends a pronoun that would make somebody accuse himself ("Reed asked Berg to
// apologize for accusing him"): it is the last person named before who is not the source.
func (v *view) notSelf(r *extract.Report) {
	if !blames(r.Act) && r.Act != graph.ActAccuse || len(r.SourceChains) != 1 || len(r.TargetChains) != 1 || r.SourceChains[0] != r.TargetChains[0] || len(r.Target) != 1 {
		return
	}
	switch r.Target[0].Of(v.Text) {
	case "he", "him", "she", "her", "He", "She":
	default:
		if len(r.Source) == 1 {
			switch r.Source[0].Of(v.Text) {
			case "he", "she", "He", "She": // "Now he blames the auditor": not the auditor
				r.SourceChains = nil
			}
		}
		return
	}
	at := v.tokenAt(r.Target[0].Start)
	for m := len(v.Mentions) - 1; m >= 0; m-- {
		x := &v.Mentions[m]
		if x.Head >= at || x.Chain < 0 || x.Kind != graph.MentionName || x.Chain == r.SourceChains[0] || v.Chains[x.Chain].Kind != graph.KindPerson {
			continue
		}
		if v.Tokens[at].Sent-v.Tokens[x.Head].Sent > 1 {
			break
		}
		r.TargetChains = []int{x.Chain}
		return
	}
	r.TargetChains = nil
}

// suffered reports whether what is alleged was done to somebody, and not by whom: "she
// claims that her passport was taken away".
func (v *view) suffered(r *extract.Report) bool {
	if r.Act != graph.ActAccuse || r.ContentHead < 0 || r.CueHead < 0 {
		return false
	}
	switch v.cueLemma(r) {
	case "claim", "allege", "say":
		return v.child(r.ContentHead, "nsubj:pass", "aux:pass") >= 0 && v.agent(r.ContentHead) < 0
	}
	return false
}

// culprit gives such an allegation the one who was accused last.
func (v *view) culprit(i int) {
	r := &v.Reports[i]
	for k := i - 1; k >= 0; k-- {
		b := &v.Reports[k]
		if b.CueHead < 0 || b.Act != graph.ActAccuse || len(b.TargetChains) == 0 {
			continue
		}
		if v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > 2*maxSentences {
			return
		}
		if t := b.TargetChains[0]; !v.ownSide(r.SourceChains, t) && v.Chains[t].Kind != "" {
			r.TargetChains, r.Confidence = []int{t}, min(r.Confidence, .5)
			return
		}
	}
}

// ownSide reports whether chain t is one of the sources or of the country of one.
func (v *view) ownSide(sources []int, t int) bool {
	return slices.ContainsFunc(sources, func(s int) bool {
		return s == t || v.Chains[s].Country != "" && v.Chains[s].Country == v.Chains[t].Country && v.Chains[t].Kind == graph.KindCountry
	})
}

// first gives "we" in a quotation the one who is quoted: "We urge both to talk," he said.
func (v *view) first(r *extract.Report) {
	if len(r.SourceChains) > 0 || r.Parent < 0 || len(r.Source) != 1 {
		return
	}
	switch s := r.Source[0].Of(v.Text); s {
	case "I", "We", "we":
		r.SourceChains = slices.Clone(v.Reports[r.Parent].SourceChains)
	}
}

// answered gives a denial without a target the one who accused its source shortly before.
func (v *view) answered(i int) {
	r := &v.Reports[i]
	for k := i - 1; k >= 0; k-- {
		b := &v.Reports[k]
		if b.CueHead < 0 || b.Act != graph.ActAccuse && b.Act != graph.ActCriticize {
			continue
		}
		if v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > maxSentences {
			return
		}
		if len(b.SourceChains) > 0 && b.SourceChains[0] < len(v.Chains) && slices.ContainsFunc(b.TargetChains, func(c int) bool { return slices.Contains(r.SourceChains, c) }) {
			r.TargetChains = slices.Clone(b.SourceChains)
			return
		}
	}
}

// blames reports whether an act needs somebody it is aimed at. Accusations are left out:
// whom they accuse is told or stays unknown.
func blames(a graph.SpeechAct) bool {
	return a == graph.ActCriticize || a == graph.ActThreaten
}

// ownClause reports whether the content is a clause that tells itself who did something:
// "Residents complained that the mine had polluted their wells" blames nobody else.
func (v *view) ownClause(r *extract.Report) bool {
	if r.ContentHead < 0 || v.tag(r.ContentHead)[0] != 'V' {
		return false
	}
	s := v.child(r.ContentHead, "nsubj", "nsubj:pass")
	return s >= 0 && v.tag(s)[0] == 'N'
}
