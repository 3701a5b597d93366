package batch

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"hearsay/graph"
)

// ReplyLag says how long replies took.
type ReplyLag struct {
	ReplyCount int
	Complete   bool
	all        graph.Lags
	pairs      []graph.Lags
}

// Least returns the least time in seconds, nil without replies.
func (l *ReplyLag) Least() *int { return l.seconds(l.all.Least) }

// Median returns the median in seconds, nil without replies.
func (l *ReplyLag) Median() *int { return l.seconds(l.all.Median) }

// Greatest returns the greatest time in seconds, nil without replies.
func (l *ReplyLag) Greatest() *int { return l.seconds(l.all.Greatest) }

func (l *ReplyLag) seconds(d time.Duration) *int {
	if l.ReplyCount == 0 {
		return nil
	}
	return new(seconds(d))
}

// seconds returns a time in whole seconds, as far as an Int of the API can hold it.
func seconds(d time.Duration) int {
	const most = 1<<31 - 1
	return int(max(min(d/time.Second, most), -most))
}

// PairLag says how long replies took to what one actor says about another.
type PairLag struct {
	Source, Target                      Entity
	ReplyCount, Least, Median, Greatest int // times in seconds
}

// ReplyLag sums up how long the replies that the filter matches took.
func (r *Reader) ReplyLag(ctx context.Context, f graph.LinkFilter) (*ReplyLag, error) {
	replies, err := r.Store.Replies(ctx, f)
	if err != nil {
		return nil, err
	}
	all, pairs := graph.SumLags(replies)
	return &ReplyLag{all.Replies, len(replies) < graph.MaxReplies, all, pairs}, nil
}

// NoReplies sums up no replies.
func NoReplies() *ReplyLag { return &ReplyLag{Complete: true} }

// PairLags returns the pairs with most replies.
func (r *Reader) PairLags(ctx context.Context, l *ReplyLag, first int) ([]*PairLag, error) {
	pairs := l.pairs[:min(first, len(l.pairs))]
	actors, err := lookUp(ctx, unique(pairs, func(p graph.Lags) []string { return []string{p.SourceID, p.TargetID} }), r.Store.Entities, wrapEntities)
	if err != nil {
		return nil, err
	}
	out := []*PairLag{}
	for _, p := range pairs {
		source, target := actors[p.SourceID], actors[p.TargetID]
		if source != nil && target != nil {
			out = append(out, &PairLag{source, target, p.Replies, seconds(p.Least), seconds(p.Median), seconds(p.Greatest)})
		}
	}
	return out, nil
}

// Stance is how an actor stands to a claim.
type Stance string

// The stances.
const (
	StanceMakes       Stance = "MAKES"
	StanceDenies      Stance = "DENIES"
	StanceConfirms    Stance = "CONFIRMS"
	StanceContradicts Stance = "CONTRADICTS"
)

// StanceStep is one thing that an actor says in a matter.
type StanceStep struct {
	Claim   *Claim
	Stance  Stance
	Towards *Claim
}

// StanceEdge is a step and its place.
type StanceEdge struct {
	*Place
	Node *StanceStep
}

// StanceConnection is a page of a stance.
type StanceConnection struct {
	Connection
	Nodes []*StanceStep
}

// Edges returns the steps with their cursors.
func (c *StanceConnection) Edges() []*StanceEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *StanceStep) *StanceEdge { return &StanceEdge{p, n} })
}

// NoStance returns the page of a stance that is known to be empty.
func (r *Reader) NoStance() *StanceConnection { return &StanceConnection{Connection: None()} }

// StanceOnWords returns a page of what the actors say with some words, which the filter
// holds. The act tells the stance.
func (r *Reader) StanceOnWords(ctx context.Context, f graph.ClaimFilter, w Window) (*StanceConnection, error) {
	c, err := r.Claims(ctx, f, w)
	if err != nil {
		return nil, err
	}
	out := &StanceConnection{Connection: c.Connection}
	for _, x := range c.Nodes {
		out.Nodes = append(out.Nodes, &StanceStep{Claim: x, Stance: stanceOf(x.Claim)})
	}
	return out, nil
}

func stanceOf(c *graph.Claim) Stance {
	switch {
	case c.Act == graph.ActDeny || c.Polarity == graph.Negative:
		return StanceDenies
	case c.Act == graph.ActConfirm || c.Act == graph.ActAdmit:
		return StanceConfirms
	}
	return StanceMakes
}

// maxRepeats is how many claims that repeat another, and how many links of each, a
// stance looks at.
const maxRepeats = 200

// towards is how a claim stands to one of a cluster.
type towards struct {
	stance Stance
	claim  string // in the cluster
}

