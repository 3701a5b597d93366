package graphtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay/graph"
)

// judged is a store, and the model of what it should show.
type judged struct {
	t     *testing.T
	s     graph.Store
	m     *model
	count int
}

func newJudged(t *testing.T, open opener, records ...*graph.Record) *judged {
	j := &judged{t: t, s: open(t), m: newModel()}
	j.put(records...)
	return j
}

func (j *judged) put(records ...*graph.Record) {
	j.t.Helper()
	put(j.t, j.s, records...)
	for _, r := range records {
		j.m.put(r)
	}
}

// try sends a judgement under a key of its own.
func (j *judged) try(x graph.Judgement) (*graph.Judgement, error) {
	j.count++
	x.By, x.Role, x.Reason = "Ada", "REVIEWER", "it is said so"
	x.ID = graph.JudgementID(x.By, fmt.Sprint("key ", j.count))
	got, err := j.s.Judge(j.t.Context(), &x)
	if err == nil {
		own := *got
		j.m.judgements = append(j.m.judgements, &own)
	}
	return got, err
}

func (j *judged) judge(x graph.Judgement) *graph.Judgement {
	j.t.Helper()
	got, err := j.try(x)
	if err != nil {
		j.t.Fatalf("Judge %+v: %v", x, err)
	}
	return got
}

func (j *judged) same(keep, other graph.Subject) *graph.Judgement {
	j.t.Helper()
	return j.judge(graph.Judgement{Kind: graph.JudgeSame, Subjects: []graph.Subject{keep, other}})
}

func (j *judged) hide(x graph.Subject) *graph.Judgement {
	j.t.Helper()
	return j.judge(graph.Judgement{Kind: graph.JudgeHide, Subjects: []graph.Subject{x}})
}

func (j *judged) undo(x *graph.Judgement) *graph.Judgement {
	j.t.Helper()
	return j.judge(graph.Judgement{Kind: graph.JudgeUndo, UndoesID: x.ID})
}

// check compares the whole store with the model.
func (j *judged) check() {
	j.t.Helper()
	sameDump(j.t, j.s, j.m)
}

// shown returns the dump without judgements.
func (j *judged) shown() string {
	j.t.Helper()
	var out []string
	for line := range strings.Lines(dumpText(j.t, j.s)) {
		if !strings.HasPrefix(line, `{"kind":"judgement"`) {
			out = append(out, line)
		}
	}
	return strings.Join(out, "")
}

// entity returns the subject of an entity of the store by its name.
func (j *judged) entity(name string) graph.Subject {
	j.t.Helper()
	s, err := j.s.ListEntities(j.t.Context(), graph.EntityFilter{Name: name}, graph.Page{First: 5})
	if err != nil || len(s.Items) == 0 {
		j.t.Fatalf("entity %q: %v, %v", name, s.Items, err)
	}
	return s.Items[0].Subject()
}

func judgeTests(t *testing.T, open func(*testing.T) graph.Store) {
	t.Run("entities that are the same read as one", func(t *testing.T) { judgeSame(t, open) })
	t.Run("chains of merges come apart in any order", func(t *testing.T) { judgeChain(t, open) })
	t.Run("different and same exclude one another", func(t *testing.T) { judgeConflict(t, open) })
	t.Run("what is hidden is in no list and found by its ID", func(t *testing.T) { judgeHide(t, open) })
	t.Run("a hidden article", func(t *testing.T) { judgeHideArticle(t, open) })
	t.Run("a correction is shown with what it corrects", func(t *testing.T) { judgeCorrect(t, open) })
	t.Run("a correction outlives another extraction of the same words", func(t *testing.T) { judgeReextracted(t, open) })
	t.Run("sent again it is the same judgement", func(t *testing.T) { judgeAgain(t, open) })
	t.Run("lists and counts", func(t *testing.T) { judgeLists(t, open) })
	t.Run("broken off it changes nothing", func(t *testing.T) { judgeAllOrNone(t, open) })
	t.Run("any sequence equals a replay", func(t *testing.T) { judgeSequences(t, open) })
}

