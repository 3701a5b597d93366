package link

import (
	"cmp"
	"slices"

	"hearsay/graph"
)

const (
	sameCover  = 0.65 // share of the smaller topic for claims of one source about one target
	sameStrong = 0.75 // share of both topics where there is no target to agree on
	// fullCluster is how many reports of one claim are all linked to each other.
	fullCluster = 20
	// lookBack is how many reports before it one is compared to. News articles have
	// fewer; in the minutes of a parliament an answer to what is farther off is none.
	lookBack = 200
)

// same finds the reports of one claim in other words and links their claims.
//
// Two reports make the same claim where act and polarity agree, the sources are
// one or speak for one country, the targets are one or described alike, and the
// topic of the shorter lies within that of the longer: "the ministry accused
// northern states of running a smear campaign over the flood", "the palace accused
// northern leaders of a smear war". What joins through a third is joined too.
func (l *linker) same() {
	cluster := make([]int, len(l.items))
	find := func(i int) int {
		for cluster[i] != i {
			i = cluster[i]
		}
		return i
	}
	score := map[[2]int]float64{}
	for j := range l.items {
		cluster[j] = j
		for i := max(0, j-lookBack); i < j; i++ {
			if s := l.sameClaim(i, j); s > 0 {
				score[[2]int{i, j}] = s
				cluster[find(j)] = find(i)
			}
		}
	}
	l.clusters = map[int][]int{}
	for j := range l.items {
		root := find(j)
		l.items[j].cluster = root
		if !l.items[j].skip {
			l.repeats(l.clusters[root], j, score)
		}
		l.clusters[root] = append(l.clusters[root], j)
	}
}

// repeats links report j to the reports before it that make its claim; where they
// are many, to the first.
func (l *linker) repeats(before []int, j int, score map[[2]int]float64) {
	for n, i := range before {
		if n > 0 && len(before) > fullCluster {
			return
		}
		if l.items[i].skip || !l.agree(i, j) {
			continue
		}
		l.d.Reports[j].Same = append(l.d.Reports[j].Same, i)
		s, direct := score[[2]int{i, j}]
		if !direct {
			s = 0.5
		}
		a, b := l.items[i].claim.ID, l.items[j].claim.ID
		if b < a {
			a, b = b, a
		}
		l.link(graph.Repeats, a, b, s, "same-article")
	}
}

// link enters a link that the article makes; a claim has none with itself.
func (l *linker) link(k graph.LinkKind, from, to string, confidence float64, rule string) {
	if from == to {
		return
	}
	x := graph.Link{Kind: k, FromID: from, ToID: to, ArticleID: l.article, Confidence: graph.Round(confidence), Rule: rule}
	x.ID = graph.LinkID(&x)
	l.links = append(l.links, x)
}

// agree reports whether nothing in act, polarity and modality keeps two claims apart.
func (l *linker) agree(i, j int) bool {
	a, b := &l.items[i].claim, &l.items[j].claim
	if a.Polarity != b.Polarity || (a.Modality == graph.Wanted) != (b.Modality == graph.Wanted) {
		return false
	}
	return actClass(a.Act) == actClass(b.Act)
}

// actClass joins the acts between which reporters choose freely for one utterance.
func actClass(a graph.SpeechAct) graph.SpeechAct {
	switch a {
	case graph.ActConfirm, graph.ActAdmit, graph.ActThink, graph.ActWarn:
		return graph.ActSay
	case graph.ActDemand:
		return graph.ActPropose
	}
	return a
}

