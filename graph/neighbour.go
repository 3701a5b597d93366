package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// maxBranch is how many ties of an actor a walk to its neighbours follows, each way:
// those of most claims.
const maxBranch = 50

// Measure is what actors and pairs are ranked by.
type Measure string

// The measures.
const (
	ByClaims   Measure = "CLAIMS"
	ByArticles Measure = "ARTICLES"
	ByOrigins  Measure = "ORIGINS"
)

// Valid returns ErrInvalid for anything but the constants.
func (m Measure) Valid() error {
	return inList("measure", []Measure{m}, []Measure{ByClaims, ByArticles, ByOrigins})
}

// Of returns what the measure counts of a dyad.
func (m Measure) Of(d *Dyad) int {
	switch m {
	case ByArticles:
		return d.Articles
	case ByOrigins:
		return d.Origins
	}
	return d.Claims
}

// NeighbourQuery asks for the actors one or two hops away from another. A name may
// stand for several, which are then taken as one.
type NeighbourQuery struct {
	OfIDs     []string
	Direction Direction
	Acts      []SpeechAct // claims of these acts make a tie; of all where there are none
	Hops      int         // 1 or 2
	By        Measure
}

// Valid returns ErrInvalid where the query cannot be meant.
func (q NeighbourQuery) Valid() error {
	if q.Hops != 1 && q.Hops != 2 {
		return invalid("%d hops, it may be 1 or 2", q.Hops)
	}
	if err := q.Direction.Valid(); err != nil {
		return err
	}
	if err := q.By.Valid(); err != nil {
		return err
	}
	return ValidActs(q.Acts)
}

// Neighbour is an actor near another.
type Neighbour struct {
	ID string
	// Claims, Articles and Origins say how close it is: of one hop what ties the two; of
	// two the lesser of what ties the hops, added up over all actors in the middle.
	Claims, Articles, Origins int
	Paths                     []Path // to it, those of most claims first
}

// measure returns what the measure counts.
func (x *Neighbour) measure(m Measure) int {
	return m.Of(&Dyad{Claims: x.Claims, Articles: x.Articles, Origins: x.Origins})
}

// Cursor returns the place of x in the list that Neighbours gives by a measure.
func (x *Neighbour) Cursor(m Measure) Cursor {
	return Cursor{Key: placeKey(maxCount - x.measure(m)), ID: x.ID}
}

// Neighbours returns the actors that are so many hops away and no fewer, those that
// measure most first, then by ID. The walk follows the maxBranch strongest ties of each
// actor, each way, so that it costs the same in a graph of any size.
func Neighbours(ctx context.Context, n Network, q NeighbourQuery) ([]*Neighbour, error) {
	if err := q.Valid(); err != nil {
		return nil, err
	}
	if len(q.OfIDs) == 0 {
		return nil, nil
	}
	of := set(q.OfIDs)
	near, err := strongest(ctx, n, q, slices.Sorted(maps.Keys(of)))
	if err != nil {
		return nil, err
	}
	found := map[string]*Neighbour{}
	first := map[string][]bond{}
	for _, b := range near {
		if of[b.ToID] {
			continue
		}
		first[b.ToID] = append(first[b.ToID], b)
		if q.Hops == 1 {
			reach(found, b.ToID).add(b, Path{b.Hop})
		}
	}
	if q.Hops == 2 && len(first) > 0 {
		if err := second(ctx, n, q, of, first, found); err != nil {
			return nil, err
		}
	}
	out := slices.Collect(maps.Values(found))
	for _, x := range out {
		slices.SortFunc(x.Paths, comparePaths)
	}
	slices.SortFunc(out, func(a, b *Neighbour) int {
		return cmp.Or(cmp.Compare(b.measure(q.By), a.measure(q.By)), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// second goes on from the neighbours to theirs, leaving out those that are near.
func second(ctx context.Context, n Network, q NeighbourQuery, of map[string]bool, first map[string][]bond, found map[string]*Neighbour) error {
	direct, err := (&search{net: n, q: PathQuery{Direction: q.Direction, Acts: q.Acts}}).hops(ctx, slices.Sorted(maps.Keys(of)), nil)
	if err != nil {
		return err
	}
	near := maps.Clone(of)
	for _, h := range direct {
		near[h.ToID] = true
	}
	far, err := strongest(ctx, n, q, slices.Sorted(maps.Keys(first)))
	if err != nil {
		return err
	}
	for _, b := range far {
		if near[b.ToID] {
			continue
		}
		for _, a := range first[b.FromID] {
			reach(found, b.ToID).add(a.with(b), Path{a.Hop, b.Hop})
		}
	}
	return nil
}

func reach(found map[string]*Neighbour, id string) *Neighbour {
	if found[id] == nil {
		found[id] = &Neighbour{ID: id}
	}
	return found[id]
}

func (x *Neighbour) add(b bond, p Path) {
	x.Claims, x.Articles, x.Origins = x.Claims+b.Claims(), x.Articles+b.articles, x.Origins+b.origins
	x.Paths = append(x.Paths, p)
}

// bond is a hop with what else is counted of it.
type bond struct {
	Hop
	articles, origins int
}

// with returns what two hops one after the other are worth.
func (b bond) with(o bond) bond {
	return bond{Hop{Said: min(b.Claims(), o.Claims())}, min(b.articles, o.articles), min(b.origins, o.origins)}
}

// strongest returns the hops from some actors along their strongest ties.
func strongest(ctx context.Context, n Network, q NeighbourQuery, ids []string) ([]bond, error) {
	byEnds := map[[2]string]*bond{}
	for _, way := range []struct {
		follow bool
		d      LinkDirection
	}{{q.Direction != Back, LinksOut}, {q.Direction != Onward, LinksIn}} {
		if !way.follow {
			continue
		}
		ties, err := n.TiesOf(ctx, way.d, ids, q.Acts, maxBranch)
		if err != nil {
			return nil, err
		}
		for from, dyads := range ties {
			for _, d := range dyads {
				if d.SourceID == d.TargetID {
					continue
				}
				to := d.TargetID
				if way.d == LinksIn {
					to = d.SourceID
				}
				b := byEnds[[2]string{from, to}]
				if b == nil {
					b = &bond{Hop: Hop{FromID: from, ToID: to}}
					byEnds[[2]string{from, to}] = b
				}
				b.articles, b.origins = b.articles+d.Articles, b.origins+d.Origins
				if way.d == LinksOut {
					b.Said = d.Claims
				} else {
					b.Heard = d.Claims
				}
			}
		}
	}
	var out []bond
	for _, b := range byEnds {
		out = append(out, *b)
	}
	return out, nil
}

// comparePaths puts the path whose weakest hop is strongest first.
func comparePaths(a, b Path) int {
	weakest := func(p Path) int {
		return slices.MinFunc(p, func(x, y Hop) int { return cmp.Compare(x.Claims(), y.Claims()) }).Claims()
	}
	return cmp.Or(cmp.Compare(weakest(b), weakest(a)), compareHops(a, b))
}
