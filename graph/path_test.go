package graph

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"
)

// net is a Network of counted claims.
type net map[Pair]int

func (n net) Ties(_ context.Context, q TieQuery) (out []*Dyad, err error) {
	in := func(list []string, id string) bool { return list == nil || slices.Contains(list, id) }
	for p, claims := range n {
		if in(q.SourceIDs, p.SourceID) && in(q.TargetIDs, p.TargetID) {
			out = append(out, &Dyad{SourceID: p.SourceID, TargetID: p.TargetID, Claims: claims})
		}
	}
	return out, q.Valid()
}

func (n net) TiesOf(_ context.Context, d LinkDirection, ids []string, _ []SpeechAct, most int) (map[string][]*Dyad, error) {
	out := map[string][]*Dyad{}
	for p, claims := range n {
		of := map[LinkDirection]string{LinksOut: p.SourceID, LinksIn: p.TargetID}[d]
		if slices.Contains(ids, of) {
			out[of] = append(out[of], &Dyad{SourceID: p.SourceID, TargetID: p.TargetID, Claims: claims, Origins: 10 - claims})
		}
	}
	for id, list := range out {
		slices.SortFunc(list, func(a, b *Dyad) int {
			return cmp.Or(cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.SourceID+a.TargetID, b.SourceID+b.TargetID))
		})
		out[id] = list[:min(most, len(list))]
	}
	return out, nil
}

func (net) ClaimsBetween(context.Context, []Pair, ClaimFilter, Page) (map[Pair]Slice[Claim], error) {
	return nil, nil
}

// hop returns the hop between two actors, if there is one.
func (n net) hop(d Direction, from, to string) (Hop, bool) {
	h := Hop{FromID: from, ToID: to}
	if d != Back {
		h.Said = n[Pair{from, to}]
	}
	if d != Onward {
		h.Heard = n[Pair{to, from}]
	}
	return h, h.Claims() > 0
}

// all returns every path, in order.
func (n net) all(actors []string, q PathQuery) []Path {
	var out []route
	var walk func(r route, at string, seen []string)
	walk = func(r route, at string, seen []string) {
		if len(r.hops) == q.Hops {
			return
		}
		for _, to := range actors {
			h, ok := n.hop(q.Direction, at, to)
			if !ok || slices.Contains(seen, to) || slices.Contains(q.FromIDs, to) {
				continue
			}
			if next := r.then(h); slices.Contains(q.ToIDs, to) {
				out = append(out, next)
			} else {
				walk(next, to, append(slices.Clone(seen), to))
			}
		}
	}
	for _, from := range q.FromIDs {
		walk(route{}, from, []string{from})
	}
	slices.SortFunc(out, compareRoutes)
	var paths []Path
	for _, r := range out[:min(len(out), q.First)] {
		paths = append(paths, r.hops)
	}
	return paths
}

// TestPaths compares the search from both ends with all paths there are.
func TestPaths(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	lengths := map[int]int{}
	for round := range 400 {
		n, actors := net{}, []string{}
		for i := range 4 + rnd.IntN(8) {
			actors = append(actors, fmt.Sprintf("ent_%02d", i))
		}
		for range rnd.IntN(4 * len(actors)) {
			n[Pair{actors[rnd.IntN(len(actors))], actors[rnd.IntN(len(actors))]}] = 1 + rnd.IntN(3)
		}
		for _, d := range []Direction{Onward, Back, EitherWay} {
			q := PathQuery{FromIDs: actors[:1+rnd.IntN(2)], ToIDs: actors[len(actors)-1:], Direction: d, Hops: 1 + rnd.IntN(MaxHops), First: 1 + rnd.IntN(12)}
			got, err := Paths(t.Context(), n, q)
			if err != nil {
				t.Fatal(err)
			}
			if x := diff.Diff(n.all(actors, q), got); x != "" {
				t.Fatalf("round %d %+v of %v (-all +found):\n%s", round, q, n, x)
			}
			for _, p := range got {
				lengths[len(p)]++
			}
		}
	}
	for hops := 1; hops <= MaxHops; hops++ {
		if lengths[hops] < 50 {
			t.Errorf("%d paths of %d hops", lengths[hops], hops)
		}
	}
}

