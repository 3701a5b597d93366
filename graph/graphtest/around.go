package graphtest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"hearsay/graph"
)

// aroundTests asks for claims, articles, entities and events by the nodes around them,
// and for claims in each of their orders.
func aroundTests(t *testing.T, open func(*testing.T) graph.Store) {
	s, w := filled(t, open, 20)
	page := graph.Page{First: 6, Desc: true}
	some := 0
	for _, f := range aroundFilters(w) {
		want := filter(w.claims, w.matchClaim(f))
		some += min(len(want), 1)
		got, err := s.ListClaims(t.Context(), f, page)
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		equal(t, fmt.Sprintf("%+v", f), got, paginate(want, (*graph.Claim).Cursor, page))
		if n, err := s.Count(t.Context(), f); err != nil || n != len(want) {
			t.Fatalf("Count(%+v) = %d, %v, want %d", f, n, err, len(want))
		}
	}
	if most := len(aroundFilters(w)); some < most*2/3 {
		t.Errorf("%d of %d filters match something", some, most)
	}
	t.Run("Articles", func(t *testing.T) {
		accused := graph.ClaimFilter{Acts: accusing, TargetIDs: []string{w.entities[0].ID, w.entities[1].ID, w.entities[2].ID}}
		for _, f := range []graph.ArticleFilter{{Lang: "en"}, {Lang: "xx"}, {Agency: "North Wire"}, {Agency: "—"}, {MentionIDs: []string{w.entities[0].ID, w.entities[3].ID}},
			{Claim: &accused}, {NoClaim: &accused}, {Claim: &accused, NoClaim: &graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActDeny}}, From: "2020"},
			{Publisher: "wire.example", Claim: &graph.ClaimFilter{Publisher: "The Coast Herald"}}, {Text: "ferry", Claim: &graph.ClaimFilter{Text: "ferry"}}} {
			onePage(t, s, f, withoutTexts(filter(w.articles, w.matchArticle(f))), (*graph.Article).Cursor, s.ListArticles)
		}
	})
	t.Run("Entities", func(t *testing.T) {
		holder := w.roles[0].HolderID
		for _, r := range w.roles {
			holder = max(holder, r.HolderID)
		}
		for _, f := range []graph.EntityFilter{{Roles: []string{w.roles[0].Title}}, {Roles: []string{"master"}}, {Roles: []string{"MASTER harbour", "mayor"}}, {Roles: []string{"mayor"}}, {Roles: []string{"?!"}},
			{HolderIDs: []string{holder}}, {HolderIDs: []string{holder}, Roles: []string{"master"}}, {HolderIDs: []string{"none"}}, {Roles: []string{"master"}, Country: "NO"}} {
			onePage(t, s, f, filter(w.entities, w.matchEntity(f)), (*graph.Entity).Cursor, s.ListEntities)
		}
	})
	t.Run("Events", func(t *testing.T) {
		f := graph.EventFilter{PlaceIDs: ids(w.entities, func(e *graph.Entity) string { return e.ID })}
		onePage(t, s, f, filter(w.events, w.matchEvent(f)), (*graph.Event).Cursor, s.ListEvents)
	})
	t.Run("Links by lag", func(t *testing.T) {
		for _, r := range []graph.LagRange{{Most: ptr(0)}, {Least: ptr(1)}, {Least: ptr(-86400), Most: ptr(86400 * 300)}} {
			f := graph.LinkFilter{Lags: r, Kinds: []graph.LinkKind{graph.Denies}}
			onePage(t, s, f, filter(w.joined(), w.matchLink(f)), (*graph.Link).Cursor, s.ListLinks)
			f.To.Acts = accusing
			onePage(t, s, f, filter(w.joined(), w.matchLink(f)), (*graph.Link).Cursor, s.ListLinks)
		}
	})
	claimOrderTests(t, s, w)
}

// onePage compares a page of a list and its count with the items that f matches.
func onePage[T, F any](t *testing.T, s graph.Store, f F, want []*T, cursor func(*T) graph.Cursor,
	get func(context.Context, F, graph.Page) (graph.Slice[T], error)) {
	t.Helper()
	p := graph.Page{First: 6, Desc: true}
	got, err := get(t.Context(), f, p)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	equal(t, fmt.Sprintf("%T %+v", f, f), got, paginate(want, cursor, p))
	if n, err := s.Count(t.Context(), f); err != nil || n != len(want) {
		t.Fatalf("Count(%T %+v) = %d, %v, want %d", f, f, n, err, len(want))
	}
}

