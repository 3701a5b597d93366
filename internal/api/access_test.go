package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"hearsay/internal/auth"
)

// ring is a gate with one token a role, which is its name.
type ring struct{}

func (ring) Authenticate(_ context.Context, token string) (auth.Principal, error) {
	if r := auth.Role(token); r.Known() {
		return auth.Principal{Name: "the " + token, Role: r}, nil
	}
	return auth.Principal{}, auth.ErrRefused
}

// lawless lists what a schema leaves without a clear rule: a field of a mutation or a
// subscription that names no role of its own, a query by a type without one, a mutation
// for readers, and a guarded type that an interface or a union would let out.
func lawless(s *ast.Schema) (out []string) {
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		if root == nil {
			continue
		}
		for _, f := range root.Fields {
			own := rule(f.Directives)
			switch {
			case strings.HasPrefix(f.Name, "__"):
			case root == s.Query && own == "" && rule(root.Directives) == "", root != s.Query && own == "":
				out = append(out, root.Name+"."+f.Name+" has no rule")
			case root == s.Mutation && own == auth.Reader:
				out = append(out, root.Name+"."+f.Name+" lets readers write")
			}
		}
	}
	for name, d := range s.Types {
		if r := rule(d.Directives); r != "" && r != auth.Reader && len(s.Implements[name]) > 0 {
			out = append(out, name+" is guarded, and reached through "+s.Implements[name][0].Name)
		}
		for _, f := range d.Fields {
			for _, p := range s.Implements[name] {
				if pf := p.Fields.ForName(f.Name); pf != nil && rule(pf.Directives) != rule(f.Directives) {
					out = append(out, name+"."+f.Name+" has another rule than that of "+p.Name)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// Every field at the root, and every type, has a rule that says who may use it.
func TestEveryFieldHasARule(t *testing.T) {
	for _, what := range lawless(loadSchema(t)) {
		t.Error(what)
	}
}

const roleSDL = `
enum UserRole { READER REVIEWER LOADER ADMIN }
directive @requires(role: UserRole!) on OBJECT | FIELD_DEFINITION
interface Node { id: ID! }
type Article implements Node { id: ID! text: String! @requires(role: LOADER) job: Job }
type Job @requires(role: LOADER) { id: ID! log: String! @requires(role: ADMIN) }
`

// The test of the schema finds what it looks for.
func TestLawlessSchemas(t *testing.T) {
	for sdl, want := range map[string]string{
		`type Query @requires(role: READER) { a: Int }`:                                                           "",
		`type Query { a: Int @requires(role: READER) }`:                                                           "",
		`type Query { a: Int @requires(role: READER) b: Int }`:                                                    "Query.b has no rule",
		`type Query @requires(role: READER) { a: Int } type Mutation { b: Int }`:                                  "Mutation.b has no rule",
		`type Query @requires(role: READER) { a: Int } type Mutation @requires(role: ADMIN) { b: Int }`:           "Mutation.b has no rule",
		`type Query @requires(role: READER) { a: Int } type Mutation { b: Int @requires(role: READER) }`:          "Mutation.b lets readers write",
		`type Query @requires(role: READER) { a: Int } type Subscription { b: Int }`:                              "Subscription.b has no rule",
		`type Query @requires(role: READER) { a: Int } type X implements Node @requires(role: ADMIN) { id: ID! }`: "X is guarded, and reached through Node",
		`type Query @requires(role: READER) { a: Int } type X @requires(role: ADMIN) { id: ID! } union U = X`:     "X is guarded, and reached through U",
		`type Query @requires(role: READER) { a: Int } type X implements Node { id: ID! @requires(role: ADMIN) }`: "X.id has another rule than that of Node",
		`type Query @requires(role: READER) { a: Int } type Subscription { b: Int @requires(role: READER) }`:      "",
	} {
		s, err := gqlparser.LoadSchema(&ast.Source{Input: roleSDL + sdl})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(lawless(s), "; "); got != want {
			t.Errorf("%s: %q, want %q", sdl, got, want)
		}
	}
}

// A role may do what the rules on the way say, whichever way is taken.
func TestRules(t *testing.T) {
	s, err := gqlparser.LoadSchema(&ast.Source{Input: roleSDL + `
		type Query @requires(role: READER) { node: Node article: Article secret: Int @requires(role: ADMIN) }
		type Mutation { load: Article @requires(role: LOADER) judge: Int @requires(role: REVIEWER) free: Int }
		type Subscription { added: Article @requires(role: READER) }`})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ query, who, need string }{
		{"{article{id}}", "reader reviewer loader admin", ""},
		{"{__typename __schema{types{name}}}", "reader reviewer loader admin", ""},
		{"{article{text}}", "loader admin", "Article.text"},
		{"{node{id ... on Article{text}}}", "loader admin", "Article.text"},
		{"{node{...F}} fragment F on Node{...G} fragment G on Article{job{__typename}}", "loader admin", "Job.__typename"},
		{"{article{job{id}}}", "loader admin", "Job.id"},
		{"{article{job{log}}}", "admin", "Job.log"},
		{"{a:secret}", "admin", "Query.secret"},
		{"{secret @skip(if:true)}", "admin", "Query.secret"},
		{"mutation{judge}", "reviewer admin", "Mutation.judge"},
		{"mutation{load{id}}", "loader admin", "Mutation.load"},
		{"mutation{free}", "admin", "Mutation.free"}, // without a rule
		{"mutation{__typename}", "reader reviewer loader admin", ""},
		{"subscription{added{id}}", "reader reviewer loader admin", ""},
	}
	for _, tt := range tests {
		doc, errs := gqlparser.LoadQueryWithRules(s, tt.query, quietRules())
		if errs != nil {
			t.Fatal(errs)
		}
		var who []string
		for _, r := range append([]auth.Role{"nobody"}, auth.Roles...) {
			op := &graphql.OperationContext{Operation: doc.Operations[0]}
			switch err := (access{s}).MutateOperationContext(auth.With(t.Context(), auth.Principal{Name: "x", Role: r}), op); {
			case err == nil:
				who = append(who, string(r))
			case err.Extensions["code"] != codeForbidden || r.Known() && !strings.Contains(err.Message, tt.need):
				t.Errorf("%s by a %s: %v", tt.query, r, err)
			}
		}
		if got := strings.Join(who, " "); got != tt.who {
			t.Errorf("%s: by %q, want %q", tt.query, got, tt.who)
		}
		op := &graphql.OperationContext{Operation: doc.Operations[0]}
		if err := (access{s}).MutateOperationContext(t.Context(), op); err == nil || err.Extensions["code"] != codeUnauthenticated {
			t.Errorf("%s by nobody: %v", tt.query, err)
		}
	}
}

// Without a token that is known nothing is answered, and nothing told but that.
func TestWhoCalls(t *testing.T) {
	h := New(sampleStore(t, 1), Options{Gate: ring{}})
	bearer := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	tests := []struct {
		name, target string
		headers      []string
		status       int
	}{
		{"nobody", "/graphql", nil, 401},
		{"a key that is known", "/graphql", bearer("reader"), 200},
		{"a key that is not", "/graphql", bearer("writer"), 401},
		{"another scheme", "/graphql", []string{"Authorization", "Basic reader"}, 401},
		{"a key of 1 MB", "/graphql", bearer(strings.Repeat("a", 1<<20)), 401},
		{"a key in the URL", "/graphql?access_token=reader", nil, 401},
		{"a key in the URL and in the header", "/graphql?Key=x", bearer("reader"), 401},
	}
	texts := map[string]bool{}
	for _, tt := range tests {
		w := send(t, h, "POST", tt.target, strings.NewReader(hello), append([]string{"Content-Type", "application/json"}, tt.headers...)...)
		a := read(t, w)
		if w.Code != tt.status || w.Code == 401 && (a.code() != codeUnauthenticated || w.Header().Get("WWW-Authenticate") == "") {
			t.Errorf("%s: status %d, %s", tt.name, w.Code, w.Body)
		}
		if w.Code == 401 && !strings.Contains(tt.target, "?") {
			texts[a.Errors[0].Message] = true
		}
	}
	if len(texts) != 1 {
		t.Errorf("answers tell tokens apart: %v", texts)
	}
	for _, open := range []string{"/healthz", "/readyz", "/version", "/schema.graphql", "/playground/"} {
		if w := send(t, h, "GET", open, nil); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", open, w.Code)
		}
	}
}

// Whom the settings let in without a token may do what they say; tokens still count.
func TestAnyone(t *testing.T) {
	for _, tt := range []struct {
		options Options
		token   string
		want    auth.Principal
	}{
		{Options{}, "", auth.Local},
		{Options{}, "nonsense", auth.Local},
		{Options{Anyone: auth.Reader}, "", auth.Principal{Name: "anyone", Role: auth.Reader}},
		{Options{Anyone: auth.Reader}, "nonsense", auth.Principal{Name: "anyone", Role: auth.Reader}},
		{Options{Anyone: auth.Reader, Gate: ring{}}, "", auth.Principal{Name: "anyone", Role: auth.Reader}},
		{Options{Anyone: auth.Reader, Gate: ring{}}, "admin", auth.Principal{Name: "the admin", Role: auth.Admin}},
		{Options{Anyone: auth.Reader, Gate: ring{}}, "nonsense", auth.Principal{}},
		{Options{Gate: ring{}}, "", auth.Principal{}},
	} {
		var got auth.Principal
		tt.options.Logger = slog.New(slog.DiscardHandler)
		s := &server{options: tt.options, failures: newBuckets(1, 1, time.Now)}
		var headers []string
		if tt.token != "" {
			headers = []string{"Authorization", "Bearer " + tt.token}
		}
		send(t, s.identify(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = auth.From(r.Context()) })), "POST", "/graphql", strings.NewReader(hello), headers...)
		if got != tt.want {
			t.Errorf("%+v, token %q: %+v", tt.options, tt.token, got)
		}
	}
}

// Two Authorization headers are as good as none: it is not clear which counts.
func TestTwoTokens(t *testing.T) {
	h := New(sampleStore(t, 1), Options{Gate: ring{}})
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(hello))
	r.Host = "localhost"
	r.Header = http.Header{"Content-Type": {typeJSON}, "Authorization": {"Bearer admin", "Bearer reader"}}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

// What a role may not do is refused over HTTP: by status where the media type has one.
func TestForbiddenStatus(t *testing.T) {
	h := New(sampleStore(t, 1), Options{Gate: ring{}})
	for media, want := range map[string]int{typeJSON: http.StatusOK, typeGraphQL: http.StatusForbidden} {
		w := post(t, h, quoted("{jobs{nodes{id}}}"), "Authorization", "Bearer reader", "Accept", media)
		a := read(t, w)
		if w.Code != want || a.code() != codeForbidden || a.Errors[0].Extensions["requires"] != "loader" || a.Data != nil {
			t.Errorf("%s: status %d, %s", media, w.Code, w.Body)
		}
	}
}
