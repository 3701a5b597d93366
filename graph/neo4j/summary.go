package neo4j

import (
	"context"
	"slices"

	"hearsay/graph"
)

// Summaries are kept with every Put as graph.Tally works them out: (:Dyad) by source and
// target, (:CountryDyad) by their countries, (:Day) by day. They stand alone and name
// actors by their IDs, so that no edge joins two of them but through a claim. Their counts
// are negative, since an index gives what is fewest first.

// countries are those of entities as they were before a Put and as they are now.
type countries struct{ before, after map[string]string }

// noteCountries notes the countries of the entities that a Put touches.
func (w *writer) noteCountries(before, after map[string]*graph.Entity) {
	for id, e := range before {
		w.countries.before[id], w.countries.after[id] = e.Country, ""
	}
	for id, e := range after {
		if before[id] == nil {
			w.countries.before[id] = ""
		}
		w.countries.after[id] = e.Country
	}
}

const (
	originsOf = "MATCH (a:Article) WHERE a.id IN $ids RETURN a.id, a.origin"
	toldBy    = `MATCH (a:Article) WHERE a.origin IN $ids
MATCH (a)-[:HAS]->(:Attribution)-[:REPORTS]->(c:Claim)
RETURN a.origin, a.id, [c.act, c.sourceIds, c.targetIds]`
)

// tell notes what the articles of all origins that a Put touches say before it, and what
// its records say. It runs before anything is removed.
func (w *writer) tell(ctx context.Context) error {
	w.countries = countries{map[string]string{}, map[string]string{}}
	w.tally = graph.NewTally(func(id string) string { return w.countries.before[id] }, func(id string) string { return w.countries.after[id] })
	rows, err := w.query(ctx, originsOf, w.replaced)
	if err != nil {
		return err
	}
	was := map[string]string{}
	var names []string
	for _, rec := range rows {
		id, _ := rec.Values[0].(string)
		was[id], _ = rec.Values[1].(string)
		names = append(names, was[id])
	}
	for _, r := range w.records {
		names = append(names, r.Article.Origin)
	}
	if err := w.noteOrigins(ctx, names); err != nil {
		return err
	}
	for _, r := range w.records {
		w.tally.Tell(r, was[r.Article.ID])
	}
	for _, id := range w.judged.hide {
		if origin := was[id]; origin != "" {
			w.tally.Tell(&graph.Record{Article: graph.Article{ID: id, Origin: origin}}, origin)
		}
	}
	return nil
}

// noteOrigins notes what the articles of origins say, unless it is known.
func (w *writer) noteOrigins(ctx context.Context, names []string) error {
	names = slices.DeleteFunc(distinct(names), w.tally.Knows)
	said := map[string]graph.Copies{}
	for _, name := range names {
		said[name] = graph.Copies{}
	}
	rows, err := w.query(ctx, toldBy, names)
	if err != nil {
		return err
	}
	for _, rec := range rows {
		origin, _ := rec.Values[0].(string)
		article, _ := rec.Values[1].(string)
		c, err := cellsOf(rec.Values[2])
		if err != nil {
			return err
		}
		said[origin][article] = append(said[origin][article],
			graph.Saying{Act: text[graph.SpeechAct](c), Sources: texts(c), Targets: texts(c)})
	}
	for name, s := range said {
		w.tally.Origin(name, s)
	}
	return nil
}

const (
	claimsOfMoved = `MATCH (e:Entity) WHERE e.id IN $ids
MATCH (e)-[:MADE|TARGETS]-(x:Claim)
WITH DISTINCT x
RETURN [x.id, x.act, x.sourceIds, x.targetIds, x.firstPublished, x.lastPublished]`
	originsOfClaims = `MATCH (x:Claim) WHERE x.id IN $ids
MATCH (x)<-[:REPORTS]-(:Attribution)<-[:HAS]-(a:Article)
RETURN DISTINCT a.origin`
	countriesOf = "MATCH (e:Entity) WHERE e.id IN $ids AND e.country IS NOT NULL RETURN e.id, e.country"
)

// countedClaim reads of a claim what is counted.
func countedClaim(c *cells) (*graph.Claim, error) {
	return &graph.Claim{ID: text[string](c), Act: text[graph.SpeechAct](c), SourceIDs: texts(c), TargetIDs: texts(c),
		FirstPublished: text[graph.Time](c), LastPublished: text[graph.Time](c)}, nil
}

// countMoved counts anew what belongs to another country than before: all claims of
// entities whose country changed, and all that is told in the origins of these. It runs
// while the claims are still as they were.
func (w *writer) countMoved(ctx context.Context) error {
	var moved, ids []string
	for _, id := range sortedKeys(w.countries.before) {
		if w.countries.before[id] != w.countries.after[id] {
			moved = append(moved, id)
		}
	}
	rows, err := w.query(ctx, claimsOfMoved, moved)
	if err != nil {
		return err
	}
	claims, err := decodeAll(rows, countedClaim)
	if err != nil {
		return err
	}
	parties := []string{}
	for _, c := range claims {
		ids = append(ids, c.ID)
		parties = slices.Concat(parties, c.SourceIDs, c.TargetIDs)
	}
	for chunk := range slices.Chunk(ids, maxRows) {
		origins, err := w.queryIDs(ctx, originsOfClaims, chunk)
		if err != nil {
			return err
		}
		if err := w.noteOrigins(ctx, origins); err != nil {
			return err
		}
	}
	if err := w.seeCountries(ctx, append(parties, w.tally.Actors()...)); err != nil {
		return err
	}
	touched := w.touched()
	for _, c := range claims {
		if !touched[c.ID] { // else deriveClaims counts it
			w.tally.Count(c, c)
		}
	}
	return nil
}

