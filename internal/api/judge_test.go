package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/internal/auth"
)

// judgeAtRandom corrects, hides and undoes n claims of a store.
func judgeAtRandom(t *testing.T, s graph.Store, n int) {
	t.Helper()
	claims, err := s.ListClaims(t.Context(), graph.ClaimFilter{}, graph.Page{First: n})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range claims.Items {
		j := graph.Judgement{ID: graph.JudgementID("Ada", fmt.Sprint(i)), By: "Ada", Kind: graph.JudgeCorrect, Subjects: []graph.Subject{{ID: c.ID}},
			Correction: &graph.Correction{Act: graph.ActPromise}}
		switch i % 4 {
		case 2:
			j.Kind, j.Correction = graph.JudgeHide, nil
		case 3:
			j.Kind, j.Correction, j.Subjects, j.UndoesID = graph.JudgeUndo, nil, nil, graph.JudgementID("Ada", fmt.Sprint(i-1))
		}
		if _, err := s.Judge(t.Context(), &j); err != nil {
			t.Fatal(err)
		}
	}
}

// payload is what a mutation that judges gives.
type payload struct {
	Judgement *struct {
		ID, Kind, By, Role, Reason, At string
		InForce, Orphaned              bool
		Undoes                         *struct{ ID string }
		Subjects                       []struct {
			ID, Name string
			Node     *struct{ ID string }
		}
	}
	Errors []struct {
		Typename string `json:"__typename"`
		Message  string
		ID       string
		With     *struct{ ID string }
	}
}

const payloadFields = `{ judgement { id kind by role reason at inForce orphaned undoes { id } subjects { id name node { id } } }
	errors { __typename message ... on NotFoundError { id } ... on ConflictError { with { id } } } }`

// decide runs a mutation.
func decide(t *testing.T, h http.Handler, mutation, input string) payload {
	t.Helper()
	var out map[string]payload
	mustAsk(t, h, &out, fmt.Sprintf("mutation { it: %s(input: {%s}) %s }", mutation, input, payloadFields))
	return out["it"]
}

// made runs a mutation that must make a judgement.
func made(t *testing.T, h http.Handler, mutation, input string) payload {
	t.Helper()
	p := decide(t, h, mutation, input)
	if p.Judgement == nil || len(p.Errors) > 0 {
		t.Fatalf("%s(%s): %+v", mutation, input, p)
	}
	return p
}

func entityID(t *testing.T, h http.Handler, name string) string {
	t.Helper()
	var out struct{ Entity *struct{ ID string } }
	mustAsk(t, h, &out, `query($n: String!) { entity(ref: {name: $n}) { id } }`, map[string]any{"n": name})
	if out.Entity == nil {
		return ""
	}
	return out.Entity.ID
}

// text returns the data of a query as it came.
func text(t *testing.T, h http.Handler, query string) string {
	t.Helper()
	var out json.RawMessage
	mustAsk(t, h, &out, query)
	return string(out)
}

