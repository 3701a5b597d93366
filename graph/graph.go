// Package graph is the vocabulary of hearsay and the contract of its stores:
// articles, who they credit with which words, the claims those words make, and
// the people, countries, organizations and events they are about.
//
// A [Record] is all that was found in one article. A [Store] keeps records and
// answers questions about them; graph/sqlite and graph/neo4j implement it and
// graph/graphtest holds the contract that both pass.
//
// The invariant a reader must know: no edge joins two actors but through a
// [Claim], and every claim is reported by an [Attribution] whose spans cut
// exactly the stored text of its [Article]. [Check] refuses what does not.
package graph

import (
	"context"
	"io"
)

// Store is the whole contract. Every method must be safe for concurrent use,
// must honour its context, and must translate vendor errors into the kinds of
// errors.go. Look-ups of many return what was found, keyed by ID: a missing ID
// is absent from the map and is not an error, and IDs may repeat. Slices without
// items come out of a store as nil. What a store hands out belongs to the caller.
// A closed store must return ErrUnavailable; closing it again is no error.
type Store interface {
	Writer
	Lookup
	Lister
	Edges
	Analyst
	Ranker
	Network
	Counter
	Dumper
	Judge
	Feed
	Queue
	io.Closer
	// Ping must return nil when the store can answer, ErrUnavailable otherwise.
	Ping(ctx context.Context) error
}

// Writer puts records into the graph.
type Writer interface {
	// Put stores the records, all or none. It must run Check on every record and
	// store what passes; what is refused is reported in the result and is not an
	// error; a record whose article Check does not accept is refused whole, as part
	// "article". A record whose article is already stored by the same extraction
	// must change nothing, unless the two differ (one text given with two dates):
	// then the one with the smaller Digest, as they pass Check, must stay. One of
	// another extraction must replace all that the former extraction of that article
	// gave, and claims, entities and events that no record supports any more must
	// go; within one call the later record replaces the earlier. But for that
	// replacement the outcome must not depend on the order of records or calls.
	//
	// Put must also keep the links that Relate finds between any two claims of the
	// store; they go with the first of their claims.
	Put(ctx context.Context, records []*Record) (PutResult, error)
	// Known must return the extraction ID of each of the articles that is stored.
	Known(ctx context.Context, articleIDs []string) (map[string]string, error)
}

// PutResult counts what a Put did.
type PutResult struct {
	Stored    int       // records written
	Unchanged int       // records that were already there, or lost to a smaller Digest
	Refused   []Refusal // parts that did not pass Check
}

// Lookup fetches nodes by ID.
type Lookup interface {
	// Articles must return heads (Article.Head): a page of headlines need not read the
	// texts. So does ListArticles.
	Articles(ctx context.Context, ids []string) (map[string]*Article, error)
	// FullArticles must return them whole.
	FullArticles(ctx context.Context, ids []string) (map[string]*Article, error)
	Entities(ctx context.Context, ids []string) (map[string]*Entity, error)
	Claims(ctx context.Context, ids []string) (map[string]*Claim, error)
	Attributions(ctx context.Context, ids []string) (map[string]*Attribution, error)
	Events(ctx context.Context, ids []string) (map[string]*Event, error)
}

// Lister pages through nodes that match a filter, in the order of the page, and
// counts them. A filter or page that is not Valid, and a cursor whose key cannot
// belong to the list, must return ErrInvalid. A cursor need not belong to an item
// that is still there.
type Lister interface {
	ListArticles(ctx context.Context, f ArticleFilter, p Page) (Slice[Article], error)
	ListEntities(ctx context.Context, f EntityFilter, p Page) (Slice[Entity], error)
	ListClaims(ctx context.Context, f ClaimFilter, p Page) (Slice[Claim], error)
	ListEvents(ctx context.Context, f EventFilter, p Page) (Slice[Event], error)
	ListLinks(ctx context.Context, f LinkFilter, p Page) (Slice[Link], error)
	// Count must return the number of nodes that the filter matches; the filter is
	// one of the filter types of this package; any other must return ErrInvalid.
	Count(ctx context.Context, filter any) (int, error)
}

