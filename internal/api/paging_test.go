package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
)

// walked is a connection somewhere in an answer.
type walked struct {
	name  string
	query string   // with %s where the paging arguments stand
	path  []string // to the connection
	id    string   // what to select of a node to tell it from others
}

// page is a connection as the tests select it.
type page struct {
	TotalCount int
	Edges      []struct {
		Cursor string
		Node   json.RawMessage
	}
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
}

func (p page) nodes() (out []string) {
	for _, e := range p.Edges {
		out = append(out, string(e.Node))
	}
	return out
}

func (l walked) page(t *testing.T, ask func(string) answer, args string) page {
	t.Helper()
	a := ask(fmt.Sprintf(l.query, args, "{totalCount edges{cursor node{"+l.id+"}} pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}"))
	if len(a.Errors) > 0 {
		t.Fatalf("%s: %+v", args, a.Errors)
	}
	data := a.Data
	for _, p := range l.path {
		var m map[string]json.RawMessage
		if err := json.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		data = m[p]
	}
	var out page
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// busiest returns the IDs of the nodes with the longest lists.
func busiest(t *testing.T, ask func(string) answer) map[string]string {
	t.Helper()
	var data struct {
		Claims struct {
			Nodes []struct {
				ID          string
				ReportCount int
				Links       struct{ TotalCount int }
			}
		}
		Articles struct {
			Nodes []struct {
				ID                     string
				Attributions, Mentions struct{ TotalCount int }
			}
		}
		Entities struct {
			Nodes []struct {
				ID                                   string
				ClaimsMade, ClaimsReceived, Mentions struct{ TotalCount int }
			}
		}
		Events struct {
			Nodes []struct {
				ID     string
				Claims struct{ TotalCount int }
			}
		}
	}
	a := ask(`{ claims(first:200){nodes{id reportCount links(first:1){totalCount}}}
		articles(first:200){nodes{id attributions(first:1){totalCount} mentions(first:1){totalCount}}}
		entities(first:200){nodes{id claimsMade(first:1){totalCount} claimsReceived(first:1){totalCount} mentions(first:1){totalCount}}}
		events(first:200){nodes{id claims(first:1){totalCount}}} }`)
	if len(a.Errors) > 0 {
		t.Fatalf("%+v", a.Errors)
	}
	if err := json.Unmarshal(a.Data, &data); err != nil {
		t.Fatal(err)
	}
	most, ids := map[string]int{}, map[string]string{}
	see := func(list, id string, n int) {
		if n > most[list] {
			most[list], ids[list] = n, id
		}
	}
	for _, c := range data.Claims.Nodes {
		see("reports", c.ID, c.ReportCount)
		see("links", c.ID, c.Links.TotalCount)
	}
	for _, c := range data.Articles.Nodes {
		see("attributions", c.ID, c.Attributions.TotalCount)
		see("article mentions", c.ID, c.Mentions.TotalCount)
	}
	for _, c := range data.Entities.Nodes {
		see("claims made", c.ID, c.ClaimsMade.TotalCount)
		see("claims received", c.ID, c.ClaimsReceived.TotalCount)
		see("entity mentions", c.ID, c.Mentions.TotalCount)
	}
	for _, c := range data.Events.Nodes {
		see("event claims", c.ID, c.Claims.TotalCount)
	}
	return ids
}

// Walking any list in small pages, forwards or backwards, gives each item once and in
// order, and as many as the list counts.
func TestPaging(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) { testPaging(t, fill(t, s, graphtest.Samples(40, 1)...)) })
}