func judgeSame(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(16, 1)...)
	before := j.shown()
	keep, other := j.entity("Nina Polozova"), j.entity("Varkany")
	made := func(id string) int {
		n, err := j.s.Count(t.Context(), graph.ClaimFilter{SourceIDs: []string{id}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	both := made(keep.ID) + made(other.ID)
	x := j.same(keep, other)
	j.check()
	if n := made(keep.ID); n < both/2 || n > both || made(other.ID) != 0 {
		t.Errorf("%d claims of the one that is kept and %d of the other, had %d together", n, made(other.ID), both)
	}
	for _, name := range []string{"Milo Varkany", "varkany", "Нина Полозова"} {
		if got := j.entity(name); got.ID != keep.ID {
			t.Errorf("%q is found as %+v, want %s", name, got, keep.ID)
		}
	}
	got, err := j.s.Entities(t.Context(), []string{other.ID, keep.ID, "ent_none"})
	if err != nil || len(got) != 2 || got[other.ID].ID != keep.ID || got[other.ID].Hidden || got[keep.ID].Name != keep.Name {
		t.Errorf("look-up of both: %v, %v, want the kept one for each", got, err)
	}
	now, err := j.s.Current(t.Context(), []string{other.ID, keep.ID, "ent_none"})
	equal(t, "Current", now, map[string]string{other.ID: keep.ID})
	if err != nil {
		t.Fatal(err)
	}
	j.undo(x)
	j.check()
	equal(t, "what is shown after it was undone", j.shown(), before)
}

func judgeChain(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(16, 1)...)
	before := j.shown()
	a, b, c := j.entity("Norway"), j.entity("Harbour Board"), j.entity("U.S.B. Shipping")
	ab := j.same(a, b)
	abOnly := j.shown()
	bc := j.same(b, c)
	abc := j.shown()
	for _, id := range []string{b.ID, c.ID} {
		if got, err := j.s.Entities(t.Context(), []string{id}); err != nil || got[id] == nil || got[id].ID != a.ID {
			t.Errorf("%s is found as %+v, %v, want %s", id, got[id], err, a.ID)
		}
	}
	u := j.undo(ab) // the first link of the chain
	j.check()
	if got, err := j.s.Entities(t.Context(), []string{a.ID, b.ID, c.ID}); err != nil || got[c.ID].ID != b.ID || got[b.ID].ID != b.ID || got[a.ID].ID != a.ID {
		t.Errorf("after the first was undone: %v, %v", got, err)
	}
	j.undo(u) // and back
	equal(t, "what is shown after the undoing was undone", j.shown(), abc)
	j.undo(bc)
	equal(t, "what is shown without the second", j.shown(), abOnly)
	j.check()
	again, err := j.s.Judgements(t.Context(), []string{u.ID, ab.ID, bc.ID})
	if err != nil || !again[ab.ID].InForce || again[u.ID].InForce || again[bc.ID].InForce {
		t.Errorf("in force: %+v, %v, want the first merge only", again, err)
	}
	j.undo(ab)
	equal(t, "what is shown without both", j.shown(), before)
}

func judgeConflict(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(8, 1)...)
	a, b, c := j.entity("Norway"), j.entity("Harbour Board"), j.entity("U.S.B. Shipping")
	refused := func(what string, x graph.Judgement, with *graph.Judgement) {
		t.Helper()
		before := dumpText(t, j.s)
		_, err := j.try(x)
		var clash *graph.Conflict
		if !errors.As(err, &clash) || clash.WithID != with.ID || !errors.Is(err, graph.ErrConflict) {
			t.Errorf("%s: %v, want a conflict with %s", what, err, with.ID)
		}
		equal(t, what+": dump", dumpText(t, j.s), before)
	}
	of := func(kind graph.JudgementKind, list ...graph.Subject) graph.Judgement {
		return graph.Judgement{Kind: kind, Subjects: list}
	}
	d := j.judge(of(graph.JudgeDifferent, a, c))
	j.judge(of(graph.JudgeUnsure, a, b, c))
	ab := j.same(a, b)
	refused("a chain that joins what is different", of(graph.JudgeSame, b, c), d)
	refused("the pair itself", of(graph.JudgeSame, c, a), d)
	refused("what is one cannot be different", of(graph.JudgeDifferent, b, a), ab)
	j.undo(d)
	bc := j.same(b, c)
	refused("through the chain", of(graph.JudgeDifferent, a, c), bc)
	j.undo(ab)
	e := j.judge(of(graph.JudgeDifferent, a, c))
	refused("an undo that would join them", graph.Judgement{Kind: graph.JudgeUndo, UndoesID: lastUndo(t, j, ab).ID}, bc)
	j.undo(bc)
	j.undo(lastUndo(t, j, ab))
	refused("an undo that would join them, last", graph.Judgement{Kind: graph.JudgeUndo, UndoesID: lastUndo(t, j, bc).ID}, e)
	j.undo(ab)
	refused("undone twice", graph.Judgement{Kind: graph.JudgeUndo, UndoesID: ab.ID}, lastUndo(t, j, ab))
	j.check()
	if _, err := j.try(graph.Judgement{Kind: graph.JudgeUndo, UndoesID: graph.JudgementID("nobody", "x")}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("an undo of nothing: %v, want ErrNotFound", err)
	}
}

