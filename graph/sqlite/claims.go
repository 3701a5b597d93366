package sqlite

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// settleClaims works out anew what the store keeps of the claims whose reports
// changed, and takes away those that nobody reports any more.
func (b *batch) settleClaims() error {
	ids := sortedKeys(b.claims)
	for chunk := range slices.Chunk(ids, 500) {
		stored, rows, err := b.storedClaims(chunk)
		if err != nil {
			return err
		}
		reported, err := b.reportedClaims(chunk, stored)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			old, now := stored[id], reported[id]
			if old == nil && now == nil { // came and went within the batch
				continue
			}
			b.tally.Count(old, now)
			switch {
			case old == nil:
				err = b.addClaim(now)
			case now == nil:
				err = b.dropClaim(old, rows[id])
			default:
				err = b.saveClaim(old, now, rows[id])
			}
			if err != nil {
				return err
			}
		}
	}
	for i, table := range []string{"claim_source (entity, first_published, claim, act)", "claim_target (entity, first_published, claim, act)",
		"claim_event (event, first_published, claim)"} {
		if err := b.insert("INSERT INTO "+table, 4-i/2, b.placed[i]); err != nil {
			return err
		}
	}
	return b.writePairs()
}

// storedClaims reads claims as they are stored, and their rows.
func (b *batch) storedClaims(ids []string) (map[string]*graph.Claim, map[string]int64, error) {
	claims, rows := map[string]*graph.Claim{}, map[string]int64{}
	err := b.rows("SELECT c.n, "+claimColumns+" FROM claim c WHERE c.id IN (SELECT value FROM json_each(?))", []any{list(ids)}, func(r scanner) error {
		var n int64
		c, err := scanClaim(r, &n)
		if err == nil {
			claims[c.ID], rows[c.ID] = c, n
		}
		return err
	})
	return claims, rows, err
}

// reportedClaims returns the claims as their attributions now make them; those
// without are absent.
func (b *batch) reportedClaims(ids []string, stored map[string]*graph.Claim) (map[string]*graph.Claim, error) {
	out := map[string]*graph.Claim{}
	articles, origins := map[[2]string]bool{}, map[[2]string]bool{}
	err := b.rows(`SELECT x.claim, x.proposition, x.events, x.time, x.confidence, x.published, x.article, a.origin
		FROM json_each(?) p CROSS JOIN attribution x ON x.claim = p.value CROSS JOIN article a ON a.id = x.article
		ORDER BY x.claim, x.id`, []any{list(ids)}, func(r scanner) error {
		var x graph.Attribution
		var origin string
		if err := r.Scan(&x.ClaimID, &x.Proposition, into(&x.EventIDs), &x.Time, &x.Confidence, &x.Published, &x.ArticleID, &origin); err != nil {
			return err
		}
		c := out[x.ClaimID]
		if c == nil { // the report with the smallest ID
			was := stored[x.ClaimID]
			if was == nil {
				was = b.said[x.ClaimID]
			}
			c = &graph.Claim{ID: was.ID, Act: was.Act, SourceIDs: was.SourceIDs, TargetIDs: was.TargetIDs, Polarity: was.Polarity,
				Modality: was.Modality, Implicit: was.Implicit, Terms: was.Terms, Proposition: x.Proposition}
			out[c.ID] = c
		}
		c.Reports++
		if len(x.EventIDs) > 0 {
			c.EventIDs = words(slices.Concat(c.EventIDs, x.EventIDs)...)
		}
		c.Time = graph.Earliest(c.Time, x.Time)
		c.Confidence = max(c.Confidence, x.Confidence)
		c.FirstPublished = graph.Earliest(c.FirstPublished, x.Published)
		c.LastPublished = max(c.LastPublished, x.Published)
		c.Articles += first(articles, c.ID, x.ArticleID)
		c.Origins += first(origins, c.ID, origin)
		return nil
	})
	return out, err
}

// first returns 1 where the pair is new to the set, and puts it there.
func first(set map[[2]string]bool, a, b string) int {
	if set[[2]string{a, b}] {
		return 0
	}
	set[[2]string{a, b}] = true
	return 1
}