func TestJudgeEntities(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) {
		h := New(fill(t, s, graphtest.Samples(12, 1)...), Options{})
		const everything = `{ entities(first: 100) { totalCount nodes { id name aliases claimsMade { totalCount } } }
			whoToWhom(first: 100) { nodes { source { id } target { id } claimCount } } timeline(first: 100, by: YEAR) { nodes { start claimCount } } }`
		before := text(t, h, everything)
		a, b, c := entityID(t, h, "Norway"), entityID(t, h, "Harbour Board"), entityID(t, h, "U.S.B. Shipping")
		same := fmt.Sprintf(`key: "1", verdict: SAME, entities: [%q, %q], reason: "one and the same"`, a, b)
		p := made(t, h, "judgeEntities", same)
		if j := p.Judgement; j.By != "local" || j.Role != "ADMIN" || j.Reason != "one and the same" || !j.InForce || j.Orphaned ||
			len(j.Subjects) != 2 || j.Subjects[1].ID != b || j.Subjects[1].Name == "" || j.Subjects[1].Node.ID != a {
			t.Errorf("judgement %+v", j)
		}
		if diff := cmp.Diff(p, made(t, h, "judgeEntities", same)); diff != "" {
			t.Errorf("the same key again (-first +second):\n%s", diff)
		}
		if entityID(t, h, "Harbour Board") != a {
			t.Error("the name of what was merged does not lead to what it was merged into")
		}
		for _, q := range []string{
			`{ node(id: %q) { ... on Entity { name hidden claimsMade { totalCount } judgements { id } } } }`,
			`{ node: claims(filter: {sources: [{id: %q}]}) { totalCount nodes { id } } }`,
			`{ node: claims(filter: {not: {targets: [{id: %q}]}}) { totalCount } }`,
			`{ node: entities(filter: {ids: [%q]}) { nodes { id } } }`,
			`{ node: entity(ref: {id: %q}) { id } }`,
			`{ node: whoAccusedWhom(accused: {id: %q}) { totalCount } }`,
		} {
			if old, now := text(t, h, fmt.Sprintf(q, b)), text(t, h, fmt.Sprintf(q, a)); old != now || strings.Contains(now, "null") {
				t.Errorf("%s: by the old identifier %s, by the kept one %s", q, old, now)
			}
		}
		different := decide(t, h, "judgeEntities", fmt.Sprintf(`key: "2", verdict: DIFFERENT, entities: [%q, %q]`, a, c))
		clash := decide(t, h, "judgeEntities", fmt.Sprintf(`key: "3", verdict: SAME, entities: [%q, %q]`, c, a))
		if clash.Judgement != nil || len(clash.Errors) != 1 || clash.Errors[0].Typename != "ConflictError" ||
			clash.Errors[0].With.ID != different.Judgement.ID || clash.Errors[0].Message == "" {
			t.Errorf("same and different: %+v, want a conflict with %s", clash, different.Judgement.ID)
		}
		other := decide(t, h, "judgeEntities", fmt.Sprintf(`key: "1", verdict: UNSURE, entities: [%q, %q]`, a, c))
		if len(other.Errors) != 1 || other.Errors[0].Typename != "ConflictError" || other.Errors[0].With.ID != p.Judgement.ID {
			t.Errorf("another decision under the same key: %+v", other)
		}
		merged := decide(t, h, "hide", fmt.Sprintf(`key: "4", id: %q`, b))
		if len(merged.Errors) != 1 || merged.Errors[0].Typename != "NotFoundError" || merged.Errors[0].ID != b || !strings.Contains(merged.Errors[0].Message, a) {
			t.Errorf("what is another entity now: %+v", merged)
		}
		u := made(t, h, "undo", fmt.Sprintf(`key: "5", judgement: %q`, p.Judgement.ID))
		if u.Judgement.Undoes.ID != p.Judgement.ID {
			t.Errorf("undo: %+v", u)
		}
		if after := text(t, h, everything); after != before {
			t.Errorf("after it was undone:\n%s\nbefore:\n%s", after, before)
		}
		gone := decide(t, h, "undo", fmt.Sprintf(`key: "6", judgement: %q`, graph.JudgementID("x", "x")))
		if len(gone.Errors) != 1 || gone.Errors[0].Typename != "NotFoundError" {
			t.Errorf("an undo of nothing: %+v", gone)
		}
	})
}

