package sqlite

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hearsay/graph"
)

// Summaries are kept with every Put: dyad (by source and target), country_dyad (by
// their countries) and calendar (by day). Claims are counted by what came and went;
// articles and origins by what the articles of each origin that the batch touched say,
// before it and after it.

// pair is a row of dyad or country_dyad: the claims of one source about one target.
type pair struct {
	table          string
	source, target string
	act            string // "" for all acts together, accusing, or one act
}

// accusing stands for accusations and criticism together, which is what most ask for.
const accusing = string(graph.ActAccuse + "+" + graph.ActCriticize)

// keptActs returns what stands for an act in the summaries.
func keptActs(act graph.SpeechAct) []string {
	if act == graph.ActAccuse || act == graph.ActCriticize {
		return []string{"", string(act), accusing}
	}
	return []string{"", string(act)}
}

// keptAct returns what stands in the summaries for some acts together, if anything does.
func keptAct(acts []graph.SpeechAct) (string, bool) {
	joined := strings.Join(distinct(acts), "+")
	return joined, joined == accusing || len(distinct(acts)) < 2
}

// The tables of pairs.
const (
	byEntity  = "dyad"
	byCountry = "country_dyad"
)

func comparePairs(x, y pair) int {
	return cmp.Or(cmp.Compare(x.table, y.table), cmp.Compare(x.source, y.source), cmp.Compare(x.target, y.target), cmp.Compare(x.act, y.act))
}

// saying is what makes the pairs of a claim.
type saying struct {
	act              graph.SpeechAct
	sources, targets []string
}

func sayingOf(c *graph.Claim) saying { return saying{c.Act, c.SourceIDs, c.TargetIDs} }

// pairs returns the pairs that a claim counts in, each once; country tells the country
// of an entity.
func (s saying) pairs(country func(string) string) []pair {
	var out []pair
	for _, from := range s.sources {
		for _, to := range s.targets {
			a, b := country(from), country(to)
			for _, act := range keptActs(s.act) {
				out = append(out, pair{byEntity, from, to, act})
				if a != "" && b != "" {
					out = append(out, pair{byCountry, a, b, act})
				}
			}
		}
	}
	return distinctPairs(out)
}

func distinctPairs(list []pair) []pair {
	slices.SortFunc(list, comparePairs)
	return slices.Compact(list)
}

// before and after return the country of an entity as it was stored before the batch
// and as it is now. Entities must be settled.
func (b *batch) before(id string) string {
	if x := b.entities[id]; x == nil {
		return b.countries[id]
	} else if x.old != nil {
		return x.old.Country
	}
	return ""
}

func (b *batch) after(id string) string {
	if x := b.entities[id]; x == nil {
		return b.countries[id]
	} else if x.now != nil {
		return x.now.Country
	}
	return ""
}

// change is what a batch does to a pair.
type change struct {
	claims, articles, origins int
	first, last               graph.Time // of the claims that came or stayed
	gone                      bool       // some claim went, or is published at other times
	goneFirst, goneLast       graph.Time // the times that went with them
}

func (b *batch) change(p pair) *change {
	x := b.changes[p]
	if x == nil {
		x = &change{}
		b.changes[p] = x
	}
	return x
}

// count notes that a claim came, went or changed; old is nil of one that came, now of
// one that went.
func (b *batch) count(old, now *graph.Claim) {
	if old != nil {
		b.days[day{old.FirstPublished.Day(), old.Act}]--
		for _, p := range sayingOf(old).pairs(b.before) {
			x := b.change(p)
			x.claims--
			x.gone, x.goneFirst, x.goneLast = true, earliest(x.goneFirst, old.FirstPublished), max(x.goneLast, old.LastPublished)
		}
	}
	if now == nil {
		return
	}
	b.days[day{now.FirstPublished.Day(), now.Act}]++
	for _, p := range sayingOf(now).pairs(b.after) {
		x := b.change(p)
		x.claims++
		x.first, x.last = earliest(x.first, now.FirstPublished), max(x.last, now.LastPublished)
	}
}