// addClaim writes a claim that is new to the store.
func (b *batch) addClaim(c *graph.Claim) error {
	n, _, err := b.exec(`INSERT INTO claim (id, act, polarity, modality, implicit, denied, sources, targets, terms, proposition,
			events, time, confidence, first_published, last_published, reports, articles, origins)
		VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, string(c.Act), string(c.Polarity), string(c.Modality), c.Implicit, list(c.SourceIDs), list(c.TargetIDs), list(c.Terms),
		c.Proposition, list(c.EventIDs), string(c.Time), c.Confidence, string(c.FirstPublished), string(c.LastPublished),
		c.Reports, c.Articles, c.Origins)
	if err != nil {
		return err
	}
	b.welcome(n, c)
	b.index("claim_text", n, c.Proposition)
	for i, ids := range [][]string{c.SourceIDs, c.TargetIDs, c.EventIDs} {
		for _, id := range ids {
			b.placed[i] = append(b.placed[i], id, string(c.FirstPublished), c.ID)
			if i < 2 {
				b.placed[i] = append(b.placed[i], string(c.Act))
			}
		}
	}
	return b.placePairs(c, true)
}

// saveClaim writes what changed of a claim.
func (b *batch) saveClaim(old, c *graph.Claim, n int64) error {
	if err := b.run(`UPDATE claim SET proposition = ?, events = ?, time = ?, confidence = ?, first_published = ?, last_published = ?,
		reports = ?, articles = ?, origins = ? WHERE n = ?`, c.Proposition, list(c.EventIDs), string(c.Time), c.Confidence,
		string(c.FirstPublished), string(c.LastPublished), c.Reports, c.Articles, c.Origins, n); err != nil {
		return err
	}
	if old.FirstPublished != c.FirstPublished || !slices.Equal(old.EventIDs, c.EventIDs) {
		if err := b.placeClaim(old, false); err != nil {
			return err
		}
		if err := b.placeClaim(c, true); err != nil {
			return err
		}
	}
	if old.FirstPublished != c.FirstPublished {
		if err := b.run("UPDATE link SET published = ? WHERE from_id = ?", string(c.FirstPublished), c.ID); err != nil {
			return err
		}
	}
	if old.Proposition != c.Proposition {
		b.unindex("claim_text", n)
		b.index("claim_text", n, c.Proposition)
	}
	return nil
}

// placeClaim puts a claim into the lists of its sources, targets and events, or
// takes it out.
func (b *batch) placeClaim(c *graph.Claim, there bool) error {
	for _, l := range []struct {
		ids                  []string
		table, parent, extra string
	}{{c.SourceIDs, "claim_source", "entity", ", act"}, {c.TargetIDs, "claim_target", "entity", ", act"}, {c.EventIDs, "claim_event", "event", ""}} {
		for _, id := range l.ids {
			text, args := "DELETE FROM "+l.table+" WHERE "+l.parent+" = ? AND first_published = ? AND claim = ?", []any{id, string(c.FirstPublished), c.ID}
			if there {
				text = "INSERT INTO " + l.table + " (" + l.parent + ", first_published, claim" + l.extra + ") VALUES (?, ?, ?)"
				if l.extra != "" {
					text, args = strings.Replace(text, "(?,", "(?, ?,", 1), append(args, string(c.Act))
				}
			}
			if err := b.run(text, args...); err != nil {
				return err
			}
		}
	}
	return b.placePairs(c, there)
}

// dropClaim takes a claim away with its links.
func (b *batch) dropClaim(c *graph.Claim, n int64) error {
	answered, err := b.strings("SELECT to_id FROM link WHERE from_id = ? AND kind = ?", c.ID, string(graph.Denies))
	if err != nil {
		return err
	}
	mark(b.answered, answered)
	if err := b.placeClaim(c, false); err != nil {
		return err
	}
	for _, k := range hashes(graph.Keys(c)) {
		for _, text := range []string{"DELETE FROM claim_key WHERE key = ? AND claim = ?", "DELETE FROM claim_key_new WHERE key = ? AND claim = ?"} {
			if err := b.run(text, k, n); err != nil {
				return err
			}
		}
	}
	b.unindex("claim_text", n)
	for _, text := range []string{"DELETE FROM link WHERE from_id = ?", "DELETE FROM link WHERE to_id = ?", "DELETE FROM claim WHERE id = ?"} {
		if err := b.run(text, c.ID); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) articleLinks() error {
	for _, article := range sortedKeys(b.links) {
		for _, l := range b.links[article] {
			if err := b.link(l); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *batch) link(l graph.Link) error {
	if l.Kind == graph.Denies {
		b.answered[l.ToID] = true
	}
	return b.run(`INSERT INTO link (id, kind, from_id, to_id, article, confidence, rule, published)
		SELECT ?, ?, id, ?, ?, ?, ?, first_published FROM claim WHERE id = ? ON CONFLICT DO NOTHING`,
		l.ID, string(l.Kind), l.ToID, l.ArticleID, l.Confidence, l.Rule, l.FromID)
}

func (b *batch) settleDenied() error {
	for _, id := range sortedKeys(b.answered) {
		if err := b.run(`UPDATE claim SET denied = EXISTS (SELECT 1 FROM link l WHERE l.to_id = claim.id AND l.kind = 'DENIES') WHERE id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}
