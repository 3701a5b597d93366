package sqlite

import (
	"hash/fnv"
	"slices"

	"hearsay/graph"
)

// maxSeen is how many claims a writer remembers, about half a kilobyte each.
const maxSeen = 200_000

// keys returns graph.Keys as they are stored: hashes, which take a fifth of the
// room. Two keys with one hash cost a comparison in vain, no more.
func keys(c *graph.Claim) []int64 {
	var out []int64
	for _, k := range graph.Keys(c) {
		h := fnv.New64a()
		h.Write([]byte(k))
		out = append(out, int64(h.Sum64()))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// remember keeps what Relate needs of a claim. All of it is part of the claim's
// identity and a row number is never given twice, so it stays right whatever other
// processes write.
func (w *writer) remember(n int64, c *graph.Claim) {
	if len(w.seen) >= maxSeen {
		clear(w.seen)
	}
	w.seen[n] = &graph.Claim{ID: c.ID, Act: c.Act, SourceIDs: c.SourceIDs, TargetIDs: c.TargetIDs, Polarity: c.Polarity,
		Modality: c.Modality, Implicit: c.Implicit, Terms: c.Terms}
}

// relate links the claims that this batch brought with all that they relate to.
func (b *batch) relate() error {
	for _, id := range sortedKeys(b.fresh) {
		n := b.fresh[id]
		c := b.seen[n]
		if c == nil { // forgotten meanwhile
			if err := b.see([]int64{n}); err != nil {
				return err
			}
			c = b.seen[n]
		}
		near, err := b.near(n, c)
		if err != nil {
			return err
		}
		for _, x := range near {
			if l, ok := graph.Relate(c, x); ok {
				if err := b.link(l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// near returns the claims that share a key with the claim of row n.
func (b *batch) near(n int64, c *graph.Claim) ([]*graph.Claim, error) {
	var rows, unseen []int64
	err := b.rows("SELECT claim FROM claim_key WHERE key IN (SELECT value FROM json_each(?)) AND claim <> ?", []any{list(keys(c)), n}, func(r scanner) error {
		var m int64
		err := r.Scan(&m)
		rows = append(rows, m)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	out := make([]*graph.Claim, 0, len(rows))
	for _, m := range rows {
		if x := b.seen[m]; x != nil {
			out = append(out, x)
		} else {
			unseen = append(unseen, m)
		}
	}
	for chunk := range slices.Chunk(unseen, 1000) {
		if err := b.see(chunk); err != nil {
			return nil, err
		}
		for _, m := range chunk {
			out = append(out, b.seen[m])
		}
	}
	return out, nil
}

// see reads claims by row and remembers them.
func (b *batch) see(rows []int64) error {
	if len(b.seen)+len(rows) > maxSeen {
		clear(b.seen)
	}
	return b.rows("SELECT c.n, "+claimColumns+" FROM claim c WHERE c.n IN (SELECT value FROM json_each(?))", []any{list(rows)}, func(r scanner) error {
		var n int64
		c, err := scanClaim(r, &n)
		if err == nil {
			b.remember(n, c)
		}
		return err
	})
}
