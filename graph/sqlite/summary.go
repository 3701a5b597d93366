package sqlite

import (
	"cmp"
	"maps"
	"slices"

	"hearsay/graph"
)

// Summaries are kept with every Put as graph.Tally works them out: the tables dyad (by
// source and target), country_dyad (by their countries), ranking (by each of these alone;
// the trait stands in the place of the target) and calendar (by day).

// The tables of dyads and ranks.
const (
	byEntity  = "dyad"
	byCountry = "country_dyad"
	byTrait   = "ranking"
)

func tableOf(k graph.Kept) string {
	switch {
	case k.Trait != "":
		return byTrait
	case k.Countries:
		return byCountry
	}
	return byEntity
}

// target returns what stands in the column of the target.
func target(k graph.Kept) string { return cmp.Or(string(k.Trait), k.Target) }

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

// origin notes what the articles of an origin say. It must be called before the first of
// them is changed.
func (b *batch) origin(name string) error {
	if b.tally.Knows(name) {
		return nil
	}
	said := graph.Copies{}
	err := b.rows(`SELECT a.id, c.act, c.sources, c.targets FROM article a CROSS JOIN attribution x ON x.article = a.id
		CROSS JOIN claim c ON c.id = x.claim WHERE a.origin = ?`, []any{name}, func(r scanner) error {
		var article string
		var s graph.Saying
		err := r.Scan(&article, &s.Act, into(&s.Sources), into(&s.Targets))
		said[article] = append(said[article], s)
		return err
	})
	b.tally.Origin(name, said)
	return err
}

// tell notes that an article, which was of the origin old, now says what r says.
func (b *batch) tell(r *graph.Record, old string) error {
	for _, name := range []string{old, r.Article.Origin} {
		if name == "" && name == old {
			continue
		}
		if err := b.origin(name); err != nil {
			return err
		}
	}
	b.tally.Tell(r, old)
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
	unknown := slices.DeleteFunc(b.tally.Actors(), func(id string) bool { return b.entities[id] != nil })
	return b.seeCountries(unknown)
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
	actors := map[string]bool{}
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
			if err := b.origin(name); err != nil {
				return err
			}
		}
	}
	maps.DeleteFunc(actors, func(_ string, unknown bool) bool { return !unknown })
	if err := b.seeCountries(sortedKeys(actors)); err != nil {
		return err
	}
	for _, c := range claims {
		b.tally.Count(c, c)
	}
	return nil
}

// settlePairs brings the tables dyad, country_dyad, ranking and calendar up to date.
func (b *batch) settlePairs() error {
	if err := b.tally.Dyads(b.settleDyad); err != nil {
		return err
	}
	if err := b.tally.Ranks(b.settleDyad); err != nil {
		return err
	}
	return b.tally.Days(b.settleDay)
}

func (b *batch) settleDyad(k graph.Kept, x *graph.Change) error {
	if err := b.run(`INSERT INTO `+tableOf(k)+` (source, target, act, fewest, articles, origins, first_published, last_published)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET fewest = fewest + excluded.fewest, articles = articles + excluded.articles,
			origins = origins + excluded.origins, last_published = max(last_published, excluded.last_published),
			first_published = CASE WHEN first_published = '' OR excluded.first_published <> '' AND excluded.first_published < first_published
				THEN excluded.first_published ELSE first_published END`,
		k.Source, target(k), k.Act, -x.Claims, x.Articles, x.Origins, string(x.First), string(x.Last)); err != nil {
		return err
	}
	if x.Gone {
		return b.refresh(k, x)
	}
	return nil
}

// readTimes reads the times of the claims of a pair anew, by its table or its trait.
var readTimes = map[string]string{
	byEntity: `FROM claim_pair i CROSS JOIN claim c ON c.id = i.claim
		WHERE i.source = ?1 AND i.target = ?2 AND ` + ofAct,
	byCountry: ofCountry + `claim_source i ON i.entity = e.id AND ` + ofAct + ` CROSS JOIN claim c ON c.id = i.claim
		WHERE e.country = ?1 AND e.country <> '' AND EXISTS (SELECT 1 FROM json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value
			WHERE te.country = ?2)`,
	string(graph.TraitSource):        "FROM claim_source i CROSS JOIN claim c ON c.id = i.claim WHERE i.entity = ?1 AND " + ofAct,
	string(graph.TraitTarget):        "FROM claim_target i CROSS JOIN claim c ON c.id = i.claim WHERE i.entity = ?1 AND " + ofAct,
	string(graph.TraitSourceCountry): ofCountry + "claim_source i ON i.entity = e.id AND " + ofAct + " CROSS JOIN claim c ON c.id = i.claim WHERE e.country = ?1 AND e.country <> ''",
	string(graph.TraitTargetCountry): ofCountry + "claim_target i ON i.entity = e.id AND " + ofAct + " CROSS JOIN claim c ON c.id = i.claim WHERE e.country = ?1 AND e.country <> ''",
}

const (
	ofAct     = "(?3 = '' OR instr('+' || ?3 || '+', '+' || i.act || '+'))"
	ofCountry = "FROM entity e CROSS JOIN "
)

// refresh takes away a pair without claims, and reads the times of another anew where
// the first or the last of its claims went.
func (b *batch) refresh(k graph.Kept, x *graph.Change) error {
	if x.Claims < 0 {
		_, gone, err := b.exec("DELETE FROM "+tableOf(k)+" WHERE source = ? AND target = ? AND act = ? AND fewest = 0", k.Source, target(k), k.Act)
		if err != nil || gone > 0 {
			return err
		}
	}
	if x.First == x.GoneFirst && x.Last == x.GoneLast {
		return nil
	}
	return b.run(`UPDATE `+tableOf(k)+` SET (first_published, last_published) = (
			SELECT coalesce(min(nullif(c.first_published, '')), ''), coalesce(max(c.last_published), '') `+cmp.Or(readTimes[string(k.Trait)], readTimes[tableOf(k)])+`)
		WHERE source = ?1 AND target = ?2 AND act = ?3 
			AND (first_published = ?4 AND ?6 <> ?4 OR last_published = ?5 AND ?7 <> ?5)`, k.Source, target(k), k.Act, string(x.GoneFirst), string(x.GoneLast), string(x.First), string(x.Last))
}

func (b *batch) settleDay(d graph.Day, claims int) error {
	err := b.run("INSERT INTO calendar (day, act, claims) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
		string(d.Day), string(d.Act), claims)
	if err != nil || claims > 0 {
		return err
	}
	return b.run("DELETE FROM calendar WHERE day = ? AND act = ? AND claims = 0", string(d.Day), string(d.Act))
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