func testPaging(t *testing.T, store graph.Store) {
	h := New(store, Options{})
	query := func(q string) answer { return ask(t, h, q) }
	id := busiest(t, query)
	node := func(typ, id, field string) string {
		return fmt.Sprintf(`{ node(id: %q) { ... on %s { %s(%%s) %%s } } }`, id, typ, field)
	}
	lists := []walked{
		{"claims", "{ claims(%s) %s }", []string{"claims"}, "id"},
		{"claims, oldest first", "{ claims(order: OLDEST_FIRST, %s) %s }", []string{"claims"}, "id"},
		{"claims by filter", `{ claims(filter: {acts: [ACCUSE, DENY]}, %s) %s }`, []string{"claims"}, "id"},
		{"accusations", "{ whoAccusedWhom(%s) %s }", []string{"whoAccusedWhom"}, "id"},
		{"articles", "{ articles(%s) %s }", []string{"articles"}, "id"},
		{"entities", "{ entities(%s) %s }", []string{"entities"}, "id name"},
		{"events", "{ events(%s) %s }", []string{"events"}, "id"},
		{"exchanges", "{ exchanges(%s) %s }", []string{"exchanges"}, "accusation{id} denial{id} article{id}"},
		{"matrix", "{ whoToWhom(%s) %s }", []string{"whoToWhom"}, "source{id} target{id} claimCount"},
		{"reports", node("Claim", id["reports"], "reports"), []string{"node", "reports"}, "id"},
		{"links", node("Claim", id["links"], "links"), []string{"node", "links"}, "id direction claim{id}"},
		{"attributions", node("Article", id["attributions"], "attributions"), []string{"node", "attributions"}, "id"},
		{"article mentions", node("Article", id["article mentions"], "mentions"), []string{"node", "mentions"}, "id selector{start}"},
		{"claims made", node("Entity", id["claims made"], "claimsMade"), []string{"node", "claimsMade"}, "id"},
		{"claims received", node("Entity", id["claims received"], "claimsReceived"), []string{"node", "claimsReceived"}, "id"},
		{"entity mentions", node("Entity", id["entity mentions"], "mentions"), []string{"node", "mentions"}, "id"},
		{"event claims", node("Event", id["event claims"], "claims"), []string{"node", "claims"}, "id"},
	}
	for _, l := range lists {
		t.Run(l.name, func(t *testing.T) {
			whole := l.page(t, query, "first: 200")
			all := whole.nodes()
			if whole.PageInfo.HasPreviousPage || len(all) < 2 {
				t.Fatalf("%d items: too short to test", len(all))
			}
			if !whole.PageInfo.HasNextPage && whole.TotalCount != len(all) {
				t.Errorf("totalCount %d, but %d items", whole.TotalCount, len(all))
			}
			size := max(1, len(all)/5)
			forward := l.walk(t, query, "first: %d", "after: %q", size, len(all), func(p page) (*string, bool) { return p.PageInfo.EndCursor, p.PageInfo.HasNextPage })
			if got := slices.Concat(forward...); !slices.Equal(got, all) {
				t.Errorf("forwards in pages of %d: %d items\n%q\nwant %d\n%q", size, len(got), got, len(all), all)
			}
			if whole.PageInfo.HasNextPage {
				return // backwards begins elsewhere
			}
			backward := l.walk(t, query, "last: %d", "before: %q", size, len(all), func(p page) (*string, bool) { return p.PageInfo.StartCursor, p.PageInfo.HasPreviousPage })
			slices.Reverse(backward)
			if got := slices.Concat(backward...); !slices.Equal(got, all) {
				t.Errorf("backwards in pages of %d: %d items\n%q\nwant %d\n%q", size, len(got), got, len(all), all)
			}
		})
	}
}

// walk reads pages until there are no more, or until it has seen enough items.
func (l walked) walk(t *testing.T, ask func(string) answer, size, from string, n, enough int, next func(page) (*string, bool)) (pages [][]string) {
	t.Helper()
	args := fmt.Sprintf(size, n)
	for seen := 0; seen < enough; {
		p := l.page(t, ask, args)
		pages = append(pages, p.nodes())
		seen += len(p.Edges)
		at, more := next(p)
		if !more || at == nil {
			break
		}
		args = fmt.Sprintf(size+", "+from, n, *at)
	}
	return pages
}

// Cursors stay right while articles are loaded: what was in the list when the walk
// began and stays in it is seen once.
func TestCursorsSurviveWrites(t *testing.T) {
	store := sampleStore(t, 30)
	h := New(store, Options{})
	query := func(q string) answer { return ask(t, h, q) }
	l := walked{"entities", "{ entities(%s) %s }", []string{"entities"}, "id"}
	before := l.page(t, query, "first: 200").nodes()
	half := len(before) / 2
	first := l.page(t, query, fmt.Sprintf("first: %d", half))
	records := graphtest.Samples(60, 1)[30:]
	if _, err := store.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	rest := l.page(t, query, fmt.Sprintf("first: 200, after: %q", *first.PageInfo.EndCursor))
	if all := l.page(t, query, "first: 200").nodes(); len(all) <= len(before) {
		t.Fatalf("%d entities before, %d after: nothing was added", len(before), len(all))
	}
	seen := append(first.nodes(), rest.nodes()...)
	for _, id := range before {
		if n := strings.Count(strings.Join(seen, " "), id); n != 1 {
			t.Errorf("%s seen %d times", id, n)
		}
	}
}

// A cursor of one list, filter or server is refused by another.
func TestForeignCursors(t *testing.T) {
	store := sampleStore(t, 20)
	h := New(store, Options{CursorKey: []byte("one")})
	cursor := func(h2 string) string {
		var data struct {
			Claims struct{ PageInfo struct{ EndCursor string } }
		}
		mustAsk(t, h, &data, h2)
		return data.Claims.PageInfo.EndCursor
	}
	c := cursor("{ claims(first: 2) { pageInfo { endCursor } } }")
	flipped := []byte(c)
	flipped[len(flipped)-3] ^= 1
	other := New(store, Options{CursorKey: []byte("two")})
	for name, a := range map[string]answer{
		"another list":      ask(t, h, fmt.Sprintf("{ articles(after: %q) { totalCount } }", c)),
		"another filter":    ask(t, h, fmt.Sprintf("{ claims(filter: {acts: [SAY]}, after: %q) { totalCount } }", c)),
		"a nested list":     ask(t, h, fmt.Sprintf("{ claims(first: 1) { nodes { reports(after: %q) { totalCount } } } }", c)),
		"changed":           ask(t, h, fmt.Sprintf("{ claims(after: %q) { totalCount } }", flipped)),
		"cut":               ask(t, h, fmt.Sprintf("{ claims(after: %q) { totalCount } }", c[:len(c)-4])),
		"padded":            ask(t, h, fmt.Sprintf("{ claims(after: %q) { totalCount } }", c+"=")),
		"of another server": ask(t, other, fmt.Sprintf("{ claims(after: %q) { totalCount } }", c)),
	} {
		if a.code() != codeInput || !strings.Contains(a.Errors[0].Message, "after") {
			t.Errorf("%s: %+v", name, a.Errors)
		}
	}
	if a := ask(t, h, fmt.Sprintf("{ claims(filter: {}, after: %q) { totalCount } }", c)); len(a.Errors) > 0 {
		t.Errorf("the same list: %+v", a.Errors)
	}
}

