package graph

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// Effects are what all judgements of a store together do to a record. They are a
// function of the set of judgements and of nothing else.
type Effects struct {
	judgements map[string]*Judgement
	undone     map[string]bool
	blocked    map[string]bool    // SAMEs in force that a DIFFERENT forbids
	merged     map[string]Subject // what an entity became, by its ID
	hidden     map[string]bool
	spots      map[spot][]string // attributions that are judged, by where they stand
	spotted    map[string]bool   // articles of spots
	corrected  map[string][]*Judgement
	members    map[string][]string // the entities that are one, by each of them
}

// spot is a place in an article.
type spot struct{ article, place string }

// Conflict is why a judgement was refused; errors.Is takes it as ErrConflict.
type Conflict struct {
	WithID string // the judgement it clashes with
	Reason string
}

// Error says why.
func (c *Conflict) Error() string { return fmt.Sprintf("conflict with %s: %s", c.WithID, c.Reason) }

// Is tells that a Conflict is an ErrConflict.
func (c *Conflict) Is(target error) bool { return target == ErrConflict }

// EffectsOf works out what judgements do. Where some of them cannot hold together, as
// may be after an import, a SAME gives way to a DIFFERENT and of two SAMEs the later.
func EffectsOf(judgements []*Judgement) *Effects {
	e := &Effects{judgements: map[string]*Judgement{}, undone: map[string]bool{}, blocked: map[string]bool{},
		merged: map[string]Subject{}, hidden: map[string]bool{}, spots: map[spot][]string{}, spotted: map[string]bool{}, corrected: map[string][]*Judgement{},
		members: map[string][]string{}}
	order := slices.SortedFunc(slices.Values(judgements), byTime)
	for _, j := range order {
		e.judgements[j.ID] = j
	}
	for _, j := range slices.Backward(order) { // what undoes is younger than what it undoes
		u := e.judgements[j.UndoesID]
		if j.Kind == JudgeUndo && u != nil && !e.undone[j.ID] && byTime(u, j) < 0 {
			e.undone[u.ID] = true
		}
	}
	order = slices.DeleteFunc(order, func(j *Judgement) bool { return e.undone[j.ID] })
	e.merge(order)
	for _, j := range order {
		switch j.Kind {
		case JudgeHide:
			e.hidden[j.Subjects[0].ID] = true
		case JudgeCorrect:
			e.corrected[j.Subjects[0].ID] = append(e.corrected[j.Subjects[0].ID], j)
		default:
			continue
		}
		if s := j.Subjects[0]; s.Place != "" {
			at := spot{s.ArticleID, s.Place}
			e.spots[at], e.spotted[s.ArticleID] = append(e.spots[at], s.ID), true
		}
	}
	return e
}

// InForce reports whether a judgement is not undone.
func (e *Effects) InForce(id string) bool { return e.judgements[id] != nil && !e.undone[id] }

// latest returns the youngest of the judgements, nil where there is none.
func (e *Effects) latest() *Judgement {
	var out *Judgement
	for _, j := range e.judgements {
		if out == nil || byTime(out, j) < 0 {
			out = j
		}
	}
	return out
}

// merge finds out which entities are one.
func (e *Effects) merge(order []*Judgement) {
	var different [][2]string
	for _, j := range order {
		if j.Kind == JudgeDifferent {
			different = append(different, pairsOf(j)...)
		}
	}
	parts := map[string][]string{}
	part := func(id string) []string {
		if parts[id] == nil {
			parts[id] = []string{id}
		}
		return parts[id]
	}
	kept := map[string]Subject{}
	absorbed := map[string]bool{}
	for _, j := range order {
		if j.Kind != JudgeSame {
			continue
		}
		var all []string
		for _, s := range j.Subjects {
			all = append(all, part(s.ID)...)
		}
		all = sorted(all)
		if slices.ContainsFunc(different, func(p [2]string) bool { return slices.Contains(all, p[0]) && slices.Contains(all, p[1]) }) {
			e.blocked[j.ID] = true
			continue
		}
		for _, id := range all {
			parts[id] = all
		}
		for i, s := range j.Subjects {
			if i > 0 {
				absorbed[s.ID] = true
			}
			if old, ok := kept[s.ID]; !ok || old.Name < s.Name {
				kept[s.ID] = s
			}
		}
	}
	for id, all := range parts {
		if len(all) < 2 {
			continue
		}
		e.members[id] = all
		e.merged[id] = kept[canonical(all, absorbed)]
	}
}

// canonical returns the entity that shall stand for all: the first that every SAME
// keeps, or the first of all where each was absorbed by another.
func canonical(all []string, absorbed map[string]bool) string {
	for _, id := range all {
		if !absorbed[id] {
			return id
		}
	}
	return all[0]
}