// copies are the articles of one origin and what they say.
type copies map[string][]saying

// told is what the articles of an origin say, before the batch and after it.
type told struct{ before, after copies }

// origin returns what the articles of an origin say. It must be asked for before the
// first of them is changed.
func (b *batch) origin(name string) (*told, error) {
	if t := b.origins[name]; t != nil {
		return t, nil
	}
	t := &told{before: copies{}}
	b.origins[name] = t
	err := b.rows(`SELECT a.id, c.act, c.sources, c.targets FROM article a CROSS JOIN attribution x ON x.article = a.id
		CROSS JOIN claim c ON c.id = x.claim WHERE a.origin = ?`, []any{name}, func(r scanner) error {
		var article string
		var s saying
		err := r.Scan(&article, &s.act, into(&s.sources), into(&s.targets))
		t.before[article] = append(t.before[article], s)
		return err
	})
	t.after = maps.Clone(t.before)
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
	var list []saying
	for i := range r.Claims {
		list = append(list, sayingOf(&r.Claims[i]))
	}
	t.after[r.Article.ID] = list
	return nil
}

// settleCountries counts anew what belongs to another country than before: all claims
// of entities whose country changed, and all that is told in the origins of these.
func (b *batch) settleCountries() error {
	var moved []string
	for _, id := range sortedKeys(b.entities) {
		if x := b.entities[id]; x.old != nil && x.now != nil && x.old.Country != x.now.Country {
			moved = append(moved, id)
		}
	}
	if len(moved) > 0 {
		if err := b.recountMoved(moved); err != nil {
			return err
		}
	}
	unknown := map[string]bool{}
	for _, t := range b.origins {
		for _, c := range []copies{t.before, t.after} {
			for _, list := range c {
				for _, s := range list {
					for _, id := range slices.Concat(s.sources, s.targets) {
						if b.entities[id] == nil {
							unknown[id] = true
						}
					}
				}
			}
		}
	}
	return b.seeCountries(sortedKeys(unknown))
}

// seeCountries reads the countries of entities that the batch does not touch.
func (b *batch) seeCountries(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	return b.rows("SELECT id, country FROM entity WHERE id IN (SELECT value FROM json_each(?))", []any{list(ids)}, func(r scanner) error {
		var id, country string
		err := r.Scan(&id, &country)
		b.countries[id] = country
		return err
	})
}

