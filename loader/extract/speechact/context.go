package speechact

import (
	"slices"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// maxSentences is how far back a target is looked for that a report does not name.
const maxSentences = 4

// context gives criticism or a threat that names nobody the one whom the report before
// blamed: "Reed accused the club of fraud. She condemned the cover-up." The target then
// has no span, only its actor.
func (v *view) context() {
	for i := range v.Reports {
		r := &v.Reports[i]
		v.first(r)
		if r.Act == graph.ActDeny && len(r.Target) == 0 && len(r.TargetChains) == 0 && r.CueHead >= 0 {
			v.answered(i)
		}
		if !blames(r.Act) || len(r.Target) > 0 || len(r.TargetChains) > 0 || r.CueHead < 0 {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			b := &v.Reports[k]
			if b.CueHead < 0 || !blames(b.Act) && b.Act != graph.ActAccuse || len(b.TargetChains) == 0 {
				continue
			}
			if v.Tokens[r.CueHead].Sent-v.Tokens[b.CueHead].Sent > maxSentences {
				break
			}
			if t := b.TargetChains[0]; !slices.Contains(r.SourceChains, t) && v.Chains[t].Kind != "" {
				r.TargetChains = []int{t}
				r.Confidence = min(r.Confidence, .5)
				break
			}
		}
	}
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