// lastUndo returns the youngest undoing of x.
func lastUndo(t *testing.T, j *judged, x *graph.Judgement) *graph.Judgement {
	t.Helper()
	for _, u := range slices.Backward(j.m.judgements) {
		if u.UndoesID == x.ID {
			return u
		}
	}
	t.Fatalf("nothing undoes %s", x.ID)
	return nil
}

func judgeHide(t *testing.T, open opener) {
	records := Samples(12, 1)
	j := newJudged(t, open, records...)
	before := j.shown()
	w := j.m.world()
	claim := slices.MaxFunc(w.claims, func(a, b *graph.Claim) int { return a.Reports - b.Reports })
	entity := w.entities[3]
	attribution := w.attributions[5]
	x := []*graph.Judgement{j.hide(graph.Subject{ID: claim.ID}), j.hide(entity.Subject()), j.hide(attribution.Subject())}
	j.check()
	ctx := t.Context()
	claims, err := j.s.Claims(ctx, []string{claim.ID})
	if err != nil || claims[claim.ID] == nil {
		t.Fatalf("the hidden claim: %v, %v", claims, err)
	}
	want := *claim
	want.Hidden = true
	if want.SourceIDs = without(claim.SourceIDs, entity.ID); len(want.SourceIDs) == len(claim.SourceIDs) && !slices.Contains(claim.TargetIDs, entity.ID) {
		equal(t, "the hidden claim", claims[claim.ID], &want)
	}
	entities, err := j.s.Entities(ctx, []string{entity.ID})
	if err != nil || entities[entity.ID] == nil || !entities[entity.ID].Hidden || entities[entity.ID].Name != entity.Name {
		t.Errorf("the hidden entity: %v, %v", entities[entity.ID], err)
	}
	attributions, err := j.s.Attributions(ctx, []string{attribution.ID})
	if err != nil || attributions[attribution.ID] == nil || !attributions[attribution.ID].Hidden {
		t.Errorf("the hidden attribution: %v, %v", attributions, err)
	}
	for name, f := range map[string]any{"claim": graph.ClaimFilter{IDs: []string{claim.ID}}, "entity": graph.EntityFilter{IDs: []string{entity.ID}},
		"claims of it": graph.ClaimFilter{SourceIDs: []string{entity.ID}}} {
		if n, err := j.s.Count(ctx, f); err != nil || n != 0 {
			t.Errorf("%s: %d listed, %v", name, n, err)
		}
	}
	j.put(records...) // again
	j.check()
	for _, y := range x {
		j.undo(y)
	}
	equal(t, "what is shown after all was undone", j.shown(), before)
}

func without(list []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == id })
}