// recountMoved counts the claims of entities that belong to another country now. It runs
// while the claims are still as they were.
func (b *batch) recountMoved(moved []string) error {
	var ids []string
	seen, actors := map[string]bool{}, map[string]bool{}
	err := b.rows(`SELECT claim FROM claim_source WHERE entity IN (SELECT value FROM json_each(?1))
		UNION SELECT claim FROM claim_target WHERE entity IN (SELECT value FROM json_each(?1))`, []any{list(moved)}, func(r scanner) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	var claims []*graph.Claim
	for chunk := range slices.Chunk(ids, 500) {
		stored, _, err := b.storedClaims(chunk)
		if err != nil {
			return err
		}
		for id, c := range stored {
			if b.claims[id] {
				continue // settleClaims counts it
			}
			claims = append(claims, c)
			for _, id := range slices.Concat(c.SourceIDs, c.TargetIDs) {
				actors[id] = b.entities[id] == nil
			}
		}
		origins, err := b.strings(`SELECT DISTINCT a.origin FROM json_each(?) p CROSS JOIN attribution x ON x.claim = p.value
			CROSS JOIN article a ON a.id = x.article`, list(chunk))
		if err != nil {
			return err
		}
		for _, name := range origins {
			if !seen[name] {
				seen[name] = true
				if _, err := b.origin(name); err != nil {
					return err
				}
			}
		}
	}
	maps.DeleteFunc(actors, func(_ string, unknown bool) bool { return !unknown })
	if err := b.seeCountries(sortedKeys(actors)); err != nil {
		return err
	}
	for _, c := range claims {
		b.count(c, c)
	}
	return nil
}

// settlePairs brings the tables dyad and country_dyad up to date.
func (b *batch) settlePairs() error {
	for _, t := range b.origins {
		b.recount(t.before, b.before, -1)
		b.recount(t.after, b.after, 1)
	}
	for _, p := range slices.SortedFunc(maps.Keys(b.changes), comparePairs) {
		x := b.changes[p]
		if !x.gone && x.claims == 0 && x.articles == 0 && x.origins == 0 {
			continue
		}
		if err := b.run(`INSERT INTO `+p.table+` (source, target, act, fewest, articles, origins, first_published, last_published)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET fewest = fewest + excluded.fewest, articles = articles + excluded.articles,
				origins = origins + excluded.origins, last_published = max(last_published, excluded.last_published),
				first_published = CASE WHEN first_published = '' OR excluded.first_published <> '' AND excluded.first_published < first_published
					THEN excluded.first_published ELSE first_published END`,
			p.source, p.target, p.act, -x.claims, x.articles, x.origins, string(x.first), string(x.last)); err != nil {
			return err
		}
		if x.gone {
			if err := b.refresh(p, x); err != nil {
				return err
			}
		}
	}
	return b.settleDays()
}

// recount counts the articles and origins of each pair.
func (b *batch) recount(c copies, country func(string) string, n int) {
	origin := map[pair]bool{}
	for _, list := range c {
		var pairs []pair
		for _, s := range list {
			pairs = append(pairs, s.pairs(country)...)
		}
		for _, p := range distinctPairs(pairs) {
			b.change(p).articles += n
			if !origin[p] {
				origin[p] = true
				b.change(p).origins += n
			}
		}
	}
}

// readTimes reads the times of the claims of a pair anew.
var readTimes = map[string]string{
	byEntity: `FROM claim_pair i CROSS JOIN claim c ON c.id = i.claim
		WHERE i.source = ?1 AND i.target = ?2 AND (?3 = '' OR instr('+' || ?3 || '+', '+' || i.act || '+'))`,
	byCountry: `FROM entity e CROSS JOIN claim_source i ON i.entity = e.id AND (?3 = '' OR instr('+' || ?3 || '+', '+' || i.act || '+')) CROSS JOIN claim c ON c.id = i.claim
		WHERE e.country = ?1 AND e.country <> '' AND EXISTS (SELECT 1 FROM json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value
			WHERE te.country = ?2)`,
}

// refresh takes away a pair without claims, and reads the times of another anew where
// the first or the last of its claims went.
func (b *batch) refresh(p pair, x *change) error {
	if x.claims < 0 {
		_, gone, err := b.exec("DELETE FROM "+p.table+" WHERE source = ? AND target = ? AND act = ? AND fewest = 0", p.source, p.target, p.act)
		if err != nil || gone > 0 {
			return err
		}
	}
	if x.first == x.goneFirst && x.last == x.goneLast {
		return nil
	}
	return b.run(`UPDATE `+p.table+` SET (first_published, last_published) = (
			SELECT coalesce(min(nullif(c.first_published, '')), ''), coalesce(max(c.last_published), '') `+readTimes[p.table]+`)
		WHERE source = ?1 AND target = ?2 AND act = ?3 
			AND (first_published = ?4 AND ?6 <> ?4 OR last_published = ?5 AND ?7 <> ?5)`, p.source, p.target, p.act, string(x.goneFirst), string(x.goneLast), string(x.first), string(x.last))
}

// day is a row of calendar.
type day struct {
	day graph.Time
	act graph.SpeechAct
}

// settleDays brings the table calendar up to date.
func (b *batch) settleDays() error {
	order := func(x, y day) int { return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.act, y.act)) }
	for _, d := range slices.SortedFunc(maps.Keys(b.days), order) {
		n := b.days[d]
		if n == 0 {
			continue
		}
		if err := b.run("INSERT INTO calendar (day, act, claims) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
			string(d.day), string(d.act), n); err != nil {
			return err
		}
		if n < 0 {
			if err := b.run("DELETE FROM calendar WHERE day = ? AND act = ? AND claims = 0", string(d.day), string(d.act)); err != nil {
				return err
			}
		}
	}
	return nil
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
