package main

import (
	"context"
	"encoding/json"

	"hearsay/bench/graph/claims"
	"hearsay/graph"
	"hearsay/graph/sqlite"
)

// question is one that the store answers, and the plain SQL for the same rows; none
// where no statement alone gives the answer.
type question struct {
	name string
	ask  func(ctx context.Context, i int) error
	sql  string
	args func(i int) []any
}

const (
	claimRow = `SELECT c.id, c.act, c.polarity, c.modality, c.implicit, c.sources, c.targets, c.terms, c.proposition, c.events, c.time,
		c.confidence, c.first_published, c.last_published, c.reports, c.articles, c.origins FROM `
	newestFirst = ` ORDER BY c.first_published DESC, c.id DESC LIMIT 21`
	dyadRow     = `SELECT source, target, fewest, articles, origins, first_published, last_published FROM dyad `
	mostFirst   = ` AND fewest < -1 ORDER BY fewest, source, target LIMIT 51` // a page has no dyads of one claim
)

// Actors of all ranks.
var ranks = []int{0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987}

func actorOf(c *claims.Corpus, i int) string {
	return c.Actors[min(ranks[i%len(ranks)]+i/len(ranks)%4, len(c.Actors)-1)].ID
}

// questions returns those of the table in bench/README.md; arguments are drawn from
// the plan of the graph: actors of all ranks, words of middling and of great frequency.
func questions(s *sqlite.Store, c *claims.Corpus, newest []*graph.Claim) []question {
	actor := func(i int) string { return actorOf(c, i) }
	pair := func(i int) (string, string) { return c.Actors[i%12].ID, c.Actors[(i+1+i/12%11)%12].ID }
	word := func(i int) string { return c.Words[60+i*37%2000] }
	common := func(i int) string { return c.Words[i*7%60] }
	month := func(i int) graph.Time { return c.Published(i * 53 % (c.Claims / 10)).Day()[:7] }
	page := graph.Page{First: 20, Desc: true}
	var claimIDs, actorIDs []string
	for _, x := range newest {
		claimIDs = append(claimIDs, x.ID)
	}
	for i := range 20 {
		actorIDs = append(actorIDs, c.Actors[i*3].ID)
	}
	claimsJSON, actorsJSON := mustJSON(claimIDs), mustJSON(actorIDs)
	list := func(name string, f func(i int) graph.ClaimFilter, sql string, args func(i int) []any) question {
		return question{name, func(ctx context.Context, i int) error { _, err := s.ListClaims(ctx, f(i), page); return err }, sql, args}
	}
	count := func(name string, f func(i int) any, sql string, args func(i int) []any) question {
		return question{name, func(ctx context.Context, i int) error { _, err := s.Count(ctx, f(i)); return err }, sql, args}
	}
	dyads := func(name string, f func(i int) graph.ClaimFilter, sql string, args func(i int) []any) question {
		return question{name, func(ctx context.Context, i int) error {
			_, err := s.WhoToWhom(ctx, f(i), graph.ByClaims, graph.Page{First: 50})
			return err
		}, sql, args}
	}
	accuse := []graph.SpeechAct{graph.ActAccuse}
	none := func(int) []any { return nil }
	of := func(f func(int) string) func(int) []any { return func(i int) []any { return []any{f(i)} } }
	return []question{
		list("newest claims", func(int) graph.ClaimFilter { return graph.ClaimFilter{} }, claimRow+`claim c`+newestFirst, none),
		list("newest accusations", func(int) graph.ClaimFilter { return graph.ClaimFilter{Acts: accuse} },
			claimRow+`claim c WHERE c.act = 'ACCUSE'`+newestFirst, none),
		list("claims of a source", func(i int) graph.ClaimFilter { return graph.ClaimFilter{SourceIDs: []string{actor(i)}} },
			claimRow+`claim_source d CROSS JOIN claim c ON c.id = d.claim WHERE d.entity = ? ORDER BY d.first_published DESC, d.claim DESC LIMIT 21`, of(actor)),
		list("who accused X", func(i int) graph.ClaimFilter {
			return graph.ClaimFilter{TargetIDs: []string{actor(i)}, Acts: accuse}
		}, claimRow+`claim_target d CROSS JOIN claim c ON c.id = d.claim WHERE d.entity = ? AND c.act = 'ACCUSE' ORDER BY d.first_published DESC, d.claim DESC LIMIT 21`, of(actor)),
		list("accusations by A of B", func(i int) graph.ClaimFilter {
			a, b := pair(i)
			return graph.ClaimFilter{SourceIDs: []string{a}, TargetIDs: []string{b}, Acts: accuse}
		}, claimRow+`claim_pair d CROSS JOIN claim c ON c.id = d.claim WHERE d.source = ? AND d.target = ? AND d.act = 'ACCUSE' ORDER BY d.first_published DESC, d.claim DESC LIMIT 21`,
			func(i int) []any { a, b := pair(i); return []any{a, b} }),
		list("accusations of a month", func(i int) graph.ClaimFilter { return graph.ClaimFilter{Acts: accuse, From: month(i), To: month(i)} },
			claimRow+`claim c WHERE c.act = 'ACCUSE' AND c.first_published >= ? AND c.first_published <= ?`+newestFirst,
			func(i int) []any { return []any{string(month(i)), month(i).UpTo()} }),
		list("claims with a word", func(i int) graph.ClaimFilter { return graph.ClaimFilter{Text: word(i)} },
			claimRow+`claim c WHERE c.n IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)`+newestFirst, of(word)),
		list("claims with a common word", func(i int) graph.ClaimFilter { return graph.ClaimFilter{Text: common(i)} },
			claimRow+`claim c WHERE c.n IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)`+newestFirst, of(common)),
		{"5 claims of each of 20 sources", func(ctx context.Context, i int) error {
			_, err := s.ClaimsOf(ctx, graph.ClaimsOfSource, actorIDs, graph.ClaimFilter{}, graph.Page{First: 5, Desc: true})
			return err
		}, claimRow + `json_each(?) p CROSS JOIN claim c ON c.id IN (SELECT d.claim FROM claim_source d WHERE d.entity = p.value
			ORDER BY d.first_published DESC, d.claim DESC LIMIT 6)`, func(int) []any { return []any{actorsJSON} }},
		{"attributions of 20 claims", func(ctx context.Context, i int) error {
			_, err := s.AttributionsOf(ctx, graph.AttributionsOfClaim, claimIDs, graph.Page{First: 5})
			return err
		}, `SELECT x.* FROM json_each(?) p CROSS JOIN attribution x ON x.n IN (SELECT d.n FROM attribution d WHERE d.claim = p.value
			ORDER BY d.published, d.id LIMIT 6)`, func(int) []any { return []any{claimsJSON} }},
		{"links to 20 claims", func(ctx context.Context, i int) error {
			_, err := s.LinksOf(ctx, graph.LinksIn, claimIDs, nil, graph.Page{First: 5})
			return err
		}, `SELECT l.* FROM json_each(?) p CROSS JOIN link l ON l.n IN (SELECT d.n FROM link d WHERE d.to_id = p.value
			ORDER BY d.published, d.id LIMIT 6)`, func(int) []any { return []any{claimsJSON} }},
		dyads("who to whom", func(int) graph.ClaimFilter { return graph.ClaimFilter{} }, dyadRow+`WHERE act = ''`+mostFirst, none),
		dyads("who accuses whom", func(int) graph.ClaimFilter { return graph.ClaimFilter{Acts: accuse} },
			dyadRow+`WHERE act = 'ACCUSE'`+mostFirst, none),
		dyads("whom A accuses", func(i int) graph.ClaimFilter { return graph.ClaimFilter{Acts: accuse, SourceIDs: []string{actor(i)}} },
			dyadRow+`WHERE source = ? AND act = 'ACCUSE' ORDER BY fewest, source, target LIMIT 51`, of(actor)),
		count("count of claims", func(int) any { return graph.ClaimFilter{} }, `SELECT count(*) FROM claim`, none),
		count("count of accusations", func(int) any { return graph.ClaimFilter{Acts: accuse} }, `SELECT count(*) FROM claim WHERE act = 'ACCUSE'`, none),
		count("count of a source", func(i int) any { return graph.ClaimFilter{SourceIDs: []string{actor(i)}} },
			`SELECT count(*) FROM claim_source WHERE entity = ?`, of(actor)),
		list("unanswered accusations", func(int) graph.ClaimFilter { return graph.ClaimFilter{Acts: accuse, Answered: new(false)} },
			claimRow+`claim c WHERE c.act = 'ACCUSE' AND NOT EXISTS (SELECT 1 FROM link y WHERE y.to_id = c.id AND y.kind IN ('DENIES', 'CONFIRMS'))`+newestFirst, none),
		list("claims told by one origin", func(int) graph.ClaimFilter { return graph.ClaimFilter{MaxOrigins: 1} },
			claimRow+`claim c WHERE c.origins <= 1`+newestFirst, none),
	}
}

