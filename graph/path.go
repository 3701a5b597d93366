package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Bounds of a search for paths.
const (
	MaxHops = 4 // of a path
	// maxFan is how many neighbours at either end paths of three and four hops go
	// through: those with most claims.
	maxFan = 1000
)

// PathQuery asks for the best paths from one actor to another. A name may stand for
// several; a path begins at any of FromIDs, ends at any of ToIDs and passes none of them.
type PathQuery struct {
	FromIDs, ToIDs []string
	Direction      Direction
	Acts           []SpeechAct // claims of these acts make a tie; of all where there are none
	Hops           int         // at most so many, 1 to MaxHops
	First          int         // how many paths, 1 to MaxPage
}

// Valid returns ErrInvalid where the query cannot be meant.
func (q PathQuery) Valid() error {
	if q.Hops < 1 || q.Hops > MaxHops {
		return invalid("%d hops are not between 1 and %d", q.Hops, MaxHops)
	}
	if err := q.Direction.Valid(); err != nil {
		return err
	}
	if err := (Page{First: q.First}).Valid(); err != nil {
		return err
	}
	return ValidActs(q.Acts)
}

// Paths returns the best paths: shorter ones first; of one length those of the least
// resistance, which is one over the number of claims, added up over the hops (a path is
// as good as its weakest hops); then by the IDs on the way.
//
// It searches from both ends and stops at the first length that has enough paths, so
// that it reads the ties of actors in the middle only where the ends are far apart.
func Paths(ctx context.Context, n Network, q PathQuery) ([]Path, error) {
	if err := q.Valid(); err != nil {
		return nil, err
	}
	s := &search{net: n, q: q, from: set(q.FromIDs), to: set(q.ToIDs)}
	if len(s.from) == 0 || len(s.to) == 0 {
		return nil, nil
	}
	for i, find := range []func(context.Context) error{s.one, s.two, s.three, s.four} {
		if i == q.Hops || len(s.found) >= q.First {
			break
		}
		if err := find(ctx); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(s.found, compareRoutes)
	var out []Path
	for _, r := range s.found[:min(len(s.found), q.First)] {
		out = append(out, r.hops)
	}
	return out, nil
}

func set(ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out
}

// route is a path or a part of one.
type route struct {
	hops       Path
	resistance int
}

// unit is the resistance of one claim; whole numbers, so that all machines agree.
const unit = 1 << 30

func (r route) then(h Hop) route {
	return route{append(slices.Clone(r.hops), h), r.resistance + unit/h.Claims()}
}

func (r route) join(o route) route {
	return route{slices.Concat(r.hops, o.hops), r.resistance + o.resistance}
}

func compareRoutes(a, b route) int {
	return cmp.Or(cmp.Compare(len(a.hops), len(b.hops)), cmp.Compare(a.resistance, b.resistance), compareHops(a.hops, b.hops))
}

// compareHops orders paths by the IDs on the way.
func compareHops(a, b Path) int {
	return slices.CompareFunc(a, b, func(x, y Hop) int {
		return cmp.Or(cmp.Compare(x.FromID, y.FromID), cmp.Compare(x.ToID, y.ToID))
	})
}

type search struct {
	net      Network
	q        PathQuery
	from, to map[string]bool
	found    []route
	// worst is the last route that was kept when there were too many: what comes behind it
	// is none of the best. It has no hops before.
	worst route
	// begin and end are the hops out of the one end and into the other, by the actor
	// in the middle.
	begin, end map[string][]route
}

// add keeps the best routes of what was found.
func (s *search) add(r route) {
	s.found = append(s.found, r)
	if len(s.found) > 4*s.q.First+1000 {
		slices.SortFunc(s.found, compareRoutes)
		s.found = s.found[:s.q.First]
		s.worst = s.found[s.q.First-1]
	}
}

// behind reports whether the route of two halves comes behind the worst one, without
// making it.
func (s *search) behind(l, r route) bool {
	w, n := s.worst, len(l.hops)
	if len(w.hops) != n+len(r.hops) {
		return false
	}
	order := cmp.Or(cmp.Compare(l.resistance+r.resistance, w.resistance), compareHops(l.hops, w.hops[:n]), compareHops(r.hops, w.hops[n:]))
	return order > 0
}

// hops returns the hops from some actors, to others or to anybody where to is nil;
// back turns the hops round: those into some actors.
func (s *search) hops(ctx context.Context, from, to []string) ([]Hop, error) {
	byEnds := map[[2]string]*Hop{}
	hop := func(from, to string) *Hop {
		h := byEnds[[2]string{from, to}]
		if h == nil {
			h = &Hop{FromID: from, ToID: to}
			byEnds[[2]string{from, to}] = h
		}
		return h
	}
	if s.q.Direction != Back {
		dyads, err := s.net.Ties(ctx, TieQuery{SourceIDs: from, TargetIDs: to, Acts: s.q.Acts})
		if err != nil {
			return nil, err
		}
		for _, d := range dyads {
			hop(d.SourceID, d.TargetID).Said = d.Claims
		}
	}
	if s.q.Direction != Onward {
		dyads, err := s.net.Ties(ctx, TieQuery{SourceIDs: to, TargetIDs: from, Acts: s.q.Acts})
		if err != nil {
			return nil, err
		}
		for _, d := range dyads {
			hop(d.TargetID, d.SourceID).Heard = d.Claims
		}
	}
	out := make([]Hop, 0, len(byEnds))
	for _, h := range byEnds {
		if h.FromID != h.ToID {
			out = append(out, *h)
		}
	}
	return out, nil
}

// outside reports whether an actor may stand in the middle of a path.
func (s *search) outside(id string) bool { return !s.from[id] && !s.to[id] }

func (s *search) one(ctx context.Context) error {
	hops, err := s.hops(ctx, slices.Sorted(maps.Keys(s.from)), slices.Sorted(maps.Keys(s.to)))
	for _, h := range hops {
		s.add(route{}.then(h))
	}
	return err
}

func (s *search) two(ctx context.Context) error {
	hops, err := s.hops(ctx, slices.Sorted(maps.Keys(s.from)), nil)
	if err != nil {
		return err
	}
	s.begin, s.end = map[string][]route{}, map[string][]route{}
	for _, h := range hops {
		if s.outside(h.ToID) {
			s.begin[h.ToID] = append(s.begin[h.ToID], route{}.then(h))
		}
	}
	if hops, err = s.hops(ctx, nil, slices.Sorted(maps.Keys(s.to))); err != nil {
		return err
	}
	for _, h := range hops {
		if s.outside(h.FromID) {
			s.end[h.FromID] = append(s.end[h.FromID], route{}.then(h))
		}
	}
	for id, begins := range s.begin {
		for _, b := range begins {
			for _, e := range s.end[id] {
				s.add(b.join(e))
			}
		}
	}
	s.begin, s.end = s.narrow(s.begin), s.narrow(s.end)
	return nil
}

// narrow keeps the maxFan strongest neighbours of an end.
func (s *search) narrow(m map[string][]route) map[string][]route {
	if len(m) <= maxFan {
		return m
	}
	ids := slices.Collect(maps.Keys(m))
	least := func(id string) int {
		return slices.MinFunc(m[id], compareRoutes).resistance
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(least(a), least(b)), cmp.Compare(a, b)) })
	out := map[string][]route{}
	for _, id := range ids[:maxFan] {
		out[id] = m[id]
	}
	return out
}

