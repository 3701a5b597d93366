package sqlite

import (
	"cmp"
	"hash/fnv"
	"maps"
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

// keyRow is a row of claim_key.
type keyRow struct{ key, claim int64 }

// writeKeys writes the keys of the claims that this batch brought, in their order:
// they lie all over the table, and a great batch then writes each page but once.
func (b *batch) writeKeys() error {
	slices.SortFunc(b.keys, func(x, y keyRow) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.claim, y.claim)) })
	values := make([]any, 0, 2*len(b.keys))
	for _, k := range b.keys {
		values = append(values, k.key, k.claim)
	}
	return b.insert("INSERT INTO claim_key (key, claim)", 2, values)
}

// relate links the claims that this batch brought with all that they relate to.
func (b *batch) relate() error {
	for chunk := range slices.Chunk(sortedKeys(b.fresh), 200) {
		near, err := b.near(chunk)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			if err := b.relateTo(b.fresh[id], near[id]); err != nil {
				return err
			}
		}
	}
	return nil
}

// relateTo links the claim of row n with those of the rows it relates to.
func (b *batch) relateTo(n int64, rows []int64) error {
	c, err := b.recall([]int64{n})
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(rows, 1000) {
		near, err := b.recall(chunk)
		if err != nil {
			return err
		}
		for _, x := range near {
			if l, ok := graph.Relate(c[0], x); ok {
				if err := b.link(l); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// near returns for each of the new claims the rows of older ones that share a key
// with it.
func (b *batch) near(ids []string) (map[string][]int64, error) {
	of := map[int64][]string{} // new claims by key
	for _, id := range ids {
		c, err := b.recall([]int64{b.fresh[id]})
		if err != nil {
			return nil, err
		}
		for _, k := range keys(c[0]) {
			of[k] = append(of[k], id)
		}
	}
	out := map[string][]int64{}
	err := b.rows("SELECT key, claim FROM claim_key WHERE key IN (SELECT value FROM json_each(?))", []any{list(slices.Sorted(maps.Keys(of)))}, func(r scanner) error {
		var k, n int64
		if err := r.Scan(&k, &n); err != nil {
			return err
		}
		for _, id := range of[k] {
			if n < b.fresh[id] { // rows grow, so that each pair is compared once
				out[id] = append(out[id], n)
			}
		}
		return nil
	})
	for id, rows := range out {
		slices.Sort(rows)
		out[id] = slices.Compact(rows)
	}
	return out, err
}

// recall returns the claims of at most 1,000 rows in their order.
func (b *batch) recall(rows []int64) ([]*graph.Claim, error) {
	out := make([]*graph.Claim, len(rows))
	var unseen []int64
	for i, n := range rows {
		if out[i] = b.seen[n]; out[i] == nil {
			unseen = append(unseen, n)
		}
	}
	if len(unseen) == 0 {
		return out, nil
	}
	if err := b.see(unseen); err != nil {
		return nil, err
	}
	for i, n := range rows {
		if out[i] == nil {
			out[i] = b.seen[n]
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
