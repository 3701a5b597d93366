package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/sqlite"
)

// openSQLite returns an empty SQLite store.
func openSQLite(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// sampleStore returns a SQLite store with n invented articles.
func sampleStore(t testing.TB, n int) graph.Store {
	t.Helper()
	return fill(t, openSQLite(t), graphtest.Samples(n, 1)...)
}

// answer is what a client reads.
type answer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	}
}

// code returns the code of the first error, "" where there is none.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	s, _ := a.Errors[0].Extensions["code"].(string)
	return s
}

// post sends a request as a browser's page of the same origin would.
func post(t testing.TB, h http.Handler, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return send(t, h, http.MethodPost, "/graphql", strings.NewReader(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

func send(t testing.TB, h http.Handler, method, target string, body *strings.Reader, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	if body == nil {
		body = strings.NewReader("")
	}
	r := httptest.NewRequest(method, target, body)
	r.Host = "localhost:8080"
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		} else if headers[i+1] == "" {
			r.Header.Del(headers[i])
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func read(t testing.TB, w *httptest.ResponseRecorder) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("the answer is no JSON: %v\n%.300s", err, w.Body)
	}
	return a
}

// ask runs a query and returns the answer.
func ask(t testing.TB, h http.Handler, query string, variables ...any) answer {
	t.Helper()
	body := map[string]any{"query": query}
	if len(variables) > 0 {
		body["variables"] = variables[0]
	}
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(body); err != nil {
		t.Fatal(err)
	}
	return read(t, post(t, h, b.String()))
}

// mustAsk runs a query that must not fail and reads its data into out.
func mustAsk(t testing.TB, h http.Handler, out any, query string, variables ...any) {
	t.Helper()
	a := ask(t, h, query, variables...)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\nerrors: %+v", query, a.Errors)
	}
	if err := json.Unmarshal(a.Data, out); err != nil {
		t.Fatal(err)
	}
}

// counting counts the reads of a store.
type counting struct {
	graph.Store
	reads atomic.Int64
}

func (c *counting) Articles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	c.reads.Add(1)
	return c.Store.Articles(ctx, ids)
}

func (c *counting) FullArticles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	c.reads.Add(1)
	return c.Store.FullArticles(ctx, ids)
}

func (c *counting) Entities(ctx context.Context, ids []string) (map[string]*graph.Entity, error) {
	c.reads.Add(1)
	return c.Store.Entities(ctx, ids)
}

func (c *counting) Claims(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
	c.reads.Add(1)
	return c.Store.Claims(ctx, ids)
}

func (c *counting) Attributions(ctx context.Context, ids []string) (map[string]*graph.Attribution, error) {
	c.reads.Add(1)
	return c.Store.Attributions(ctx, ids)
}

func (c *counting) Events(ctx context.Context, ids []string) (map[string]*graph.Event, error) {
	c.reads.Add(1)
	return c.Store.Events(ctx, ids)
}

func (c *counting) ListArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.Slice[graph.Article], error) {
	c.reads.Add(1)
	return c.Store.ListArticles(ctx, f, p)
}

func (c *counting) ListEntities(ctx context.Context, f graph.EntityFilter, p graph.Page) (graph.Slice[graph.Entity], error) {
	c.reads.Add(1)
	return c.Store.ListEntities(ctx, f, p)
}

func (c *counting) ListClaims(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	c.reads.Add(1)
	return c.Store.ListClaims(ctx, f, p)
}

func (c *counting) ListEvents(ctx context.Context, f graph.EventFilter, p graph.Page) (graph.Slice[graph.Event], error) {
	c.reads.Add(1)
	return c.Store.ListEvents(ctx, f, p)
}

func (c *counting) ListLinks(ctx context.Context, f graph.LinkFilter, p graph.Page) (graph.Slice[graph.Link], error) {
	c.reads.Add(1)
	return c.Store.ListLinks(ctx, f, p)
}

func (c *counting) Count(ctx context.Context, filter any) (int, error) {
	c.reads.Add(1)
	return c.Store.Count(ctx, filter)
}

func (c *counting) AttributionsOf(ctx context.Context, from graph.AttributionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
	c.reads.Add(1)
	return c.Store.AttributionsOf(ctx, from, ids, p)
}

func (c *counting) ClaimsOf(ctx context.Context, from graph.ClaimParent, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	c.reads.Add(1)
	return c.Store.ClaimsOf(ctx, from, ids, f, p)
}

func (c *counting) LinksOf(ctx context.Context, d graph.LinkDirection, ids []string, kinds []graph.LinkKind, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
	c.reads.Add(1)
	return c.Store.LinksOf(ctx, d, ids, kinds, p)
}

func (c *counting) MentionsOf(ctx context.Context, from graph.MentionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
	c.reads.Add(1)
	return c.Store.MentionsOf(ctx, from, ids, p)
}

func (c *counting) RolesOf(ctx context.Context, ids []string) (map[string][]*graph.Role, error) {
	c.reads.Add(1)
	return c.Store.RolesOf(ctx, ids)
}

func (c *counting) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	c.reads.Add(1)
	return c.Store.WhoToWhom(ctx, f, by, p)
}

func (c *counting) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	c.reads.Add(1)
	return c.Store.CountryToCountry(ctx, f, by, p)
}

func (c *counting) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	c.reads.Add(1)
	return c.Store.Timeline(ctx, f, unit)
}

func (c *counting) Ties(ctx context.Context, q graph.TieQuery) ([]*graph.Dyad, error) {
	c.reads.Add(1)
	return c.Store.Ties(ctx, q)
}

func (c *counting) TiesOf(ctx context.Context, d graph.LinkDirection, ids []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	c.reads.Add(1)
	return c.Store.TiesOf(ctx, d, ids, acts, most)
}

func (c *counting) ClaimsBetween(ctx context.Context, pairs []graph.Pair, f graph.ClaimFilter, p graph.Page) (map[graph.Pair]graph.Slice[graph.Claim], error) {
	c.reads.Add(1)
	return c.Store.ClaimsBetween(ctx, pairs, f, p)
}

func (c *counting) Judgements(ctx context.Context, ids []string) (map[string]*graph.Judgement, error) {
	c.reads.Add(1)
	return c.Store.Judgements(ctx, ids)
}

func (c *counting) ListJudgements(ctx context.Context, f graph.JudgementFilter, p graph.Page) (graph.Slice[graph.Judgement], error) {
	c.reads.Add(1)
	return c.Store.ListJudgements(ctx, f, p)
}

func (c *counting) JudgementsOf(ctx context.Context, ids []string) (map[string][]*graph.Judgement, error) {
	c.reads.Add(1)
	return c.Store.JudgementsOf(ctx, ids)
}

func (c *counting) Current(ctx context.Context, ids []string) (map[string]string, error) {
	c.reads.Add(1)
	return c.Store.Current(ctx, ids)
}

func (c *counting) Originals(ctx context.Context, ids []string) (map[string]*graph.Original, error) {
	c.reads.Add(1)
	return c.Store.Originals(ctx, ids)
}

func (c *counting) Facets(ctx context.Context, f graph.ClaimFilter) (*graph.Facets, error) {
	c.reads.Add(1)
	return c.Store.Facets(ctx, f)
}

func (c *counting) Replies(ctx context.Context, f graph.LinkFilter) ([]*graph.Reply, error) {
	c.reads.Add(1)
	return c.Store.Replies(ctx, f)
}
