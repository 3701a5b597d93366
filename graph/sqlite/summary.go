package sqlite

import (
	"cmp"
	"slices"

	"hearsay/graph"
)

// pair is a row of dyad: the claims of one source about one target, of one act or,
// with no act, of all.
type pair struct {
	source, target string
	act            graph.SpeechAct
}

// pairs returns the pairs that a claim counts in.
func pairs(c *graph.Claim) []pair {
	var out []pair
	for _, s := range c.SourceIDs {
		for _, t := range c.TargetIDs {
			out = append(out, pair{s, t, ""}, pair{s, t, c.Act})
		}
	}
	return out
}

// change is what a batch does to a pair.
type change struct {
	claims, articles, origins int
	first, last               graph.Time // of the claims that came
	stale                     bool       // a claim went or moved that may have been the first or the last
}

func (b *batch) change(p pair) *change {
	x := b.changes[p]
	if x == nil {
		x = &change{}
		b.changes[p] = x
	}
	return x
}

// count notes that a claim came (1), went (-1) or changed (0); old is nil of one
// that came, now of one that went.
func (b *batch) count(old, now *graph.Claim) {
	c := cmp.Or(now, old)
	for _, p := range pairs(c) {
		x := b.change(p)
		if old == nil {
			x.claims++
		}
		if now == nil {
			x.claims--
			x.stale = true
			continue
		}
		x.first, x.last = earliest(x.first, now.FirstPublished), max(x.last, now.LastPublished)
		if old != nil && (earliest(old.FirstPublished, now.FirstPublished) != now.FirstPublished || now.LastPublished < old.LastPublished) {
			x.stale = true
		}
	}
}

// copies are the articles of one origin and the pairs that their claims count in.
type copies map[string][]pair

// told is what the articles of an origin say, before the batch and after it.
type told struct{ before, after copies }

// origin returns what the articles of an origin say. It must be asked for before the
// first of them is changed.
func (b *batch) origin(name string) (*told, error) {
	if t := b.origins[name]; t != nil {
		return t, nil
	}
	t := &told{before: copies{}, after: copies{}}
	b.origins[name] = t
	err := b.rows(`SELECT a.id, c.act, c.sources, c.targets FROM article a CROSS JOIN attribution x ON x.article = a.id
		CROSS JOIN claim c ON c.id = x.claim WHERE a.origin = ?`, []any{name}, func(r scanner) error {
		var article string
		c := &graph.Claim{}
		err := r.Scan(&article, &c.Act, into(&c.SourceIDs), into(&c.TargetIDs))
		t.before[article] = append(t.before[article], pairs(c)...)
		return err
	})
	for article, list := range t.before {
		list = distinctPairs(list)
		t.before[article], t.after[article] = list, list
	}
	return t, err
}

// tell notes that an article, which was of the origin old, now says what r says.
func (b *batch) tell(r *graph.Record, old string) error {
	if old != "" {
		t, err := b.origin(old)
		if err != nil {
			return err
		}
		delete(t.after, r.Article.ID)
	}
	t, err := b.origin(r.Article.Origin)
	if err != nil {
		return err
	}
	var list []pair
	for i := range r.Claims {
		list = append(list, pairs(&r.Claims[i])...)
	}
	t.after[r.Article.ID] = distinctPairs(list)
	return nil
}

func distinctPairs(list []pair) []pair {
	slices.SortFunc(list, comparePairs)
	return slices.Compact(list)
}

func comparePairs(x, y pair) int {
	return cmp.Or(cmp.Compare(x.source, y.source), cmp.Compare(x.target, y.target), cmp.Compare(x.act, y.act))
}

// settlePairs brings the table dyad up to date.
func (b *batch) settlePairs() error {
	for _, t := range b.origins {
		b.recount(t.before, -1)
		b.recount(t.after, 1)
	}
	var order []pair
	for p, x := range b.changes {
		if *x != (change{}) {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, comparePairs)
	for _, p := range order {
		x := b.changes[p]
		if err := b.run(`INSERT INTO dyad (source, target, act, fewest, articles, origins, first_published, last_published)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET fewest = fewest + excluded.fewest, articles = articles + excluded.articles,
				origins = origins + excluded.origins, last_published = max(last_published, excluded.last_published),
				first_published = CASE WHEN first_published = '' OR excluded.first_published <> '' AND excluded.first_published < first_published
					THEN excluded.first_published ELSE first_published END`,
			p.source, p.target, string(p.act), -x.claims, x.articles, x.origins, string(x.first), string(x.last)); err != nil {
			return err
		}
		if x.stale {
			if err := b.refresh(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// recount counts the articles and origins of each pair.
func (b *batch) recount(c copies, n int) {
	origin := map[pair]bool{}
	for _, list := range c {
		for _, p := range list {
			b.change(p).articles += n
			if !origin[p] {
				origin[p] = true
				b.change(p).origins += n
			}
		}
	}
}

// refresh takes away a pair without claims and reads the times of another anew.
func (b *batch) refresh(p pair) error {
	_, gone, err := b.exec("DELETE FROM dyad WHERE source = ? AND target = ? AND act = ? AND fewest = 0", p.source, p.target, string(p.act))
	if err != nil || gone > 0 {
		return err
	}
	return b.run(`UPDATE dyad SET (first_published, last_published) = (
			SELECT coalesce(min(nullif(c.first_published, '')), ''), coalesce(max(c.last_published), '')
			FROM claim_pair i CROSS JOIN claim c ON c.id = i.claim
			WHERE i.source = ?1 AND i.target = ?2 AND (?3 = '' OR i.act = ?3))
		WHERE source = ?1 AND target = ?2 AND act = ?3`, p.source, p.target, string(p.act))
}

// placePairs puts a claim into claim_pair, or takes it out.
func (b *batch) placePairs(c *graph.Claim, there bool) error {
	for _, s := range c.SourceIDs {
		for _, t := range c.TargetIDs {
			if there {
				b.pairs = append(b.pairs, [5]string{s, t, string(c.FirstPublished), c.ID, string(c.Act)})
			} else if err := b.run("DELETE FROM claim_pair WHERE source = ? AND target = ? AND first_published = ? AND claim = ?",
				s, t, string(c.FirstPublished), c.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// writePairs writes claim_pair in its order.
func (b *batch) writePairs() error {
	slices.SortFunc(b.pairs, func(x, y [5]string) int { return slices.Compare(x[:], y[:]) })
	var values []any
	for _, p := range b.pairs {
		values = append(values, p[0], p[1], p[2], p[3], p[4])
	}
	return b.insert("INSERT INTO claim_pair (source, target, first_published, claim, act)", 5, values)
}
