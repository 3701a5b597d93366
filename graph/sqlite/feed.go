package sqlite

import (
	"context"
	"database/sql"

	"hearsay/graph"
)

// ClaimsAfter implements graph.Feed. The row of a claim is its place: there is one
// writer at a time, rows are numbered as they come and no number is used again.
func (s *Store) ClaimsAfter(ctx context.Context, after, upTo int64, f graph.ClaimFilter, first int) (graph.Slice[graph.RecordedClaim], error) {
	var out graph.Slice[graph.RecordedClaim]
	if err := f.Valid(); err != nil {
		return out, s.fail(ctx, "claims after", err)
	}
	if err := (graph.Page{First: first}).Valid(); err != nil {
		return out, s.fail(ctx, "claims after", err)
	}
	q := &selection{from: "claim c NOT INDEXED"} // walk the rows, whatever else is asked
	q.add("c.n > ? AND c.n <= ?", after, upTo)
	claimConds(q, "c", f)
	text := "SELECT c.n, " + claimColumns + " FROM " + q.from + q.where() + " ORDER BY c.n" + limit
	err := s.query(ctx, "claims after", text, append(q.args, first+1), func(r *sql.Rows) error {
		x := &graph.RecordedClaim{}
		var err error
		x.Claim, err = scanClaim(r, &x.Seq)
		out.Items = append(out.Items, x)
		return err
	})
	if err != nil {
		return graph.Slice[graph.RecordedClaim]{}, err
	}
	return cut(out.Items, first), nil
}

// Heads implements graph.Feed.
func (s *Store) Heads(ctx context.Context) (h graph.Heads, err error) {
	const text = `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'claim'), 0), coalesce((SELECT max(revision) FROM job), 0)`
	err = s.query(ctx, "heads", text, nil, func(r *sql.Rows) error { return r.Scan(&h.Claims, &h.Jobs) })
	return h, err
}
