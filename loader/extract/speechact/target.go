package speechact

import (
	"hearsay/graph"
	"hearsay/loader/extract"
)

// aim finds the target where the frame of the cue gave none.
func (v *view) aim(r *extract.Report) {
	if len(r.Target) > 0 {
		v.narrow(r)
		return
	}
	h := r.ContentHead
	if h < 0 {
		return
	}
	switch r.Act {
	case graph.ActPropose:
		// proposed a pact with Norway
		for _, i := range v.tokens(r.Content) {
			if t := v.Tokens[i]; t.Rel == "case" && v.low(i) == "with" && t.Head > i && v.actor(t.Head) {
				r.Target = []graph.Span{v.phrase(t.Head)}
				return
			}
		}
	case graph.ActDemand:
		if r.Implicit {
			return
		}
		if s := v.child(h, "nsubj"); s >= 0 && v.actor(s) { // demanded that Norway pay
			r.Target = []graph.Span{v.phrase(s)}
		}
	case graph.ActCriticize, graph.ActPraise:
		// condemned Norway's raid: the deed is the content, its owner the target
		if r.Rule == "object" || r.Rule == "target" || r.Rule == "passive" || r.Rule == "noun-preposition" {
			if k := v.child(h, "nmod:poss"); k >= 0 && v.actor(k) {
				r.Target = []graph.Span{v.phrase(k)}
			}
		}
	}
}

// narrow cuts a target to its noun phrase without apposition and relative clause.
func (v *view) narrow(r *extract.Report) {
	hs := v.heads(r.Target)
	if len(hs) != 1 || len(r.Target) != 1 {
		return
	}
	p := v.phrase(hs[0])
	if r.Target[0].Covers(p) {
		r.Target[0] = p
	}
}
