package meter

import (
	"context"

	"hearsay/graph"
)

// Store returns s with its reads and writes counted.
func (m *Meter) Store(s graph.Store) graph.Store { return &store{Store: s, meter: m} }

// store counts what is read from a store and written to it. A test makes sure that no
// method of a store is forgotten.
type store struct {
	graph.Store
	meter *Meter
}

// Put stores records and counts them.
func (s *store) Put(ctx context.Context, records []*graph.Record) (graph.PutResult, error) {
	r, err := s.Store.Put(ctx, records)
	s.meter.loaded(r, err)
	return r, err
}

// Known counts a read.
func (s *store) Known(ctx context.Context, articleIDs []string) (map[string]string, error) {
	s.meter.read("Known")
	return s.Store.Known(ctx, articleIDs)
}

// Articles counts a read.
func (s *store) Articles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	s.meter.read("Articles")
	return s.Store.Articles(ctx, ids)
}

// FullArticles counts a read.
func (s *store) FullArticles(ctx context.Context, ids []string) (map[string]*graph.Article, error) {
	s.meter.read("FullArticles")
	return s.Store.FullArticles(ctx, ids)
}

// Entities counts a read.
func (s *store) Entities(ctx context.Context, ids []string) (map[string]*graph.Entity, error) {
	s.meter.read("Entities")
	return s.Store.Entities(ctx, ids)
}

// Claims counts a read.
func (s *store) Claims(ctx context.Context, ids []string) (map[string]*graph.Claim, error) {
	s.meter.read("Claims")
	return s.Store.Claims(ctx, ids)
}

// Attributions counts a read.
func (s *store) Attributions(ctx context.Context, ids []string) (map[string]*graph.Attribution, error) {
	s.meter.read("Attributions")
	return s.Store.Attributions(ctx, ids)
}

// Events counts a read.
func (s *store) Events(ctx context.Context, ids []string) (map[string]*graph.Event, error) {
	s.meter.read("Events")
	return s.Store.Events(ctx, ids)
}

// DropJobs counts a read, which it begins with.
func (s *store) DropJobs(ctx context.Context, before graph.Time) (int, error) {
	s.meter.read("DropJobs")
	return s.Store.DropJobs(ctx, before)
}

// Rank counts a read.
func (s *store) Rank(ctx context.Context, f graph.ClaimFilter, of graph.Trait, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	s.meter.read("Rank")
	return s.Store.Rank(ctx, f, of, by, p)
}

// ListArticles counts a read.
func (s *store) ListArticles(ctx context.Context, f graph.ArticleFilter, p graph.Page) (graph.Slice[graph.Article], error) {
	s.meter.read("ListArticles")
	return s.Store.ListArticles(ctx, f, p)
}

// ListEntities counts a read.
func (s *store) ListEntities(ctx context.Context, f graph.EntityFilter, p graph.Page) (graph.Slice[graph.Entity], error) {
	s.meter.read("ListEntities")
	return s.Store.ListEntities(ctx, f, p)
}

// ListClaims counts a read.
func (s *store) ListClaims(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	s.meter.read("ListClaims")
	return s.Store.ListClaims(ctx, f, p)
}

// ListEvents counts a read.
func (s *store) ListEvents(ctx context.Context, f graph.EventFilter, p graph.Page) (graph.Slice[graph.Event], error) {
	s.meter.read("ListEvents")
	return s.Store.ListEvents(ctx, f, p)
}

// ListLinks counts a read.
func (s *store) ListLinks(ctx context.Context, f graph.LinkFilter, p graph.Page) (graph.Slice[graph.Link], error) {
	s.meter.read("ListLinks")
	return s.Store.ListLinks(ctx, f, p)
}

// Count counts a read.
func (s *store) Count(ctx context.Context, filter any) (int, error) {
	s.meter.read("Count")
	return s.Store.Count(ctx, filter)
}

// AttributionsOf counts a read.
func (s *store) AttributionsOf(ctx context.Context, from graph.AttributionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Attribution], error) {
	s.meter.read("AttributionsOf")
	return s.Store.AttributionsOf(ctx, from, ids, p)
}

// ClaimsOf counts a read.
func (s *store) ClaimsOf(ctx context.Context, from graph.ClaimParent, ids []string, f graph.ClaimFilter, p graph.Page) (map[string]graph.Slice[graph.Claim], error) {
	s.meter.read("ClaimsOf")
	return s.Store.ClaimsOf(ctx, from, ids, f, p)
}

// LinksOf counts a read.
func (s *store) LinksOf(ctx context.Context, d graph.LinkDirection, claimIDs []string, kinds []graph.LinkKind, p graph.Page) (map[string]graph.Slice[graph.Link], error) {
	s.meter.read("LinksOf")
	return s.Store.LinksOf(ctx, d, claimIDs, kinds, p)
}

