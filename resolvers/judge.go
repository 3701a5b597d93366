package resolvers

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hearsay/graph"
	"hearsay/internal/auth"
	"hearsay/internal/batch"
	"hearsay/resolvers/generated"
)

// decision is what a caller decides, in identifiers alone.
type decision struct {
	kind             graph.JudgementKind
	key              string
	reason           *string
	subjects         []string
	undoes           string
	act              graph.SpeechAct
	sources, targets []string // nil where they are left
}

// judgeTime is how long a judgement may take.
const judgeTime = 10 * time.Minute

// absent is the error of an identifier of which there is nothing.
type absent struct{ id, text string }

func (e *absent) Error() string { return e.text }

func (r *Resolver) judgeEntities(ctx context.Context, in *generated.JudgeEntitiesInput) (*generated.JudgePayload, error) {
	return r.decide(ctx, decision{kind: graph.JudgementKind(in.Verdict), key: in.Key, reason: in.Reason, subjects: in.Entities})
}

func (r *Resolver) correctClaim(ctx context.Context, in *generated.CorrectClaimInput) (*generated.JudgePayload, error) {
	return r.decide(ctx, decision{kind: graph.JudgeCorrect, key: in.Key, reason: in.Reason, subjects: []string{in.ID},
		act: value(in.Act), sources: in.Sources, targets: in.Targets})
}

func (r *Resolver) hide(ctx context.Context, in *generated.HideInput) (*generated.JudgePayload, error) {
	return r.decide(ctx, decision{kind: graph.JudgeHide, key: in.Key, reason: in.Reason, subjects: []string{in.ID}})
}

func (r *Resolver) undo(ctx context.Context, in *generated.UndoInput) (*generated.JudgePayload, error) {
	return r.decide(ctx, decision{kind: graph.JudgeUndo, key: in.Key, reason: in.Reason, undoes: in.Judgement})
}

// decide makes a judgement of a decision, or tells why there is none.
func (r *Resolver) decide(ctx context.Context, d decision) (*generated.JudgePayload, error) {
	j, err := r.make(ctx, d)
	var gone *absent
	var clash *graph.Conflict
	switch {
	case err == nil:
		return &generated.JudgePayload{Judgement: r.Reader.Judged(j), Errors: []generated.JudgementError{}}, nil
	case errors.As(err, &gone):
		return refused(&generated.NotFoundError{Message: gone.text, ID: gone.id}), nil
	case errors.As(err, &clash):
		out := &generated.ConflictError{Message: clash.Reason}
		with, err := r.Reader.Node(ctx, clash.WithID)
		out.With, _ = with.(*batch.Judgement)
		return refused(out), err
	}
	return nil, err
}

func refused(e generated.JudgementError) *generated.JudgePayload {
	return &generated.JudgePayload{Errors: []generated.JudgementError{e}}
}

// make stores the judgement of a decision. One that is stored already is not looked at
// again: what it speaks of may have become something else by it.
func (r *Resolver) make(ctx context.Context, d decision) (*graph.Judgement, error) {
	if n := utf8.RuneCountInString(d.key); n < 1 || n > graph.MaxJudgementKey {
		return nil, badInput("key: %d characters, it takes 1 to %d", n, graph.MaxJudgementKey)
	}
	if n := max(len(d.subjects), len(d.sources), len(d.targets)); n > maxList {
		return nil, badInput("%d identifiers, the limit is %d", n, maxList)
	}
	j := d.bare(auth.From(ctx))
	old, err := r.Reader.Store.Judgements(ctx, []string{j.ID})
	if err != nil {
		return nil, err
	}
	if stored := old[j.ID]; stored != nil {
		return stored, stored.Again(j)
	}
	if err := r.know(ctx, j); err != nil {
		return nil, err
	}
	// It takes as long as the articles that it affects; who gave up waiting sends the key
	// again.
	done, cancel := context.WithTimeout(context.WithoutCancel(ctx), judgeTime)
	defer cancel()
	out, err := r.Reader.Store.Judge(done, j)
	if errors.Is(err, graph.ErrNotFound) {
		err = &absent{d.undoes, fmt.Sprintf("there is no judgement %s", shorten(d.undoes))}
	}
	return out, err
}