func (s *search) three(ctx context.Context) error {
	if len(s.begin) == 0 || len(s.end) == 0 {
		return nil
	}
	hops, err := s.hops(ctx, slices.Sorted(maps.Keys(s.begin)), slices.Sorted(maps.Keys(s.end)))
	for _, h := range hops {
		for _, b := range s.begin[h.FromID] {
			for _, e := range s.end[h.ToID] {
				s.add(b.then(h).join(e))
			}
		}
	}
	return err
}

// four joins paths of two hops from either end in the middle.
func (s *search) four(ctx context.Context) error {
	if len(s.begin) == 0 || len(s.end) == 0 {
		return nil
	}
	hops, err := s.hops(ctx, slices.Sorted(maps.Keys(s.begin)), nil)
	if err != nil {
		return err
	}
	left := s.halves(hops, func(h Hop) (string, string, []route) { return h.ToID, h.FromID, s.begin[h.FromID] }, route.then)
	if hops, err = s.hops(ctx, nil, slices.Sorted(maps.Keys(s.end))); err != nil {
		return err
	}
	right := s.halves(hops, func(h Hop) (string, string, []route) { return h.FromID, h.ToID, s.end[h.ToID] },
		func(r route, h Hop) route { return route{}.then(h).join(r) })
	for id, routes := range left {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.meet(routes, right[id])
	}
	return nil
}

// meet joins the halves of paths at one actor in the middle. Both are in order, so that
// what follows one that is behind the worst is behind it, too.
func (s *search) meet(left, right []route) {
	for _, l := range left {
		for k, r := range right {
			if s.behind(l, r) {
				if k == 0 {
					return
				}
				break
			}
			if l.hops[0].ToID != r.hops[0].ToID { // else it passes one actor twice
				s.add(l.join(r))
			}
		}
	}
}

// halves returns the best routes of two hops to each actor in the middle. A route that
// is not among the best q.First + 2 is on no path that is: at most one of those it
// could be replaced by passes an actor twice with the other half.
func (s *search) halves(hops []Hop, parts func(Hop) (middle, outer string, routes []route), join func(route, Hop) route) map[string][]route {
	out := map[string][]route{}
	for _, h := range hops {
		middle, outer, routes := parts(h)
		if !s.outside(middle) || !s.outside(outer) {
			continue
		}
		for _, r := range routes {
			list := append(out[middle], join(r, h))
			if keep := s.q.First + 2; len(list) > 2*keep {
				slices.SortFunc(list, compareRoutes)
				list = slices.Clip(list[:keep])
			}
			out[middle] = list
		}
	}
	for _, list := range out {
		slices.SortFunc(list, compareRoutes)
	}
	return out
}