func judgeHideArticle(t *testing.T, open opener) {
	records := Samples(6, 1)
	j := newJudged(t, open, records...)
	before := j.shown()
	r := records[2]
	x := j.hide(graph.Subject{ID: r.Article.ID})
	j.check()
	ctx := t.Context()
	known, err := j.s.Known(ctx, []string{r.Article.ID})
	if err != nil || known[r.Article.ID] != r.Extraction.ID {
		t.Errorf("Known: %v, %v, want it known by %s", known, err, r.Extraction.ID)
	}
	equal(t, "the same again", put(t, j.s, records...), graph.PutResult{Unchanged: len(records)})
	got, err := j.s.FullArticles(ctx, []string{r.Article.ID})
	if a := got[r.Article.ID]; err != nil || a == nil || !a.Hidden || a.Text != r.Article.Text {
		t.Errorf("the hidden article: %+v, %v", a, err)
	}
	other := thinned(r, 2)
	j.put(other) // another extraction stays hidden
	j.check()
	if n, err := j.s.Count(ctx, graph.ArticleFilter{IDs: []string{r.Article.ID}}); err != nil || n != 0 {
		t.Errorf("%d listed, %v", n, err)
	}
	j.put(r)
	j.undo(x)
	equal(t, "what is shown after it was undone", j.shown(), before)
}

// judgeCorrect says that an accusation was a warning by somebody the article does not name.
func judgeCorrect(t *testing.T, open opener) {
	records := Samples(12, 1)
	j := newJudged(t, open, records...)
	before := j.shown()
	w := j.m.world()
	i := slices.IndexFunc(w.attributions, func(a *graph.Attribution) bool {
		return a.Act == graph.ActAccuse && len(w.claim[a.ClaimID].SourceIDs) > 0
	})
	a := w.attributions[i]
	who := graph.Subject{ID: graph.EntityID(graph.KindPerson, "new here"), Kind: graph.KindPerson, Name: "New Here"}
	x := j.judge(graph.Judgement{Kind: graph.JudgeCorrect, Subjects: []graph.Subject{a.Subject()},
		Correction: &graph.Correction{Act: graph.ActWarn, Sources: []graph.Subject{who}}})
	j.check()
	ctx := t.Context()
	got, err := j.s.Attributions(ctx, []string{a.ID})
	if err != nil || got[a.ID] == nil || got[a.ID].Act != graph.ActWarn || got[a.ID].Hidden {
		t.Fatalf("the attribution: %+v, %v", got[a.ID], err)
	}
	list, err := j.s.ListClaims(ctx, graph.ClaimFilter{SourceIDs: []string{who.ID}, Acts: []graph.SpeechAct{graph.ActWarn}}, graph.Page{First: 5})
	if err != nil || len(list.Items) != 1 || list.Items[0].ID != got[a.ID].ClaimID {
		t.Errorf("claims of the new source: %v, %v", list.Items, err)
	}
	originals, err := j.s.Originals(ctx, []string{a.ID, w.attributions[(i+1)%len(w.attributions)].ID, "att_none"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Originals", originals, map[string]*graph.Original{a.ID: {Act: graph.ActAccuse, SourceIDs: w.claim[a.ClaimID].SourceIDs,
		TargetIDs: w.claim[a.ClaimID].TargetIDs, JudgementIDs: []string{x.ID}}})
	second := j.judge(graph.Judgement{Kind: graph.JudgeCorrect, Subjects: []graph.Subject{{ID: got[a.ID].ClaimID}},
		Correction: &graph.Correction{Targets: []graph.Subject{}}})
	j.check()
	claims, err := j.s.Claims(ctx, []string{got[a.ID].ClaimID})
	if c := claims[got[a.ID].ClaimID]; err != nil || c == nil || c.ID == got[a.ID].ClaimID || len(c.TargetIDs) > 0 || c.Act != graph.ActWarn {
		t.Errorf("the corrected claim by the ID that it had: %+v, %v", c, err)
	}
	j.put(records...)
	j.undo(second)
	j.undo(x)
	equal(t, "what is shown after all was undone", j.shown(), before)
}