// bare returns the judgement with the identifiers of its subjects alone.
func (d decision) bare(who auth.Principal) *graph.Judgement {
	j := &graph.Judgement{Kind: d.kind, Subjects: subjects(d.subjects), UndoesID: d.undoes, By: who.Name,
		Role: strings.ToUpper(string(who.Role)), Reason: value(d.reason)}
	if j.By == "" {
		j.By = string(who.Role)
	}
	j.ID = graph.JudgementID(j.By, d.key)
	if d.kind == graph.JudgeCorrect {
		j.Correction = &graph.Correction{Act: d.act, Sources: subjects(d.sources), Targets: subjects(d.targets)}
	}
	return j
}

func subjects(ids []string) []graph.Subject {
	if ids == nil {
		return nil
	}
	out := make([]graph.Subject, len(ids))
	for i, id := range ids {
		out[i].ID = id
	}
	return out
}

// know fills in what there is to know of the subjects.
func (r *Resolver) know(ctx context.Context, j *graph.Judgement) error {
	lists := [][]graph.Subject{j.Subjects}
	if j.Correction != nil {
		lists = append(lists, j.Correction.Sources, j.Correction.Targets)
	}
	var ids []string
	for _, s := range slices.Concat(lists...) {
		if graph.IDType(s.ID) == "" {
			return badInput("%q is not an identifier", shorten(s.ID))
		}
		ids = append(ids, s.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	nodes, err := r.Reader.Nodes(ctx, ids)
	if err != nil {
		return err
	}
	for _, list := range lists {
		for i := range list {
			n := nodes[0]
			nodes = nodes[1:]
			if n == nil {
				return &absent{list[i].ID, "there is nothing with the identifier " + list[i].ID}
			}
			if n.NodeID() != list[i].ID {
				return &absent{list[i].ID, fmt.Sprintf("%s became %s; judge that one", list[i].ID, n.NodeID())}
			}
			switch n := n.(type) {
			case batch.Entity:
				list[i] = n.Base().Subject()
			case *batch.Attribution:
				list[i] = n.Subject()
			}
		}
	}
	return nil
}

func roleOf(j *batch.Judgement) *generated.UserRole {
	role := generated.UserRole(j.Judgement.Role)
	if !role.IsValid() {
		return nil
	}
	return &role
}

// judgements lists the audit trail.
func (r *Resolver) judgements(ctx context.Context, in *generated.JudgementFilter, order generated.TimeOrder, p paging) (*batch.JudgementConnection, error) {
	if in == nil {
		in = &generated.JudgementFilter{}
	}
	w, err := r.window("judgements", in, p, newestFirst(order))
	if err != nil {
		return nil, err
	}
	some := true
	f := graph.JudgementFilter{By: value(in.By), From: value(in.From), To: value(in.To), InForce: in.InForce}
	if f.Kinds, err = given("kinds", in.Kinds, &some); err != nil {
		return nil, err
	}
	if f.NodeIDs, err = given("nodes", in.Nodes, &some); err != nil {
		return nil, err
	}
	if !some {
		return r.Reader.NoJudgements(), nil
	}
	return r.Reader.Judgements(ctx, f, w)
}

// current returns the entities that the identifiers stand for now.
func (r *Resolver) current(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return ids, nil
	}
	moved, err := r.Reader.Store.Current(ctx, ids)
	if err != nil || len(moved) == 0 {
		return ids, err
	}
	out := slices.Clone(ids)
	for i, id := range ids {
		if into, ok := moved[id]; ok {
			out[i] = into
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
