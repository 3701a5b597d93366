package neo4j

import (
	"context"

	"hearsay/graph"
)

// places takes n places in the order of recording and returns the one before them.
// The lock on the node of the counter makes it the order of the commits.
func (w *writer) places(ctx context.Context, n int) (int64, error) {
	if n == 0 {
		return 0, nil
	}
	rows, err := collect(ctx, w.tx, `MATCH (m:HearsayMeta {id: 'hearsay'})
SET m.claims = coalesce(m.claims, 0) + $n
RETURN m.claims - $n`, map[string]any{"n": n})
	if err != nil {
		return 0, err
	}
	return int64(integer(rows[0].Values[0])), nil
}

// ClaimsAfter returns claims in the order of recording; see graph.Feed.
func (s *Store) ClaimsAfter(ctx context.Context, after, upTo int64, f graph.ClaimFilter, first int) (graph.Slice[graph.RecordedClaim], error) {
	var out graph.Slice[graph.RecordedClaim]
	p := graph.Page{First: first}
	if err := f.Valid(); err != nil {
		return out, wrap(err, "claims after")
	}
	if err := p.Valid(); err != nil {
		return out, wrap(err, "claims after")
	}
	q := newSelection("MATCH (x:Claim)\nUSING INDEX x:Claim(seq)")
	q.must("x.seq > %s AND x.seq <= %s", after, upTo)
	q.claimIs("x", f)
	if q.empty {
		q.begin = "MATCH (x:Claim)"
	}
	order, read := q.order(p, "x.seq"), shape{item: "[x.seq, " + listed("x", claimProperties) + "]"}
	out, err := paged(ctx, s, q.String()+"\nWITH x "+order+read.gathered(order), q.params, p, func(c *cells) (*graph.RecordedClaim, error) {
		seq := whole(c)
		x, err := claim(c)
		return &graph.RecordedClaim{Claim: x, Seq: int64(seq)}, err
	})
	return out, wrap(err, "claims after")
}

// Heads returns how far the store has come; see graph.Feed.
func (s *Store) Heads(ctx context.Context) (graph.Heads, error) {
	rows, err := s.read(ctx, `OPTIONAL MATCH (m:HearsayMeta {id: 'hearsay'})
OPTIONAL MATCH (j:HearsayMeta {id: 'jobs'})
RETURN coalesce(m.claims, 0), coalesce(j.revision, 0)`, nil)
	if err != nil {
		return graph.Heads{}, wrap(err, "heads")
	}
	return graph.Heads{Claims: int64(integer(rows[0].Values[0])), Jobs: int64(integer(rows[0].Values[1]))}, nil
}