// sameClaim scores how surely two reports make one claim; 0 where they do not.
func (l *linker) sameClaim(i, j int) float64 {
	a, b := &l.items[i], &l.items[j]
	if a.skip || b.skip || len(a.topic) == 0 || len(b.topic) == 0 || !l.agree(i, j) {
		return 0
	}
	if a.claim.ID == b.claim.ID {
		return 1
	}
	shared := overlap(a.topic, b.topic)
	if shared == 0 {
		return 0
	}
	if len(a.claim.SourceIDs) == 0 && !slices.Equal(a.claim.TargetIDs, b.claim.TargetIDs) || len(a.claim.SourceIDs)+len(a.claim.TargetIDs) == 0 {
		return 0 // nobody known says it of nobody known
	}
	if a.negated != b.negated {
		return 0
	}
	sources := l.likeParties(a.claim.SourceIDs, b.claim.SourceIDs, false)
	targets := l.likeParties(a.claim.TargetIDs, b.claim.TargetIDs, true)
	if sources == 0 || targets == 0 {
		return 0
	}
	small, large := min(len(a.topic), len(b.topic)), max(len(a.topic), len(b.topic))
	aimed := len(a.claim.TargetIDs) > 0 && len(b.claim.TargetIDs) > 0
	switch {
	case aimed && float64(shared) >= sameCover*float64(small):
	case shared >= 4 && float64(shared) >= sameStrong*float64(large):
	default:
		return 0
	}
	if overlaps(a.attr.Content, b.attr.Content) || l.nested(i, j) {
		return 0
	}
	return sources * targets * (0.5 + 0.5*float64(shared)/float64(large))
}

// negators reports whether the content says no to something: "paid nothing", "did
// not pay".
func (l *linker) negators(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(i int) bool { return negative[l.low(i)] })
}

var negative = words("not n't n’t never no nothing none nobody neither nor without cannot")

// overlaps reports whether two contents share words: then two cues report one
// utterance, which is no repetition.
func overlaps(a, b []graph.Span) bool {
	return slices.ContainsFunc(a, func(s graph.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}

// nested reports whether one report lies in the other.
func (l *linker) nested(i, j int) bool {
	for _, p := range [][2]int{{i, j}, {j, i}} {
		for k, steps := l.d.Reports[p[0]].Parent, 0; k >= 0 && k < len(l.d.Reports) && steps < 20; k, steps = l.d.Reports[k].Parent, steps+1 {
			if k == p[1] {
				return true
			}
		}
	}
	return false
}

// likeParties compares sources or targets: 1 for the same, less where they are
// organs of one country or descriptions that share a word, 0 where they differ.
func (l *linker) likeParties(a, b []string, described bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		if len(a) == len(b) {
			return 1
		}
		return 0
	}
	best := 0.0
	for _, x := range a {
		for _, y := range b {
			best = max(best, l.likeParty(x, y, described))
		}
	}
	return best
}

func (l *linker) likeParty(x, y string, described bool) float64 {
	if x == y {
		return 1
	}
	a, b := l.ents.byID[x], l.ents.byID[y]
	switch {
	case a == nil || b == nil:
		return 0
	case a.Country != "" && a.Country == b.Country && organ(a) && organ(b):
		return 0.9
	case described && collective(a) && collective(b) && a.Country == b.Country && shareWord(a.Name, b.Name):
		return 0.8
	}
	return 0
}

// organ reports whether an entity speaks for its country: the country itself or a
// named organization of it.
func organ(e *graph.Entity) bool {
	return !e.Unnamed && (e.Kind == graph.KindCountry || e.Kind == graph.KindOrganization)
}

// collective reports whether an entity is known by a description of many
// ("northern states").
func collective(e *graph.Entity) bool {
	return e.Kind == graph.KindGroup || e.Unnamed && e.Kind != graph.KindPerson
}

func shareWord(a, b string) bool {
	ws := graph.Words(a)
	return slices.ContainsFunc(graph.Words(b), func(w string) bool { return len(w) > 3 && slices.Contains(ws, w) })
}

// overlap returns how many words two sorted lists share.
func overlap(a, b []string) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// byPlace orders report indices by their place in the text.
func (l *linker) byPlace(list []int) {
	slices.SortFunc(list, func(a, b int) int { return cmp.Or(cmp.Compare(l.items[a].pos, l.items[b].pos), cmp.Compare(a, b)) })
}

// low returns token i in lower case.
func (l *linker) low(i int) string { return l.d.Low(i) }
