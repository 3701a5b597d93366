package batch

import (
	"context"
	"slices"

	"hearsay/graph"
)

// Judgement is a judgement and those read with it.
type Judgement struct {
	*graph.Judgement
	group *Group[*Judgement]
}

// NodeID returns the identifier.
func (j *Judgement) NodeID() string { return j.ID }

// At returns when it was made, to the second.
func (j *Judgement) At() graph.Time { return graph.InstantOf(j.Judgement.At) }

// Reason returns why, nil where nothing was said.
func (j *Judgement) Reason() *string { return optional(j.Judgement.Reason) }

// Subjects returns what it is about.
func (j *Judgement) Subjects() []*JudgementSubject { return j.subjects(j.Judgement.Subjects) }

// Correction returns what it says instead, nil where it corrects nothing.
func (j *Judgement) Correction() *Correction {
	c := j.Judgement.Correction
	if c == nil {
		return nil
	}
	out := &Correction{}
	if c.Act != "" {
		out.Act = &c.Act
	}
	if c.Sources != nil {
		out.Sources = j.subjects(c.Sources)
	}
	if c.Targets != nil {
		out.Targets = j.subjects(c.Targets)
	}
	return out
}

func (j *Judgement) subjects(list []graph.Subject) []*JudgementSubject {
	out := make([]*JudgementSubject, len(list))
	for i, s := range list {
		out[i] = &JudgementSubject{ID: s.ID, Name: optional(s.Name), of: j}
	}
	return out
}

// JudgementSubject is what a judgement is about, or brings in.
type JudgementSubject struct {
	ID   string
	Name *string // nil of what is no entity
	of   *Judgement
}

// Correction is what a judgement says instead of the program.
type Correction struct {
	Act              *graph.SpeechAct    // nil where it is left as it was
	Sources, Targets []*JudgementSubject // nil where they are
}

// Original is what the program found where a person corrected it.
type Original struct {
	Act              graph.SpeechAct
	Sources, Targets []Entity
	Corrections      []*Judgement
}

func wrapJudgements(items []*graph.Judgement) []*Judgement {
	return grouped(items, func(j *graph.Judgement, g *Group[*Judgement]) *Judgement { return &Judgement{j, g} })
}

// Judged returns a judgement by itself.
func (r *Reader) Judged(j *graph.Judgement) *Judgement {
	return wrapJudgements([]*graph.Judgement{j})[0]
}

// Subject returns what a subject is now, nil where it is not in the graph.
func (r *Reader) Subject(ctx context.Context, s *JudgementSubject) (Node, error) {
	m, err := r.nodesOf(ctx, s.of)
	return m[s.ID], err
}

// Orphaned reports whether a subject of a judgement is not in the graph.
func (r *Reader) Orphaned(ctx context.Context, j *Judgement) (bool, error) {
	m, err := r.nodesOf(ctx, j)
	return slices.ContainsFunc(j.Judgement.Subjects, func(s graph.Subject) bool { return m[s.ID] == nil }), err
}

// nodesOf reads all that the judgements of a group name.
func (r *Reader) nodesOf(ctx context.Context, j *Judgement) (map[string]Node, error) {
	return once(ctx, j.group, ref("nodes"), func(ctx context.Context, items []*Judgement) (map[string]Node, error) {
		ids := unique(items, func(j *Judgement) []string {
			var out []string
			list := j.Judgement.Subjects
			if c := j.Judgement.Correction; c != nil {
				list = slices.Concat(list, c.Sources, c.Targets)
			}
			for _, s := range list {
				out = append(out, s.ID)
			}
			return out
		})
		nodes, err := r.Nodes(ctx, ids)
		out := map[string]Node{}
		for i, n := range nodes {
			if n != nil {
				out[ids[i]] = n
			}
		}
		return out, err
	})
}

// Undoes returns the judgement that one takes back, nil where it takes none back.
func (r *Reader) Undoes(ctx context.Context, j *Judgement) (*Judgement, error) {
	of := func(j *Judgement) []string { return []string{j.UndoesID} }
	m, err := related(ctx, j.group, ref("undoes"), of, r.Store.Judgements, wrapJudgements)
	return m[j.UndoesID], err
}