// Nodes come back in the order asked for, repeated ones repeated, missing ones null.
func TestNodes(t *testing.T) {
	h := New(sampleStore(t, 10), Options{})
	var some struct {
		Claims, Articles, Entities, Events struct{ Nodes []struct{ ID string } }
	}
	mustAsk(t, h, &some, `{claims(first:1){nodes{id}} articles(first:1){nodes{id}} entities(first:1){nodes{id}} events(first:1){nodes{id}}}`)
	claim, article := some.Claims.Nodes[0].ID, some.Articles.Nodes[0].ID
	ids := []string{claim, "clm_aaaaaaaaaaaaaaaaaaaaaaaaaa", article, "nonsense", some.Entities.Nodes[0].ID, claim, some.Events.Nodes[0].ID}
	var got struct{ Nodes []*struct{ ID string } }
	mustAsk(t, h, &got, `query($ids:[ID!]!){nodes(ids:$ids){id}}`, map[string]any{"ids": ids})
	for i, n := range got.Nodes {
		if missing := i == 1 || i == 3; (n == nil) != missing || n != nil && n.ID != ids[i] {
			t.Errorf("%d: %+v, want %s", i, n, ids[i])
		}
	}
	var wrong struct{ Claim, Event *struct{ ID string } }
	mustAsk(t, h, &wrong, fmt.Sprintf("{claim(id:%q){id} event(id:%q){id}}", article, claim))
	if wrong.Claim != nil || wrong.Event != nil {
		t.Errorf("an identifier of another type found %+v", wrong)
	}
}

// Names are folded, aliases count, countries have codes, ambiguous names are a union.
func TestEntityReferences(t *testing.T) {
	h := New(harbour(t), Options{})
	count := func(ref string) int {
		var data struct{ WhoAccusedWhom struct{ TotalCount int } }
		mustAsk(t, h, &data, "{whoAccusedWhom("+ref+"){totalCount}}")
		return data.WhoAccusedWhom.TotalCount
	}
	for ref, want := range map[string]int{
		`accuser:{name:"HOLT"}`: 1, `accuser:{name:"mira holt"}`: 1, `accused:{name:"Holt"}`: 1, `accused:{iso:"nl"}`: 1,
		`accused:{iso:"FR"}`: 0, `accuser:{name:"Nobody"}`: 0, `accuser:{name:""}`: 0, `accuser:{name:"Holt"},accused:{name:"Northland"}`: 1,
		`accuser:{name:"Holt"},accused:{name:"Lang"}`: 0, `accused:{name:"Lang"}`: 1, `text:"FERRY purpose"`: 1,
		`from:"2024-03",to:"2024-03"`: 1, `from:"2024-04"`: 0, `denied:true`: 1, `denied:false`: 2, `acts:[DENY]`: 1, `acts:[]`: 0,
	} {
		if got := count(ref); got != want {
			t.Errorf("%s: %d, want %d", ref, got, want)
		}
	}
	if a := ask(t, h, `{entity(ref:{name:"officials"}){id}}`); len(a.Errors) > 0 || string(a.Data) != `{"entity":null}` {
		t.Errorf("%s %+v", a.Data, a.Errors)
	}
}

// An ambiguous name is an error only where one entity is asked for.
func TestAmbiguousName(t *testing.T) {
	store := harbour(t)
	s := newStory(t, graph.Article{Title: "Another Holt", Origin: "x", Text: "Another Holt\n\nTom Holt accused nobody."})
	s.entity(graph.Entity{Kind: graph.KindPerson, Name: "Tom Holt", Aliases: []string{"Holt", "Tom Holt"}}, "Tom Holt")
	if _, err := store.Put(t.Context(), []*graph.Record{&s.rec}); err != nil {
		t.Fatal(err)
	}
	h := New(store, Options{})
	a := ask(t, h, `{entity(ref:{name:"Holt"}){id}}`)
	if a.code() != codeInput || !strings.Contains(a.Errors[0].Message, "2 entities") || strings.Count(a.Errors[0].Message, "ent_") != 2 {
		t.Errorf("%+v", a.Errors)
	}
	var data struct{ Entities struct{ TotalCount int } }
	if mustAsk(t, h, &data, `{entities(filter:{name:"holt"}){totalCount}}`); data.Entities.TotalCount != 2 {
		t.Errorf("%+v", data)
	}
}