// overall returns questions whose answers sum up much.
func overall(s *sqlite.Store, c *claims.Corpus) []question {
	return []question{
		{"timeline by month", func(ctx context.Context, _ int) error {
			_, err := s.Timeline(ctx, graph.ClaimFilter{}, graph.ByMonth)
			return err
		}, "", nil},
		{"timeline of a source", func(ctx context.Context, i int) error {
			_, err := s.Timeline(ctx, graph.ClaimFilter{SourceIDs: []string{actorOf(c, i)}}, graph.ByMonth)
			return err
		}, "", nil},
		{"who to whom by country", func(ctx context.Context, _ int) error {
			_, err := s.CountryToCountry(ctx, graph.ClaimFilter{}, graph.ByClaims, graph.Page{First: 50})
			return err
		}, "", nil},
		{"neighbours, two hops out", func(ctx context.Context, i int) error {
			_, err := graph.Neighbours(ctx, s, graph.NeighbourQuery{OfIDs: []string{actorOf(c, i)}, Direction: graph.EitherWay, Hops: 2, By: graph.ByOrigins})
			return err
		}, "", nil},
		{"paths of up to four hops", func(ctx context.Context, i int) error {
			_, err := graph.Paths(ctx, s, graph.PathQuery{FromIDs: []string{c.Actors[200+i*7%700].ID}, ToIDs: []string{c.Actors[201+i*13%700].ID},
				Direction: graph.EitherWay, Hops: graph.MaxHops, First: 3})
			return err
		}, "", nil},
		{"facets of all", func(ctx context.Context, _ int) error { _, err := s.Facets(ctx, graph.ClaimFilter{}); return err }, "", nil},
		{"facets of a source", func(ctx context.Context, i int) error {
			_, err := s.Facets(ctx, graph.ClaimFilter{SourceIDs: []string{actorOf(c, i)}})
			return err
		}, "", nil},
		{"facets of a word", func(ctx context.Context, i int) error {
			_, err := s.Facets(ctx, graph.ClaimFilter{Text: c.Words[60+i*37%2000]})
			return err
		}, "", nil},
		{"reply lag", func(ctx context.Context, _ int) error {
			replies, err := s.Replies(ctx, graph.LinkFilter{Kinds: []graph.LinkKind{graph.Denies, graph.Confirms}, To: graph.ClaimFilter{Acts: []graph.SpeechAct{graph.ActAccuse}}})
			graph.SumLags(replies)
			return err
		}, "", nil},
	}
}

func mustJSON(list []string) string {
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}