func TestCorrectAndHide(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) {
		h := New(fill(t, s, graphtest.Samples(12, 1)...), Options{})
		type claim struct {
			ID, Act string
			Hidden  bool
			Targets []struct{ Name string }
			Reports struct {
				Nodes []struct {
					ID, Act  string
					Original *struct {
						Act         string
						Targets     []struct{ Name string }
						Corrections []struct{ ID string }
					}
				}
			}
		}
		const fields = ` { id act hidden targets { name } reports { nodes { id act original { act targets { name } corrections { id } } } } }`
		get := func(id string) *claim {
			t.Helper()
			var out struct{ Claim *claim }
			mustAsk(t, h, &out, fmt.Sprintf("{ claim(id: %q) %s }", id, fields))
			return out.Claim
		}
		var list struct{ Claims struct{ Nodes []claim } }
		mustAsk(t, h, &list, `{ claims(first: 1, filter: {acts: [ACCUSE], hasTarget: true}) { nodes `+fields+` } }`)
		c := list.Claims.Nodes[0]
		p := made(t, h, "correctClaim", fmt.Sprintf(`key: "1", id: %q, act: WARN, targets: []`, c.ID))
		now := get(c.ID)
		if now.Act != "WARN" || now.ID == c.ID || len(now.Targets) > 0 || len(now.Reports.Nodes) < len(c.Reports.Nodes) {
			t.Errorf("the corrected claim by its old identifier: %+v", now)
		}
		for _, r := range now.Reports.Nodes {
			if o := r.Original; r.ID == c.Reports.Nodes[0].ID && (r.Act != "WARN" || o == nil || o.Act != "ACCUSE" || len(o.Targets) != len(c.Targets) ||
				len(o.Corrections) != 1 || o.Corrections[0].ID != p.Judgement.ID) {
				t.Errorf("the corrected report: %+v", r)
			}
		}
		hidden := made(t, h, "hide", fmt.Sprintf(`key: "2", id: %q, reason: "no claim"`, now.ID))
		if x := get(now.ID); x == nil || !x.Hidden || len(x.Reports.Nodes) > 0 {
			t.Errorf("the hidden claim: %+v", x)
		}
		if got := text(t, h, fmt.Sprintf(`{ claims(filter: {ids: [%q]}) { totalCount } }`, now.ID)); got != `{"claims":{"totalCount":0}}` {
			t.Errorf("the hidden claim is listed: %s", got)
		}
		want := fmt.Sprintf(`{"judgements":{"totalCount":1,"nodes":[{"id":%q,"subjects":[{"node":{"id":%q,"hidden":true}}]}]}}`, hidden.Judgement.ID, now.ID)
		if got := text(t, h, `{ judgements(filter: {kinds: [HIDE], inForce: true}) { totalCount nodes { id subjects { node { ... on Claim { id hidden } } } } } }`); got != want {
			t.Errorf("what is hidden: %s, want %s", got, want)
		}
		made(t, h, "undo", fmt.Sprintf(`key: "3", judgement: %q`, hidden.Judgement.ID))
		made(t, h, "undo", fmt.Sprintf(`key: "4", judgement: %q`, p.Judgement.ID))
		if diff := cmp.Diff(&c, get(c.ID)); diff != "" {
			t.Errorf("after all was undone (-before +after):\n%s", diff)
		}
		got := text(t, h, fmt.Sprintf(`{ judgements(filter: {nodes: [%q]}, order: OLDEST_FIRST, first: 2) { totalCount nodes { kind inForce } pageInfo { hasNextPage } } }`, c.ID))
		if want := `{"judgements":{"totalCount":2,"nodes":[{"kind":"CORRECT","inForce":false},{"kind":"UNDO","inForce":true}],"pageInfo":{"hasNextPage":false}}}`; got != want {
			t.Errorf("the trail of the claim: %s, want %s", got, want)
		}
	})
}

// What no client can mean is an error of the request.
func TestJudgeInput(t *testing.T) {
	h := New(sampleStore(t, 8), Options{})
	a := entityID(t, h, "Norway")
	for _, m := range []string{
		`judgeEntities(input: {key: "", verdict: SAME, entities: [%q, %q]})`,
		`judgeEntities(input: {key: "k", verdict: SAME, entities: [%q, %q]})`, // the same twice
		`hide(input: {key: "k", id: "nothing"}) { errors { message } } x: hide(input: {key: "%s", id: "%s"})`,
		`correctClaim(input: {key: "k", id: %q, sources: [%q]})`,
		`hide(input: {key: "` + strings.Repeat("k", 201) + `", id: %q, reason: %q})`,
		`undo(input: {key: "k", judgement: %q, reason: %q})`,
	} {
		if got := ask(t, h, fmt.Sprintf("mutation { "+m+" { errors { message } } }", a, a)); got.code() != codeInput {
			t.Errorf("%s: %+v, want %s", m, got, codeInput)
		}
	}
}

// Only who may judge judges, and only by POST.
func TestJudgeAccess(t *testing.T) {
	s := sampleStore(t, 4)
	h := New(s, Options{})
	const mutation = `mutation { hide(input: {key: "k", id: "art_aaaaaaaaaaaaaaaaaaaaaaaaaa"}) { errors { __typename } } }`
	if w := send(t, h, http.MethodGet, "/graphql?query="+url.QueryEscape(mutation), nil); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("by GET: status %d, want %d", w.Code, http.StatusMethodNotAllowed)
	}
	doc, errs := gqlparser.LoadQueryWithRules(loadSchema(t), mutation, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	for role, want := range map[auth.Role]bool{auth.Reader: false, auth.Loader: false, auth.Reviewer: true, auth.Admin: true} {
		op := &graphql.OperationContext{Operation: doc.Operations[0]}
		err := (access{loadSchema(t)}).MutateOperationContext(auth.With(t.Context(), auth.Principal{Name: "x", Role: role}), op)
		if (err == nil) != want {
			t.Errorf("a %s: %v", role, err)
		}
	}
}
