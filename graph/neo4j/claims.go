package neo4j

import (
	"context"
	"maps"
	"slices"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

const (
	readReports = `MATCH (x:Claim) WHERE x.id IN $ids
CALL (x) {
	MATCH (x)<-[:REPORTS]-(t:Attribution)<-[:HAS]-(a:Article)
	WITH t, a ORDER BY t.id
	RETURN head(collect(t.proposition)) AS proposition, collect(t.eventIds) AS events, min(t.time) AS time,
		max(t.confidence) AS confidence, min(CASE a.published WHEN '' THEN null ELSE a.published END) AS firstPublished,
		max(a.published) AS lastPublished, count(t) AS reports, count(DISTINCT a) AS articles, count(DISTINCT a.origin) AS origins
}
RETURN [x.id, x.act, x.sourceIds, x.targetIds, x.firstPublished, x.lastPublished, x.eventIds], events,
	{proposition: proposition, time: time, confidence: confidence, firstPublished: coalesce(firstPublished, ''),
		lastPublished: lastPublished, reports: reports, articles: articles, origins: origins}`
	writeReports = `UNWIND $rows AS row
MATCH (x:Claim {id: row.id})
SET x += row.props`
	removeAbout = `UNWIND $rows AS row
MATCH (x:Claim {id: row.id})-[b:ABOUT]->(e:Event) WHERE NOT e.id IN row.events
DELETE b`
	writeAbout = `UNWIND $rows AS row
MATCH (x:Claim {id: row.id})
UNWIND row.events AS event
MATCH (e:Event {id: event})
MERGE (x)-[:ABOUT]->(e)`
	writeMade = `UNWIND $rows AS row
MATCH (x:Claim {id: row.claim})
MATCH (e:Entity {id: row.entity})
CREATE (e)-[:MADE {entity: row.entity, place: row.place, act: row.act}]->(x)`
	writeTargets = `UNWIND $rows AS row
MATCH (x:Claim {id: row.claim})
MATCH (e:Entity {id: row.entity})
CREATE (x)-[:TARGETS {entity: row.entity, place: row.place, act: row.act}]->(e)`
	movePlaces = `UNWIND $rows AS row
MATCH (x:Claim {id: row.claim})-[edge:MADE|TARGETS]-(:Entity)
SET edge.place = row.place`
)

// placeOf returns where a claim stands among those of an actor; the edges MADE and TARGETS
// hold it. It sorts as the time and then the ID do: what follows a time is greater than a
// space.
func placeOf(c *graph.Claim) string { return placeAt(c.Cursor()) }

func placeAt(c graph.Cursor) string { return c.Key + " " + c.ID }

// derived is what deriveClaims finds out.
type derived struct {
	rows, about           []row
	made, targets, places []row
}

// deriveClaims works out what the reports of a claim add to it, and counts it.
func (w *writer) deriveClaims(ctx context.Context) error {
	var d derived
	for ids := range slices.Chunk(sortedKeys(w.touched()), maxRows) {
		found, err := w.query(ctx, readReports, ids)
		if err != nil {
			return err
		}
		for _, rec := range found {
			if err := w.deriveClaim(&d, rec); err != nil {
				return err
			}
		}
	}
	if len(w.replaced) > 0 {
		if err := w.run(ctx, removeAbout, d.about); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		statement string
		rows      []row
	}{{writeReports, d.rows}, {writeAbout, d.about}, {writeMade, d.made}, {writeTargets, d.targets}, {movePlaces, d.places}} {
		if err := w.run(ctx, x.statement, x.rows); err != nil {
			return err
		}
	}
	return nil
}

// touched returns the claims that gained or lost a report.
func (w *writer) touched() map[string]bool {
	out := maps.Clone(w.claims)
	for _, r := range w.records {
		for i := range r.Claims {
			out[r.Claims[i].ID] = true
		}
	}
	return out
}

// deriveClaim adds the rows that one row of readReports makes.
func (w *writer) deriveClaim(d *derived, rec *driver.Record) error {
	stored, err := cellsOf(rec.Values[0])
	if err != nil {
		return err
	}
	old, err := countedClaim(stored)
	if err != nil {
		return err
	}
	old.EventIDs = texts(stored)
	found, _ := rec.Values[2].(map[string]any)
	props, now := row(found), *old
	is := func(key string) string { s, _ := props[key].(string); return s }
	now.FirstPublished, now.LastPublished = graph.Time(is("firstPublished")), graph.Time(is("lastPublished"))
	fresh := w.fresh[old.ID] != nil
	if integer(props["reports"]) == 0 {
		if !fresh {
			w.tally.Count(old, nil)
		}
		return nil
	}
	if fresh {
		w.tally.Count(nil, &now)
		addEdges := func(list []row, entities []string) []row {
			for _, e := range entities {
				list = append(list, row{"claim": now.ID, "entity": e, "place": placeOf(&now), "act": string(now.Act)})
			}
			return list
		}
		d.made, d.targets = addEdges(d.made, now.SourceIDs), addEdges(d.targets, now.TargetIDs)
	} else {
		w.tally.Count(old, &now)
		if old.FirstPublished != now.FirstPublished {
			d.places = append(d.places, row{"claim": now.ID, "place": placeOf(&now)})
		}
	}
	events := []string{}
	lists, _ := rec.Values[1].([]any)
	for _, l := range lists {
		list, _ := l.([]any)
		events = append(events, textsOf(list)...)
	}
	slices.Sort(events)
	events = slices.Compact(events)
	props["eventIds"] = nil // SET += removes it
	putList(props, "eventIds", events)
	props["words"] = nil
	put(props, "words", wordText(is("proposition")))
	x := row{"id": now.ID, "events": events, "props": props.plain()}
	d.rows = append(d.rows, x)
	if !slices.Equal(old.EventIDs, events) {
		d.about = append(d.about, x)
	}
	return nil
}