// seeCountries reads the countries of entities that the Put does not touch.
func (w *writer) seeCountries(ctx context.Context, ids []string) error {
	unknown := slices.DeleteFunc(distinct(ids), func(id string) bool { _, known := w.countries.before[id]; return known })
	rows, err := w.query(ctx, countriesOf, unknown)
	for _, rec := range rows {
		id, _ := rec.Values[0].(string)
		country, _ := rec.Values[1].(string)
		w.countries.before[id], w.countries.after[id] = country, country
	}
	return err
}

// writeDyads brings the dyads of a label up to date.
func writeDyads(label string) string {
	return `UNWIND $rows AS row
MERGE (d:` + label + ` {id: row.id})
	ON CREATE SET d.source = row.source, d.target = row.target, d.act = row.act, d.fewest = 0, d.fewestArticles = 0, d.fewestOrigins = 0,
		d.firstPublished = '', d.lastPublished = ''
SET d.fewest = d.fewest - row.claims, d.fewestArticles = d.fewestArticles - row.articles, d.fewestOrigins = d.fewestOrigins - row.origins,
	d.lastPublished = CASE WHEN row.last > d.lastPublished THEN row.last ELSE d.lastPublished END,
	d.firstPublished = CASE WHEN d.firstPublished = '' OR row.first <> '' AND row.first < d.firstPublished THEN row.first ELSE d.firstPublished END`
}

func removeDyads(label string) string {
	return "UNWIND $rows AS row\nMATCH (d:" + label + " {id: row.id}) WHERE d.fewest = 0\nDELETE d"
}

// readTimes reads the times of the claims of a dyad anew, where the first or the last of
// them went.
func readTimes(label, claims string) string {
	return `UNWIND $rows AS row
MATCH (d:` + label + ` {id: row.id})
WHERE d.firstPublished = row.goneFirst AND row.first <> row.goneFirst OR d.lastPublished = row.goneLast AND row.last <> row.goneLast
CALL (d) {
	` + claims + ` AND (d.act = '' OR c.act IN split(d.act, '+'))
	RETURN min(CASE c.firstPublished WHEN '' THEN null ELSE c.firstPublished END) AS first, max(c.lastPublished) AS last
}
SET d.firstPublished = coalesce(first, ''), d.lastPublished = coalesce(last, '')`
}

// The statements that bring dyads up to date.
var (
	writeActors, writeCountries   = writeDyads("Dyad"), writeDyads("CountryDyad")
	removeActors, removeCountries = removeDyads("Dyad"), removeDyads("CountryDyad")
	timesOfActors                 = readTimes("Dyad", "MATCH (:Entity {id: d.source})-[:MADE]->(c:Claim) WHERE d.target IN c.targetIds")
	timesOfCountries              = readTimes("CountryDyad", `MATCH (e:Entity) WHERE e.country = d.source
	MATCH (e)-[:MADE]->(c:Claim) WHERE EXISTS { MATCH (c)-[:TARGETS]->(t:Entity) WHERE t.country = d.target }`)
)

const (
	writeDays = `UNWIND $rows AS row
MERGE (d:Day {id: row.id})
	ON CREATE SET d.day = row.day, d.act = row.act, d.claims = 0
SET d.claims = d.claims + row.claims`
	removeDays = "UNWIND $rows AS row\nMATCH (d:Day {id: row.id}) WHERE d.claims = 0\nDELETE d"
)

// writeSummaries writes what the tally says. It runs when all else is written.
func (w *writer) writeSummaries(ctx context.Context) error {
	var days, lessDays []row
	kept := map[bool][]row{}
	fewer, gone := map[bool][]row{}, map[bool][]row{}
	_ = w.tally.Dyads(func(k graph.Kept, x *graph.Change) error {
		r := row{"id": k.Source + " " + k.Target + " " + k.Act, "source": k.Source, "target": k.Target, "act": k.Act,
			"claims": x.Claims, "articles": x.Articles, "origins": x.Origins, "first": string(x.First), "last": string(x.Last),
			"goneFirst": string(x.GoneFirst), "goneLast": string(x.GoneLast)}
		kept[k.Countries] = append(kept[k.Countries], r)
		if x.Claims < 0 {
			fewer[k.Countries] = append(fewer[k.Countries], r)
		}
		if x.Gone && (x.First != x.GoneFirst || x.Last != x.GoneLast) {
			gone[k.Countries] = append(gone[k.Countries], r)
		}
		return nil
	})
	_ = w.tally.Days(func(d graph.Day, claims int) error {
		days = append(days, row{"id": string(d.Day) + " " + string(d.Act), "day": string(d.Day), "act": string(d.Act), "claims": claims})
		if claims < 0 {
			lessDays = append(lessDays, days[len(days)-1])
		}
		return nil
	})
	for _, x := range []struct {
		statement string
		rows      []row
	}{
		{writeActors, kept[false]}, {removeActors, fewer[false]}, {timesOfActors, gone[false]},
		{writeCountries, kept[true]}, {removeCountries, fewer[true]}, {timesOfCountries, gone[true]},
		{writeDays, days}, {removeDays, lessDays},
	} {
		if err := w.run(ctx, x.statement, x.rows); err != nil {
			return err
		}
	}
	return nil
}