// StanceOnClaim returns a page of what the actors say about a claim: the claims of its
// cluster (it and those that repeat it) and those with links to the cluster.
func (r *Reader) StanceOnClaim(ctx context.Context, actorIDs []string, claimID string, w Window) (*StanceConnection, error) {
	cluster, err := r.cluster(ctx, claimID)
	if err != nil {
		return nil, err
	}
	found := map[string]towards{}
	note := func(id string, t towards) {
		if old, ok := found[id]; !ok || t.claim == claimID && old.claim != claimID {
			found[id] = t
		}
	}
	for _, id := range cluster {
		found[id] = towards{StanceMakes, ""}
	}
	kinds := []graph.LinkKind{graph.Denies, graph.Confirms, graph.Contradicts}
	err = r.eachLink(ctx, cluster, kinds, func(l *graph.Link, d graph.LinkDirection) {
		if d == graph.LinksIn {
			note(l.FromID, towards{Stance(l.Kind), l.ToID})
			return
		}
		// what the cluster answers: it is denied, so its maker says the contrary
		note(l.ToID, towards{map[graph.LinkKind]Stance{graph.Denies: StanceContradicts, graph.Confirms: StanceMakes,
			graph.Contradicts: StanceContradicts}[l.Kind], l.FromID})
	})
	if err != nil {
		return nil, err
	}
	claims, err := r.Store.Claims(ctx, slices.Sorted(maps.Keys(found)))
	if err != nil {
		return nil, err
	}
	var mine []*graph.Claim
	for _, c := range claims {
		if slices.ContainsFunc(c.SourceIDs, func(id string) bool { return slices.Contains(actorIDs, id) }) {
			mine = append(mine, c)
		}
	}
	return stancePage(mine, claims, found, w), nil
}

// stancePage makes a page of the claims of an actor, with those they stand to.
func stancePage(mine []*graph.Claim, claims map[string]*graph.Claim, found map[string]towards, w Window) *StanceConnection {
	slices.SortFunc(mine, func(a, b *graph.Claim) int {
		order := cmp.Or(cmp.Compare(a.FirstPublished, b.FirstPublished), cmp.Compare(a.ID, b.ID))
		if w.Page.Desc {
			return -order
		}
		return order
	})
	p := w.Page
	s := within(mine, (*graph.Claim).Cursor, p)
	s = inOrder(s, p)
	out := &StanceConnection{Connection: connect(s, w, (*graph.Claim).Cursor, func(context.Context) (int, error) { return len(mine), nil })}
	var others []*graph.Claim
	for _, id := range unique(s.Items, func(c *graph.Claim) []string { return []string{found[c.ID].claim} }) {
		if claims[id] != nil {
			others = append(others, claims[id])
		}
	}
	to := map[string]*Claim{}
	for _, c := range wrapClaims(others) {
		to[c.ID] = c
	}
	for _, c := range wrapClaims(s.Items) {
		out.Nodes = append(out.Nodes, &StanceStep{c, found[c.ID].stance, to[found[c.ID].claim]})
	}
	return out
}

// cluster returns a claim and those that repeat it, or repeat one that does.
func (r *Reader) cluster(ctx context.Context, claimID string) ([]string, error) {
	seen := map[string]bool{claimID: true}
	ring, all := []string{claimID}, []string{claimID}
	for range 2 {
		next := map[string]bool{}
		err := r.eachLink(ctx, ring, []graph.LinkKind{graph.Repeats}, func(l *graph.Link, _ graph.LinkDirection) {
			for _, id := range []string{l.FromID, l.ToID} {
				if !seen[id] {
					next[id] = true
				}
			}
		})
		if err != nil {
			return nil, err
		}
		ring = slices.Sorted(maps.Keys(next))
		ring = ring[:min(len(ring), maxRepeats-len(all))]
		for _, id := range ring {
			seen[id] = true
		}
		all = append(all, ring...)
		if len(ring) == 0 {
			break
		}
	}
	return all, nil
}

// eachLink calls f for the links of some claims, both ways, by claim.
func (r *Reader) eachLink(ctx context.Context, claimIDs []string, kinds []graph.LinkKind, f func(*graph.Link, graph.LinkDirection)) error {
	for _, d := range []graph.LinkDirection{graph.LinksIn, graph.LinksOut} {
		m, err := r.Store.LinksOf(ctx, d, claimIDs, kinds, graph.Page{First: maxRepeats})
		if err != nil {
			return err
		}
		for _, id := range claimIDs {
			for _, l := range m[id].Items {
				f(l, d)
			}
		}
	}
	return nil
}