// judgeReextracted finds the words of a correction again under another act, and then
// not at all.
func judgeReextracted(t *testing.T, open opener) {
	r := Samples(1, 1)[0]
	j := newJudged(t, open, r)
	a := r.Attributions[0]
	x := j.judge(graph.Judgement{Kind: graph.JudgeCorrect, Subjects: []graph.Subject{a.Subject()}, Correction: &graph.Correction{Act: graph.ActPraise}})
	act := func(id string) graph.SpeechAct {
		t.Helper()
		got, err := j.s.Attributions(t.Context(), []string{id})
		if err != nil {
			t.Fatal(err)
		}
		if got[id] == nil {
			return ""
		}
		return got[id].Act
	}
	other := *r
	other.Extraction = graph.Extraction{ID: graph.ExtractionID("other", ""), Version: "other"}
	other.Article.ExtractionID = other.Extraction.ID
	other.Attributions, other.Claims, other.Links = slices.Clone(r.Attributions), slices.Clone(r.Claims), nil
	b := &other.Attributions[0]
	k := slices.IndexFunc(other.Claims, func(c graph.Claim) bool { return c.ID == b.ClaimID })
	c := other.Claims[k]
	c.Act, b.Act = graph.ActThreaten, graph.ActThreaten
	c.ID = graph.ClaimID(&c)
	other.Claims = append(other.Claims, c)
	b.ID, b.ClaimID = graph.AttributionID(b), c.ID
	for i := range other.Attributions {
		if other.Attributions[i].ParentID == a.ID {
			other.Attributions[i].ParentID = b.ID
		}
	}
	j.put(&other)
	j.check()
	if was, is := act(a.ID), act(b.ID); was != graph.ActPraise || is != graph.ActPraise {
		t.Errorf("the same words by another extraction: %s by the old ID, %s by the new, want both corrected", was, is)
	}
	none := other
	none.Extraction.ID, none.Article.ExtractionID = "ext_none", "ext_none"
	none.Attributions, none.Claims = nil, nil
	j.put(&none)
	j.check()
	if got := act(a.ID); got != "" {
		t.Errorf("the words are gone but the attribution is %s", got)
	}
	if got, err := j.s.Judgements(t.Context(), []string{x.ID}); err != nil || got[x.ID] == nil || !got[x.ID].InForce {
		t.Errorf("the judgement: %+v, %v, want it there and in force", got[x.ID], err)
	}
	j.put(r)
	j.check()
	if got := act(a.ID); got != graph.ActPraise {
		t.Errorf("the first extraction again: %s, want it corrected", got)
	}
}

func judgeAgain(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(8, 1)...)
	x := graph.Judgement{ID: graph.JudgementID("Ada", "one"), Kind: graph.JudgeHide, By: "Ada", Subjects: []graph.Subject{j.entity("Norway")}}
	first, err := j.s.Judge(t.Context(), &x)
	if err != nil {
		t.Fatal(err)
	}
	if first.At.IsZero() || !first.InForce || !x.At.IsZero() {
		t.Errorf("judgement %+v: want a time, in force, and the caller's untouched", first)
	}
	before := dumpText(t, j.s)
	second, err := j.s.Judge(t.Context(), &x)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "judgement sent again", second, first)
	equal(t, "dump", dumpText(t, j.s), before)
	x.Subjects = []graph.Subject{j.entity("Harbour Board")}
	if _, err := j.s.Judge(t.Context(), &x); !errors.Is(err, graph.ErrConflict) {
		t.Errorf("another decision under the same key: %v, want ErrConflict", err)
	}
	for _, bad := range []graph.Judgement{{}, {ID: x.ID, Kind: "BURN", By: "Ada"}, {ID: x.ID, Kind: graph.JudgeHide, By: "Ada"},
		{ID: x.ID, Kind: graph.JudgeHide, Subjects: x.Subjects}, {ID: x.ID, Kind: graph.JudgeSame, By: "Ada", Subjects: x.Subjects},
		{ID: x.ID, Kind: graph.JudgeUndo, By: "Ada"}, {ID: x.ID, Kind: graph.JudgeHide, By: "a\xff", Subjects: x.Subjects}} {
		if _, err := j.s.Judge(t.Context(), &bad); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%+v: %v, want ErrInvalid", bad, err)
		}
	}
	equal(t, "dump after refusals", dumpText(t, j.s), before)
}