// ActorJudgements returns what was decided about an entity, oldest first.
func (r *Reader) ActorJudgements(ctx context.Context, a *Actor) ([]*Judgement, error) {
	return judgementsOf(ctx, r, a.group, a.ID)
}

// ClaimJudgements returns what was decided about a claim, oldest first.
func (r *Reader) ClaimJudgements(ctx context.Context, c *Claim) ([]*Judgement, error) {
	return judgementsOf(ctx, r, c.group, c.ID)
}

// AttributionJudgements returns what was decided about an attribution, oldest first.
func (r *Reader) AttributionJudgements(ctx context.Context, a *Attribution) ([]*Judgement, error) {
	return judgementsOf(ctx, r, a.group, a.ID)
}

// ArticleJudgements returns what was decided about an article, oldest first.
func (r *Reader) ArticleJudgements(ctx context.Context, a *Article) ([]*Judgement, error) {
	return judgementsOf(ctx, r, a.group, a.ID)
}

func judgementsOf[T Node](ctx context.Context, r *Reader, g *Group[T], id string) ([]*Judgement, error) {
	m, err := once(ctx, g, ref("judgements"), func(ctx context.Context, items []T) (map[string][]*Judgement, error) {
		found, err := r.Store.JudgementsOf(ctx, ids(items))
		if err != nil {
			return nil, err
		}
		lists := make(map[string]graph.Slice[graph.Judgement], len(found))
		for id, l := range found {
			lists[id] = graph.Slice[graph.Judgement]{Items: l}
		}
		_, nodes := split(lists, ids(items), graph.Page{}, wrapJudgements)
		return nodes, nil
	})
	return m[id], err
}

// Original returns what the program found of an attribution, nil where nobody
// corrected it.
func (r *Reader) Original(ctx context.Context, a *Attribution) (*Original, error) {
	m, err := once(ctx, a.group, ref("original"), func(ctx context.Context, items []*Attribution) (map[string]*Original, error) {
		found, err := r.Store.Originals(ctx, ids(items))
		if err != nil || len(found) == 0 {
			return nil, err
		}
		originals := make([]*graph.Original, 0, len(found))
		for _, o := range found {
			originals = append(originals, o)
		}
		who, err := lookUp(ctx, unique(originals, func(o *graph.Original) []string { return slices.Concat(o.SourceIDs, o.TargetIDs) }),
			r.Store.Entities, wrapEntities)
		if err != nil {
			return nil, err
		}
		by, err := lookUp(ctx, unique(originals, func(o *graph.Original) []string { return o.JudgementIDs }), r.Store.Judgements, wrapJudgements)
		if err != nil {
			return nil, err
		}
		out := map[string]*Original{}
		for id, o := range found {
			out[id] = &Original{o.Act, pick(who, o.SourceIDs), pick(who, o.TargetIDs), pick(by, o.JudgementIDs)}
		}
		return out, nil
	})
	return m[a.ID], err
}

// JudgementEdge is a judgement and its place.
type JudgementEdge struct {
	*Place
	Node *Judgement
}

// JudgementConnection is a page of judgements.
type JudgementConnection struct {
	Connection
	Nodes []*Judgement
}

// Edges returns the judgements with their cursors.
func (c *JudgementConnection) Edges() []*JudgementEdge {
	return edges(c.Nodes, c.Connection, func(p *Place, n *Judgement) *JudgementEdge { return &JudgementEdge{p, n} })
}

// Judgements returns a page of the judgements that the filter matches.
func (r *Reader) Judgements(ctx context.Context, f graph.JudgementFilter, w Window) (*JudgementConnection, error) {
	s, err := r.Store.ListJudgements(ctx, f, w.Page)
	if err != nil {
		return nil, err
	}
	s = inOrder(s, w.Page)
	return &JudgementConnection{connect(s, w, (*graph.Judgement).Cursor, r.counter(f)), wrapJudgements(s.Items)}, nil
}

// NoJudgements returns the page of a list that is known to be empty.
func (r *Reader) NoJudgements() *JudgementConnection { return &JudgementConnection{Connection: None()} }