// claimOrderTests reads claims in each order, in pages.
func claimOrderTests(t *testing.T, s graph.Store, w *world) {
	recorded, err := s.ClaimsAfter(t.Context(), 0, 1<<40, graph.ClaimFilter{}, graph.MaxPage)
	if err != nil {
		t.Fatal(err)
	}
	seq := map[string]int64{}
	for _, c := range recorded.Items {
		seq[c.ID] = c.Seq
	}
	for _, by := range []graph.ClaimOrder{graph.InRecording, graph.InOrigins, graph.InArticles} {
		cursor := func(c *graph.Claim) graph.Cursor { return c.CursorIn(by) }
		for _, f := range []graph.ClaimFilter{{}, {Acts: accusing}, {Acts: []graph.SpeechAct{graph.ActAccuse}, From: "2020"}, {SourceIDs: []string{w.entities[0].ID}}, {Text: "ferry"},
			{SourceIDs: []string{w.entities[0].ID}, TargetIDs: []string{w.entities[1].ID}}, {EventIDs: []string{w.events[0].ID}}, {Text: "?!"},
			{Publisher: "wire.example", Not: &graph.ClaimFilter{Denied: ptr(true)}}} {
			want := filter(w.claims, w.matchClaim(f))
			if by == graph.InRecording {
				for i, c := range want {
					own := *c
					own.Seq = seq[c.ID]
					want[i] = &own
				}
			}
			some := pages[1:3]
			if f.Acts == nil {
				some = pages[1:2]
			}
			for _, p := range some {
				p.By = by
				got := all(t, p, cursor, func(ctx context.Context, p graph.Page) (graph.Slice[graph.Claim], error) {
					return s.ListClaims(ctx, f, p)
				})
				whole := p
				whole.First = graph.MaxPage
				equal(t, fmt.Sprintf("by %s %+v in pages %+v", by, f, p), got, paginate(want, cursor, whole).Items)
			}
		}
	}
}

// aroundFilters asks for claims by what stands around them.
func aroundFilters(w *world) []graph.ClaimFilter {
	out := []graph.ClaimFilter{
		{Polarities: []graph.Polarity{graph.Negative}}, {Modalities: []graph.Modality{graph.Possible, graph.Wanted}}, {MinArticles: 2},
		{AnyTerms: []string{"ferry", "none"}}, {AnyTerms: []string{"none"}}, {HappenedFrom: "2000"}, {HappenedTo: "2020-09"}, {HappenedFrom: "2020", HappenedTo: "2020"},
		{Source: &graph.EntityFilter{Kinds: []graph.EntityKind{graph.KindPerson}, Country: "NO"}}, {Target: &graph.EntityFilter{Text: "norwegian"}},
		{Source: &graph.EntityFilter{Roles: []string{"master"}}}, {Source: &graph.EntityFilter{Unnamed: ptr(true)}, Target: &graph.EntityFilter{Unnamed: ptr(false)}},
		{Target: &graph.EntityFilter{Name: "zoe anstrand"}}, {Source: &graph.EntityFilter{}},
		{Event: &graph.EventFilter{Text: "aurora"}}, {Event: &graph.EventFilter{}},
		{Report: &graph.ReportFilter{Types: []graph.QuoteType{graph.Direct, graph.Mixed}}}, {Report: &graph.ReportFilter{MinDepth: 1}}, {Report: &graph.ReportFilter{MinDepth: 2}},
		{Report: &graph.ReportFilter{MinDepth: graph.MaxDepth}}, {Report: &graph.ReportFilter{MinConfidence: 0.8, Types: []graph.QuoteType{graph.Indirect}}},
		{Report: &graph.ReportFilter{Addressee: &graph.EntityFilter{}}}, {Report: &graph.ReportFilter{Article: &graph.ArticleFilter{Publisher: "wire.example", From: "2020"}}},
		{Report: &graph.ReportFilter{Types: []graph.QuoteType{graph.Direct}, Article: &graph.ArticleFilter{Text: "ferry", Claim: &graph.ClaimFilter{Acts: accusing}}}},
		{Link: &graph.OtherFilter{}}, {Link: &graph.OtherFilter{Kinds: []graph.LinkKind{graph.Denies}, Direction: graph.LinksIn}},
		{Link: &graph.OtherFilter{Kinds: []graph.LinkKind{graph.Denies}, Direction: graph.LinksIn, By: graph.TargetEnd}},
		{Link: &graph.OtherFilter{By: graph.SourceEnd}}, {Link: &graph.OtherFilter{Direction: graph.LinksOut, Claim: &graph.ClaimFilter{Acts: accusing}}},
		{Link: &graph.OtherFilter{Direction: graph.LinksIn, Lags: graph.LagRange{Least: ptr(0), Most: ptr(200 * 86400)}}}, {Link: &graph.OtherFilter{Lags: graph.LagRange{Most: ptr(-1)}}},
		{Link: &graph.OtherFilter{Claim: &graph.ClaimFilter{Report: &graph.ReportFilter{Article: &graph.ArticleFilter{Publisher: "wire.example"}},
			Link: &graph.OtherFilter{Kinds: []graph.LinkKind{graph.Repeats}, Claim: &graph.ClaimFilter{Source: &graph.EntityFilter{Country: "NO"}}}}}},
		graph.WithCodes([]string{"ACCUSE"}, nil), graph.WithCodes(nil, []string{"112"}), graph.WithCodes(nil, []string{"1121", "016"}), graph.WithCodes(nil, []string{"99"}),
	}
	for i := range 6 {
		out = append(out, graph.ClaimFilter{Not: &out[8+4*i]}, graph.ClaimFilter{Any: []graph.ClaimFilter{out[9+3*i], {Not: &out[20+2*i]}}, Acts: accusing})
	}
	return out
}