// Edges walks from many nodes at once. Each method must answer for all the given
// IDs in a number of reads that does not depend on how many they are, and must
// apply the page to each ID by itself. An ID without edges on its page is absent
// from the map. Invalid parents, directions, filters and pages: see Lister.
type Edges interface {
	// AttributionsOf walks from articles (in the order of their text: Pos, then ID),
	// from claims (by publication time, then ID) or from attributions to those
	// nested in them (Pos, then ID). Those of claims must come with their Head.
	AttributionsOf(ctx context.Context, from AttributionParent, ids []string, p Page) (map[string]Slice[Attribution], error)
	// ClaimsOf walks from entities (as source or target) or events to the claims
	// that the filter matches, in the order of ListClaims.
	ClaimsOf(ctx context.Context, from ClaimParent, ids []string, f ClaimFilter, p Page) (map[string]Slice[Claim], error)
	// LinksOf walks from claims to the links that begin (OUT) or end (IN) there, of
	// the given kinds or, without kinds, of all; in the order of ListLinks. They must
	// come with the Other claim.
	LinksOf(ctx context.Context, d LinkDirection, claimIDs []string, kinds []LinkKind, p Page) (map[string]Slice[Link], error)
	// MentionsOf walks from articles (in the order of their text: start, end, ID) or
	// entities (by article ID, then start, then ID) to mentions.
	MentionsOf(ctx context.Context, from MentionParent, ids []string, p Page) (map[string]Slice[Mention], error)
	// RolesOf walks from persons to the roles that articles say they hold, by
	// article, then place, then ID.
	RolesOf(ctx context.Context, personIDs []string) (map[string][]*Role, error)
}

// Analyst answers questions that look at many claims at once.
type Analyst interface {
	// WhoToWhom must group the claims that the filter matches by source and target,
	// those that measure most first, then by source and target ID. A claim of two
	// sources or targets counts in each pair; a claim without source or without target
	// counts in none. Where SourceIDs or TargetIDs of the filter are set (not of filters
	// it is made of), only pairs with such a source or target are listed.
	WhoToWhom(ctx context.Context, f ClaimFilter, by Measure, p Page) (Slice[Dyad], error)
	// CountryToCountry must do the same by the countries of source and target
	// (Entity.Country), whose codes stand in the place of IDs. A claim counts once in a
	// pair of countries, however many of its actors belong to them, and in none where
	// no source or no target has a country; SourceIDs and TargetIDs leave no pair out.
	CountryToCountry(ctx context.Context, f ClaimFilter, by Measure, p Page) (Slice[Dyad], error)
	// Timeline must count the claims that the filter matches by FirstPublished, cut to
	// the unit, and by act, ordered by both. A time that is less precise than the unit
	// stands for itself, an unknown one is "".
	Timeline(ctx context.Context, f ClaimFilter, unit TimeUnit) ([]Period, error)
}

// Dumper writes the whole graph in one canonical order.
type Dumper interface {
	// Dump must call yield once for each node and edge, ordered by kind and then by
	// ID, so that two stores that hold the same graph give the same values. Times
	// of recording are left out. It must not hold the graph in memory.
	Dump(ctx context.Context, yield func(DumpRow) error) error
}

// Judge keeps what people decide. A judgement is never changed and never removed, and
// what it does can be undone without a trace: what a store shows is what its Effects
// make of the records that were put, whatever the order of records and judgements.
// Put therefore keeps a record as it came wherever it shows something else, and
// replaces that by another extraction.
//
// What is hidden, or goes by another ID because of a judgement, is in no list, count
// or walk, but Lookup must find it by the ID that it had: an entity that was merged as
// the one it was merged into, a claim or attribution as what it became, and what is
// hidden with Hidden set. Filters and parents want IDs that are current.
type Judge interface {
	// Judge must store j and bring all that it affects up to date, all or none, and
	// return it as stored. It must set At where that is zero, later than all that are
	// stored. A judgement of that ID that decides the same must be returned
	// and nothing changed. It must return ErrInvalid where j is not Valid, ErrNotFound
	// where an UNDO names a judgement that is not there, and a *Conflict where the ID
	// is that of another decision, where an UNDO names one that is undone already, and
	// where entities would be the same and different. Subjects need not be in the store.
	Judge(ctx context.Context, j *Judgement) (*Judgement, error)
	// Judgements fetches judgements by ID.
	Judgements(ctx context.Context, ids []string) (map[string]*Judgement, error)
	// ListJudgements pages through the judgements that the filter matches by At, then
	// ID; see Lister. Count counts them, too.
	ListJudgements(ctx context.Context, f JudgementFilter, p Page) (Slice[Judgement], error)
	// JudgementsOf must return for each of the nodes the judgements that NodeIDs of a
	// filter would find for it, oldest first.
	JudgementsOf(ctx context.Context, nodeIDs []string) (map[string][]*Judgement, error)
	// Current must return for each of the entities that was merged into another the ID
	// of that one.
	Current(ctx context.Context, entityIDs []string) (map[string]string, error)
	// Originals must return what the machine found of those attributions that a
	// person corrected.
	Originals(ctx context.Context, attributionIDs []string) (map[string]*Original, error)
}

// DumpRow is one node or edge of a dump.
type DumpRow struct {
	Kind  string `json:"kind"`  // article, entity, event, claim, attribution, mention, role, link, judgement, in this order
	Value any    `json:"value"` // a pointer to the type of that kind
}