// layered is a network in which all paths from an actor to another have four hops: over
// width actors of each of three layers.
func layered(width int, claims func() int) (n net, actors []string) {
	n, layers := net{}, [][]string{{"ent_a"}, nil, nil, nil, {"ent_z"}}
	for i := range 3 {
		for k := range width {
			layers[i+1] = append(layers[i+1], fmt.Sprintf("ent_b%d%03d", i, k))
		}
	}
	for i := range 4 {
		for _, from := range layers[i] {
			for _, to := range layers[i+1] {
				n[Pair{from, to}] = claims()
			}
		}
	}
	return n, slices.Concat(layers...)
}

// TestManyPaths searches where most paths are never put together.
func TestManyPaths(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for _, most := range []int{1, 3} {
		n, actors := layered(14, func() int { return 1 + rnd.IntN(most) })
		q := PathQuery{FromIDs: actors[:1], ToIDs: actors[len(actors)-1:], Direction: Onward, Hops: 4, First: 40}
		got, err := Paths(t.Context(), n, q)
		if err != nil {
			t.Fatal(err)
		}
		if x := diff.Diff(n.all(actors, q), got); x != "" {
			t.Errorf("up to %d claims (-all +found):\n%s", most, x)
		}
	}
	n, actors := layered(60, func() int { return 1 })
	q := PathQuery{FromIDs: actors[:1], ToIDs: actors[len(actors)-1:], Direction: Onward, Hops: 4, First: 100}
	allocs := testing.AllocsPerRun(1, func() {
		if found, err := Paths(t.Context(), n, q); err != nil || len(found) != q.First {
			t.Errorf("%d paths, %v", len(found), err)
		}
	})
	if paths := 60.0 * 60 * 60; allocs > paths/2 {
		t.Errorf("%v allocations for the best of %v paths", allocs, paths)
	}
}

// TestNeighbours walks a small network by hand.
func TestNeighbours(t *testing.T) {
	n := net{{"a", "b"}: 5, {"b", "c"}: 3, {"a", "d"}: 2, {"d", "c"}: 9, {"d", "e"}: 1, {"c", "a"}: 1, {"f", "a"}: 4, {"a", "a"}: 7, {"g", "f"}: 2, {"d", "b"}: 1}
	tests := []struct {
		d    Direction
		hops int
		by   Measure
		want []string // actor, claims, paths
	}{
		{Onward, 1, ByClaims, []string{"b 5 1", "d 2 1"}},
		{Onward, 2, ByClaims, []string{"c 5 2", "e 1 1"}},
		{Onward, 1, ByOrigins, []string{"d 2 1", "b 5 1"}},
		{Back, 1, ByClaims, []string{"f 4 1", "c 1 1"}},
		{Back, 2, ByClaims, []string{"g 2 1", "b 1 1", "d 1 1"}},
		{EitherWay, 2, ByClaims, []string{"g 2 1", "e 1 1"}},
	}
	for _, tc := range tests {
		got, err := Neighbours(t.Context(), n, NeighbourQuery{OfIDs: []string{"a"}, Direction: tc.d, Hops: tc.hops, By: tc.by})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, x := range got {
			list = append(list, fmt.Sprint(x.ID, " ", x.Claims, " ", len(x.Paths)))
		}
		if x := diff.Diff(tc.want, list); x != "" {
			t.Errorf("%s %d %s (-want +got):\n%s", tc.d, tc.hops, tc.by, x)
		}
	}
	if p := (&Neighbour{ID: "x", Claims: 12}).Cursor(ByClaims); p != (Cursor{"9999999987", "x"}) {
		t.Errorf("place %+v", p)
	}
}