// MentionsOf counts a read.
func (s *store) MentionsOf(ctx context.Context, from graph.MentionParent, ids []string, p graph.Page) (map[string]graph.Slice[graph.Mention], error) {
	s.meter.read("MentionsOf")
	return s.Store.MentionsOf(ctx, from, ids, p)
}

// RolesOf counts a read.
func (s *store) RolesOf(ctx context.Context, personIDs []string) (map[string][]*graph.Role, error) {
	s.meter.read("RolesOf")
	return s.Store.RolesOf(ctx, personIDs)
}

// WhoToWhom counts a read.
func (s *store) WhoToWhom(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	s.meter.read("WhoToWhom")
	return s.Store.WhoToWhom(ctx, f, by, p)
}

// CountryToCountry counts a read.
func (s *store) CountryToCountry(ctx context.Context, f graph.ClaimFilter, by graph.Measure, p graph.Page) (graph.Slice[graph.Dyad], error) {
	s.meter.read("CountryToCountry")
	return s.Store.CountryToCountry(ctx, f, by, p)
}

// Timeline counts a read.
func (s *store) Timeline(ctx context.Context, f graph.ClaimFilter, unit graph.TimeUnit) ([]graph.Period, error) {
	s.meter.read("Timeline")
	return s.Store.Timeline(ctx, f, unit)
}

// Ties counts a read.
func (s *store) Ties(ctx context.Context, q graph.TieQuery) ([]*graph.Dyad, error) {
	s.meter.read("Ties")
	return s.Store.Ties(ctx, q)
}

// TiesOf counts a read.
func (s *store) TiesOf(ctx context.Context, d graph.LinkDirection, actorIDs []string, acts []graph.SpeechAct, most int) (map[string][]*graph.Dyad, error) {
	s.meter.read("TiesOf")
	return s.Store.TiesOf(ctx, d, actorIDs, acts, most)
}

// ClaimsBetween counts a read.
func (s *store) ClaimsBetween(ctx context.Context, pairs []graph.Pair, f graph.ClaimFilter, p graph.Page) (map[graph.Pair]graph.Slice[graph.Claim], error) {
	s.meter.read("ClaimsBetween")
	return s.Store.ClaimsBetween(ctx, pairs, f, p)
}

// Facets counts a read.
func (s *store) Facets(ctx context.Context, f graph.ClaimFilter) (*graph.Facets, error) {
	s.meter.read("Facets")
	return s.Store.Facets(ctx, f)
}

// Replies counts a read.
func (s *store) Replies(ctx context.Context, f graph.LinkFilter) ([]*graph.Reply, error) {
	s.meter.read("Replies")
	return s.Store.Replies(ctx, f)
}

// Judgements counts a read.
func (s *store) Judgements(ctx context.Context, ids []string) (map[string]*graph.Judgement, error) {
	s.meter.read("Judgements")
	return s.Store.Judgements(ctx, ids)
}

// ListJudgements counts a read.
func (s *store) ListJudgements(ctx context.Context, f graph.JudgementFilter, p graph.Page) (graph.Slice[graph.Judgement], error) {
	s.meter.read("ListJudgements")
	return s.Store.ListJudgements(ctx, f, p)
}

// JudgementsOf counts a read.
func (s *store) JudgementsOf(ctx context.Context, nodeIDs []string) (map[string][]*graph.Judgement, error) {
	s.meter.read("JudgementsOf")
	return s.Store.JudgementsOf(ctx, nodeIDs)
}

// Current counts a read.
func (s *store) Current(ctx context.Context, entityIDs []string) (map[string]string, error) {
	s.meter.read("Current")
	return s.Store.Current(ctx, entityIDs)
}

// Originals counts a read.
func (s *store) Originals(ctx context.Context, attributionIDs []string) (map[string]*graph.Original, error) {
	s.meter.read("Originals")
	return s.Store.Originals(ctx, attributionIDs)
}

// ClaimsAfter counts a read.
func (s *store) ClaimsAfter(ctx context.Context, after, upTo int64, f graph.ClaimFilter, first int) (graph.Slice[graph.RecordedClaim], error) {
	s.meter.read("ClaimsAfter")
	return s.Store.ClaimsAfter(ctx, after, upTo, f, first)
}

// Heads counts a read.
func (s *store) Heads(ctx context.Context) (graph.Heads, error) {
	s.meter.read("Heads")
	return s.Store.Heads(ctx)
}

// Jobs counts a read.
func (s *store) Jobs(ctx context.Context, ids []string) (map[string]*graph.Job, error) {
	s.meter.read("Jobs")
	return s.Store.Jobs(ctx, ids)
}

// ListJobs counts a read.
func (s *store) ListJobs(ctx context.Context, f graph.JobFilter, p graph.Page) (graph.Slice[graph.Job], error) {
	s.meter.read("ListJobs")
	return s.Store.ListJobs(ctx, f, p)
}