// around holds what a filter demands of the nodes around a claim.
func (w *world) around(f graph.ClaimFilter) func(*graph.Claim) bool {
	source, target := w.someEntity(f.Source), w.someEntity(f.Target)
	event := func([]string) bool { return true }
	if f.Event != nil {
		match := w.matchEvent(*f.Event)
		event = func(ids []string) bool {
			return slices.ContainsFunc(w.events, func(e *graph.Event) bool { return slices.Contains(ids, e.ID) && match(e) })
		}
	}
	report, link := w.reported(f.Report), w.linked(f.Link)
	return func(c *graph.Claim) bool {
		return oneOf(f.Polarities, c.Polarity) && oneOf(f.Modalities, c.Modality) && c.Articles >= f.MinArticles && anyOf(f.AnyTerms, c.Terms) &&
			within(f.HappenedFrom, f.HappenedTo, c.Time) && source(c.SourceIDs) && target(c.TargetIDs) && event(c.EventIDs) && report(c) && link(c)
	}
}

// someEntity holds where one of some entities matches a filter; nil is no condition.
func (w *world) someEntity(f *graph.EntityFilter) func(ids []string) bool {
	if f == nil {
		return func([]string) bool { return true }
	}
	match := w.matchEntity(*f)
	return func(ids []string) bool {
		return slices.ContainsFunc(w.entities, func(e *graph.Entity) bool { return slices.Contains(ids, e.ID) && match(e) })
	}
}

func (w *world) reported(f *graph.ReportFilter) func(*graph.Claim) bool {
	if f == nil {
		return func(*graph.Claim) bool { return true }
	}
	article := func(*graph.Article) bool { return true }
	if f.Article != nil {
		article = w.matchArticle(*f.Article)
	}
	addressee := w.someEntity(f.Addressee)
	parent := map[string]string{}
	for _, a := range w.attributions {
		parent[a.ID] = a.ParentID
	}
	depth := func(id string) (n int) {
		for parent[id] != "" {
			id, n = parent[id], n+1
		}
		return n
	}
	return func(c *graph.Claim) bool {
		return slices.ContainsFunc(w.attributions, func(a *graph.Attribution) bool {
			return a.ClaimID == c.ID && oneOf(f.Types, a.Type) && a.Confidence >= f.MinConfidence && depth(a.ID) >= f.MinDepth &&
				addressee(a.AddresseeIDs) && article(w.article[a.ArticleID])
		})
	}
}

func (w *world) linked(f *graph.OtherFilter) func(*graph.Claim) bool {
	if f == nil {
		return func(*graph.Claim) bool { return true }
	}
	match := func(*graph.Claim) bool { return true }
	if f.Claim != nil {
		match = w.matchClaim(*f.Claim)
	}
	return func(c *graph.Claim) bool {
		ends := map[graph.ClaimEnd][]string{graph.SourceEnd: c.SourceIDs, graph.TargetEnd: c.TargetIDs}
		return slices.ContainsFunc(w.links, func(l *graph.Link) bool {
			other := ""
			switch {
			case l.FromID == c.ID && f.Direction != graph.LinksIn:
				other = l.ToID
			case l.ToID == c.ID && f.Direction != graph.LinksOut:
				other = l.FromID
			}
			o := w.claim[other]
			return o != nil && oneOf(f.Kinds, l.Kind) && (f.By == "" || len(ends[f.By]) > 0 && anyOf(ends[f.By], o.SourceIDs)) &&
				f.Lags.Has(c.FirstPublished, o.FirstPublished) && match(o)
		})
	}
}
