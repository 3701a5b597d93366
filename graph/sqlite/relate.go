package sqlite

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	sqlite3 "modernc.org/sqlite"

	"hearsay/graph"
)

// maxSketches is how many claims a writer remembers the sketch of, some forty bytes each.
const maxSketches = 2_000_000

// claim_keys(act, polarity, sources, targets, terms) tells a migration the hashes of the
// keys of a claim, as a JSON list.
func init() {
	sqlite3.MustRegisterDeterministicScalarFunction("claim_keys", 5, func(_ *sqlite3.FunctionContext, args []driver.Value) (driver.Value, error) {
		var text [5]string
		for i, a := range args {
			var ok bool
			if text[i], ok = a.(string); !ok {
				return nil, fmt.Errorf("claim_keys of %T", a)
			}
		}
		c := graph.Claim{Act: graph.SpeechAct(text[0]), Polarity: graph.Polarity(text[1])}
		if err := firstError(parseList(text[2], &c.SourceIDs), parseList(text[3], &c.TargetIDs), parseList(text[4], &c.Terms)); err != nil {
			return nil, err
		}
		return list(hashes(graph.Keys(&c))), nil
	})
}

// hashes returns keys as they are stored. All but the last word of a key makes the upper
// half of its hash, so that keys which begin alike lie together. Two keys with one hash
// cost a comparison in vain, no more.
func hashes(keys []string) []int64 {
	out := make([]int64, len(keys))
	for i, k := range keys {
		at := strings.LastIndexByte(k, ' ')
		out[i] = int64(hash32(k[:at]))<<32 | int64(hash32(k[at:]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// newcomer is a claim that a batch brought.
type newcomer struct {
	n      int64 // its row
	claim  *graph.Claim
	sketch graph.Sketch
}

// posting says that a newcomer has or seeks a key.
type posting struct {
	key int64
	at  int // in batch.fresh
}

func comparePostings(x, y posting) int {
	return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.at, y.at))
}

// meeting is a newcomer and an older claim that it may relate to.
type meeting struct {
	at int   // in batch.fresh
	n  int64 // the row of the older one
}

// remember keeps the sketch of a claim. It is made of what is part of the claim's
// identity and a row number is never given twice, so it stays right whatever other
// processes write.
func (w *writer) remember(n int64, c *graph.Claim) graph.Sketch {
	if len(w.sketches) >= maxSketches {
		clear(w.sketches)
	}
	s := graph.SketchOf(c)
	w.sketches[n] = s
	return s
}

// welcome notes a claim that is new to the store.
func (b *batch) welcome(n int64, c *graph.Claim) {
	b.fresh = append(b.fresh, newcomer{n, c, b.remember(n, c)})
}

// relate links the claims that this batch brought with all that they relate to, and
// writes their keys.
func (b *batch) relate() error {
	var kept, sought []posting
	for i, x := range b.fresh {
		for _, k := range hashes(graph.Keys(x.claim)) {
			kept = append(kept, posting{k, i})
		}
		for _, k := range hashes(graph.Seeks(x.claim)) {
			sought = append(sought, posting{k, i})
		}
	}
	slices.SortFunc(kept, comparePostings)
	slices.SortFunc(sought, comparePostings)
	met, err := b.meet(kept, sought)
	if err != nil {
		return err
	}
	if err := b.fileKeys(len(kept)); err != nil {
		return err
	}
	if met, err = b.likely(met); err != nil {
		return err
	}
	for chunk := range slices.Chunk(met, 500) {
		if err := b.compare(chunk); err != nil {
			return err
		}
	}
	return nil
}

// Keys lie all over their table, so that in a great one each would cost a page to write.
// New ones therefore wait in a small table, claim_key_new, and each batch moves to claim_key
// some that follow one another there.

// keysAtOnce is how many keys are looked up by one statement, and written after it while
// their pages are at hand.
const keysAtOnce = 2000

// meet looks up the sought keys and writes those that are to be kept.
func (b *batch) meet(kept, sought []posting) ([]meeting, error) {
	met := b.meetFresh(kept, sought)
	for len(sought) > 0 {
		part := sought[:min(len(sought), keysAtOnce)]
		for last := part[len(part)-1].key; len(part) < len(sought) && sought[len(part)].key == last; {
			part = sought[:len(part)+1]
		}
		sought = sought[len(part):]
		var err error
		if met, err = b.lookUp(part, met); err != nil {
			return nil, err
		}
		end, _ := slices.BinarySearchFunc(kept, part[len(part)-1].key+1, func(p posting, key int64) int { return cmp.Compare(p.key, key) })
		if err := b.writeKeys(kept[:end]); err != nil {
			return nil, err
		}
		kept = kept[end:]
	}
	return met, b.writeKeys(kept)
}

// meetFresh returns which newcomers seek a key of one that came before them.
func (b *batch) meetFresh(kept, sought []posting) (met []meeting) {
	for i, k := 0, 0; i < len(sought); i++ {
		for k < len(kept) && kept[k].key < sought[i].key {
			k++
		}
		for m := k; m < len(kept) && kept[m].key == sought[i].key && kept[m].at < sought[i].at; m++ {
			met = append(met, meeting{sought[i].at, b.fresh[kept[m].at].n})
		}
	}
	return met
}

// lookUp appends the claims in the store that have the keys, but for those that cannot
// relate to who seeks them.
func (b *batch) lookUp(sought []posting, met []meeting) ([]meeting, error) {
	var keys []int64
	for _, p := range sought {
		if len(keys) == 0 || keys[len(keys)-1] != p.key {
			keys = append(keys, p.key)
		}
	}
	err := b.rows(`SELECT p.value, concat_ws(' ', (SELECT group_concat(k.claim, ' ') FROM claim_key k WHERE k.key = p.value),
			(SELECT group_concat(k.claim, ' ') FROM claim_key_new k WHERE k.key = p.value)) FROM json_each(?) p`,
		[]any{list(keys)}, func(r scanner) error {
			var key integer
			var found string
			if err := r.Scan(&key, &found); err != nil || found == "" {
				return err
			}
			from, _ := slices.BinarySearchFunc(sought, int64(key), func(p posting, key int64) int { return cmp.Compare(p.key, key) })
			for row := range strings.SplitSeq(found, " ") {
				n, err := strconv.ParseInt(row, 10, 64)
				if err != nil {
					return err
				}
				sketch, known := b.sketches[n]
				for _, p := range sought[from:] {
					if p.key != int64(key) {
						break
					}
					if !known || sketch.MayRelate(b.fresh[p.at].sketch) {
						met = append(met, meeting{p.at, n})
					}
				}
			}
			return nil
		})
	return met, err
}

// writeKeys writes keys of newcomers, in their order.
func (b *batch) writeKeys(kept []posting) error {
	values := make([]any, 0, 2*len(kept))
	for _, p := range kept {
		values = append(values, p.key, b.fresh[p.at].n)
	}
	return b.insert("INSERT INTO claim_key_new (key, claim)", 2, values)
}

// fewWaiting is how many keys may wait in a store of few claims; in a greater one it is as
// many as there are claims.
const fewWaiting = 20_000

// fileKeys moves twice as many waiting keys to their place as the batch wrote, where too
// many wait. It goes on where the last batch ended.
func (b *batch) fileKeys(written int) error {
	if written == 0 {
		return nil
	}
	if b.waiting < 0 {
		if _, err := b.row("SELECT count(*) FROM claim_key_new", nil, &b.waiting); err != nil {
			return err
		}
	} else {
		b.waiting += written
	}
	if b.waiting <= max(b.few, int(b.fresh[0].n)) {
		return nil
	}
	from, to := b.filed, int64(math.MaxInt64)
	if _, err := b.row("SELECT key FROM claim_key_new WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?", []any{from, 2 * written}, &to); err != nil {
		return err
	}
	if err := b.run("INSERT INTO claim_key SELECT key, claim FROM claim_key_new WHERE key > ? AND key <= ? ORDER BY key, claim", from, to); err != nil {
		return err
	}
	_, moved, err := b.exec("DELETE FROM claim_key_new WHERE key > ? AND key <= ?", from, to)
	b.waiting -= int(moved)
	if b.filed = to; to == math.MaxInt64 {
		b.filed = math.MinInt64
	}
	return err
}

// likely returns the meetings that may end in a link, each once.
func (b *batch) likely(met []meeting) ([]meeting, error) {
	slices.SortFunc(met, func(x, y meeting) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.n, y.n)) })
	met = slices.Compact(met)
	unseen := map[int64]bool{}
	for _, m := range met {
		if _, ok := b.sketches[m.n]; !ok {
			unseen[m.n] = true
		}
	}
	sketches := map[int64]graph.Sketch{}
	for chunk := range slices.Chunk(sortedKeys(unseen), 1000) {
		claims, err := b.claimsAt(chunk)
		if err != nil {
			return nil, err
		}
		for n, c := range claims {
			sketches[n] = b.remember(n, c)
		}
	}
	return slices.DeleteFunc(met, func(m meeting) bool {
		s, ok := sketches[m.n]
		if !ok {
			s = b.sketches[m.n]
		}
		return !s.MayRelate(b.fresh[m.at].sketch)
	}), nil
}

// compare links those that relate.
func (b *batch) compare(met []meeting) error {
	first := b.fresh[0].n
	older := map[int64]bool{}
	for _, m := range met {
		if m.n < first {
			older[m.n] = true
		}
	}
	claims, err := b.claimsAt(sortedKeys(older))
	if err != nil {
		return err
	}
	for _, m := range met {
		other := claims[m.n]
		if m.n >= first {
			i, _ := slices.BinarySearchFunc(b.fresh, m.n, func(x newcomer, n int64) int { return cmp.Compare(x.n, n) })
			other = b.fresh[i].claim
		}
		if l, ok := graph.Relate(b.fresh[m.at].claim, other); ok {
			if err := b.link(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// claimsAt reads the claims of some rows.
func (b *batch) claimsAt(rows []int64) (map[int64]*graph.Claim, error) {
	out := make(map[int64]*graph.Claim, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	err := b.rows("SELECT c.n, "+claimColumns+" FROM claim c WHERE c.n IN (SELECT value FROM json_each(?))", []any{list(rows)}, func(r scanner) error {
		var n int64
		c, err := scanClaim(r, &n)
		out[n] = c
		return err
	})
	return out, err
}