func judgeLists(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(8, 1)...)
	a, b, c := j.entity("Norway"), j.entity("Harbour Board"), j.entity("U.S.B. Shipping")
	x := j.same(a, b)
	y := j.judge(graph.Judgement{Kind: graph.JudgeUnsure, Subjects: []graph.Subject{b, c}})
	z := j.hide(c)
	u := j.undo(z)
	z.InForce = false
	at := time.Date(2020, 9, 25, 10, 0, 0, 500_000_000, time.UTC)
	old := &graph.Judgement{ID: graph.JudgementID("Bo", "old"), Kind: graph.JudgeUnsure, By: "Bo", Subjects: []graph.Subject{a, c}, At: at}
	if got, err := j.s.Judge(t.Context(), old); err != nil || !got.At.Equal(at) {
		t.Fatalf("a judgement of another store: %+v, %v", got, err)
	}
	old.InForce = true
	everything := []*graph.Judgement{old, x, y, z, u}
	for _, test := range []struct {
		f    graph.JudgementFilter
		want []*graph.Judgement
	}{
		{graph.JudgementFilter{}, everything},
		{graph.JudgementFilter{NodeIDs: []string{a.ID}}, []*graph.Judgement{old, x, y}}, // y: b is a now
		{graph.JudgementFilter{NodeIDs: []string{b.ID}}, []*graph.Judgement{x, y}},
		{graph.JudgementFilter{NodeIDs: []string{c.ID, "ent_none"}}, []*graph.Judgement{old, y, z, u}},
		{graph.JudgementFilter{Kinds: []graph.JudgementKind{graph.JudgeHide, graph.JudgeUndo}}, []*graph.Judgement{z, u}},
		{graph.JudgementFilter{By: "Bo"}, []*graph.Judgement{old}},
		{graph.JudgementFilter{InForce: ptr(true)}, []*graph.Judgement{old, x, y, u}},
		{graph.JudgementFilter{InForce: ptr(false)}, []*graph.Judgement{z}},
		{graph.JudgementFilter{IDs: []string{y.ID, x.ID}}, []*graph.Judgement{x, y}},
		{graph.JudgementFilter{To: "2020"}, []*graph.Judgement{old}},
		{graph.JudgementFilter{From: "2020-09-25T10:00:00Z", To: "2020-09-25T10:00:00Z"}, []*graph.Judgement{old}},
		{graph.JudgementFilter{From: "2020-09-25T10:00:01Z"}, []*graph.Judgement{x, y, z, u}},
		{graph.JudgementFilter{From: "2020-09-26", To: "2020-09-27"}, nil},
	} {
		list(t, j.s, test.f, test.want, (*graph.Judgement).Cursor, j.s.ListJudgements)
	}
	of, err := j.s.JudgementsOf(t.Context(), []string{a.ID, b.ID, c.ID, "ent_none"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "JudgementsOf", of, map[string][]*graph.Judgement{a.ID: {old, x, y}, b.ID: {x, y}, c.ID: {old, y, z, u}})
	for _, bad := range []graph.JudgementFilter{{From: "x"}, {Kinds: []graph.JudgementKind{"X"}}} {
		if _, err := j.s.ListJudgements(t.Context(), bad, graph.Page{First: 1}); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%+v: %v, want ErrInvalid", bad, err)
		}
	}
}

// judgeAllOrNone ends the context of a Judge at ever later moments.
func judgeAllOrNone(t *testing.T, open opener) {
	j := newJudged(t, open, Samples(8, 1)...)
	x := graph.Judgement{ID: graph.JudgementID("Ada", "x"), By: "Ada", Kind: graph.JudgeSame,
		Subjects: []graph.Subject{j.entity("Norway"), j.entity("Harbour Board")}}
	before := dumpText(t, j.s)
	for n := int32(0); ; n += 1 + n/2 {
		ctx, cancel := context.WithCancel(t.Context())
		f := &fuse{Context: ctx, end: cancel}
		f.left.Store(n)
		_, err := j.s.Judge(f, &x)
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("a context that ended at question %d: %v", n, err)
		}
		if dumpText(t, j.s) != before {
			break // it was done when it ended: then all of it
		}
	}
	got, err := j.s.Judgements(t.Context(), []string{x.ID})
	if err != nil || got[x.ID] == nil {
		t.Fatalf("the judgement: %v, %v", got, err)
	}
	j.m.judgements = append(j.m.judgements, got[x.ID])
	j.check()
}