func pairsOf(j *Judgement) (out [][2]string) {
	for i, a := range j.Subjects {
		for _, b := range j.Subjects[i+1:] {
			out = append(out, [2]string{a.ID, b.ID})
		}
	}
	return out
}

// Add completes a judgement that is new, at the time now, and returns the effects with
// it; ErrNotFound or a *Conflict where it may not be added. See Judge.
func (e *Effects) Add(j *Judgement, now time.Time) (*Effects, error) {
	const step = time.Microsecond // as fine as stores keep it
	if j.At.IsZero() {
		j.At = now
		if last := e.latest(); last != nil && !now.Truncate(step).After(last.At) {
			j.At = last.At.Add(step)
		}
	}
	j.At, j.InForce = j.At.UTC().Truncate(step), true
	if u := e.judgements[j.UndoesID]; j.Kind == JudgeUndo {
		switch {
		case u == nil:
			return nil, fmt.Errorf("%w: judgement %s", ErrNotFound, j.UndoesID)
		case e.undone[u.ID]:
			return nil, &Conflict{WithID: e.undoing(u.ID), Reason: "it is undone already"}
		}
	}
	out := EffectsOf(append(slices.Collect(maps.Values(e.judgements)), j))
	for _, id := range slices.Sorted(maps.Keys(out.blocked)) {
		if !e.blocked[id] {
			return nil, out.conflict(out.judgements[id], e.InForce(id))
		}
	}
	return out, nil
}

// Undone returns the judgements that j may have put out of force or into it again.
func (e *Effects) Undone(j *Judgement) []string {
	var out []string
	for u := e.judgements[j.UndoesID]; u != nil && len(out) < len(e.judgements); u = e.judgements[u.UndoesID] {
		out = append(out, u.ID)
	}
	return out
}

// Subjects returns the IDs of the nodes that j is about, or what it undoes.
func (e *Effects) Subjects(j *Judgement) []string {
	var out []string
	for _, id := range append([]string{j.ID}, e.Undone(j)...) {
		for _, s := range e.judgements[id].Subjects {
			out = append(out, s.ID)
		}
	}
	return sorted(out)
}

// undoing returns the judgement in force that undoes id.
func (e *Effects) undoing(id string) string {
	for _, k := range slices.Sorted(maps.Keys(e.judgements)) {
		if e.judgements[k].UndoesID == id && !e.undone[k] {
			return k
		}
	}
	return ""
}

// conflict names the judgement that same clashes with, or same where it held before.
func (e *Effects) conflict(same *Judgement, held bool) *Conflict {
	if held {
		return &Conflict{WithID: same.ID, Reason: "its entities are the same by it; undo it first"}
	}
	var all []string // what the SAME would make one
	for _, s := range same.Subjects {
		all = append(append(all, s.ID), e.members[s.ID]...)
	}
	for _, id := range slices.Sorted(maps.Keys(e.judgements)) {
		d := e.judgements[id]
		if d.Kind != JudgeDifferent || e.undone[id] {
			continue
		}
		for _, p := range pairsOf(d) {
			if slices.Contains(all, p[0]) && slices.Contains(all, p[1]) {
				return &Conflict{WithID: id, Reason: fmt.Sprintf("%s and %s are different by it; undo it first", p[0], p[1])}
			}
		}
	}
	return &Conflict{Reason: "some of the entities are different"} // not reached: something blocked it
}

// Touched returns the IDs of the nodes in whose articles something may change when j
// makes after out of e.
func (e *Effects) Touched(after *Effects, j *Judgement) []string {
	list := []*Judgement{j}
	for _, id := range after.Undone(j) {
		list = append(list, after.judgements[id])
	}
	var out []string
	for _, u := range list {
		for _, s := range u.Subjects {
			if u.Kind == JudgeHide || u.Kind == JudgeCorrect {
				out = append(out, s.ID, s.ArticleID)
				continue
			}
			for _, id := range slices.Concat([]string{s.ID}, e.members[s.ID], after.members[s.ID]) {
				if e.became(id) != after.became(id) {
					out = append(out, id)
				}
			}
		}
	}
	return sorted(out)
}

// became returns what an entity was merged into, or just its ID.
func (e *Effects) became(id string) Subject {
	if m, ok := e.merged[id]; ok && m.ID != id {
		return m
	}
	return Subject{ID: id}
}

// IsZero reports whether no record is changed; nil changes none.
func (e *Effects) IsZero() bool { return e == nil || len(e.merged)+len(e.hidden)+len(e.corrected) == 0 }
