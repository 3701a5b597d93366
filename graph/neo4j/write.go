package neo4j

import (
	"context"

	"hearsay/graph"
)

// The statements of a Put. Nodes that articles share are merged on their IDs. The
// rest belongs to one article that is not stored, or not any more, and is created:
// were it there, the constraints on its ID would end the transaction.
const (
	writeArticles = `UNWIND $rows AS row
MERGE (x:Article {id: row.id})
WITH x, row, coalesce(x.recorded, row.recorded) AS recorded
SET x = row, x.recorded = recorded`
	writePublishers = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MERGE (x:Publisher {id: row.id})
SET x += row.props
MERGE (a)-[:PUBLISHED_BY]->(x)`
	writeExtractions = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MERGE (x:Extraction {id: row.id})
SET x += row.props
MERGE (a)-[:EXTRACTED_BY]->(x)`
	writeEntityNames = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MERGE (x:Entity {id: row.id})
CREATE (a)-[n:NAMES]->(x)
SET n = row.says`
	writeEventNames = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MERGE (x:Event {id: row.id})
CREATE (a)-[n:NAMES]->(x)
SET n = row.says`
	writeClaims = `UNWIND $rows AS row
MERGE (x:Claim {id: row.id})
SET x += row.props`
	writeAttributions = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (c:Claim {id: row.claim})
CREATE (x:Attribution {id: row.id})
SET x += row.props
CREATE (a)-[:HAS]->(x)
CREATE (x)-[:REPORTS]->(c)`
	writeNesting = `UNWIND $rows AS row
MATCH (x:Attribution {id: row.id})
MATCH (o:Attribution {id: row.parent})
CREATE (x)-[:NESTED_IN]->(o)`
	writeAddressees = `UNWIND $rows AS row
MATCH (x:Attribution {id: row.id})
MATCH (e:Entity {id: row.entity})
CREATE (x)-[:ADDRESSED_TO]->(e)`
	writeEntityMentions = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (e:Entity {id: row.to})
CREATE (x:Mention {id: row.id})
SET x += row.props
CREATE (a)-[:CONTAINS]->(x)
CREATE (x)-[:REFERS_TO]->(e)`
	writeEventMentions = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (e:Event {id: row.to})
CREATE (x:Mention {id: row.id})
SET x += row.props
CREATE (a)-[:CONTAINS]->(x)
CREATE (x)-[:REFERS_TO]->(e)`
	writeRoles = `UNWIND $rows AS row
MATCH (a:Article {id: row.article})
MATCH (p:Entity {id: row.person})
CREATE (x:Role {id: row.id})
SET x += row.props
CREATE (a)-[:CONTAINS]->(x)
CREATE (x)-[:OF]->(p)`
	writeHolds = `UNWIND $rows AS row
MATCH (p:Entity {id: row.person})
MATCH (h:Entity {id: row.holder})
CREATE (p)-[x:HOLDS {id: row.id}]->(h)
SET x.role = row.title, x.article = row.article`
)

// maxTexts is how many articles one statement takes: each comes with its text.
const maxTexts = 50

func (w *writer) writeRecords(ctx context.Context) error {
	for _, step := range []func(context.Context) error{w.writeArticles, w.writeNames, w.writeClaims, w.writeAttributions, w.writeMentions} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) writeArticles(ctx context.Context) error {
	var articles, publishers, extractions []row
	for _, r := range w.records {
		recorded := w.now
		if t, ok := w.recorded[r.Article.ID].(string); ok {
			recorded = t
		}
		x, err := articleRow(r, w.digests[r.Article.ID], recorded)
		if err != nil {
			return err
		}
		articles = append(articles, x)
		if p := publisherRow(&r.Article); p != nil {
			publishers = append(publishers, p)
		}
		extractions = append(extractions, extractionRow(r))
	}
	if err := w.runChunks(ctx, writeArticles, articles, maxTexts); err != nil {
		return err
	}
	if err := w.run(ctx, writePublishers, publishers); err != nil {
		return err
	}
	return w.run(ctx, writeExtractions, extractions)
}

// writeNames writes what each article says of entities and events.
func (w *writer) writeNames(ctx context.Context) error {
	var entities, events []row
	for _, r := range w.records {
		for i := range r.Entities {
			e := &r.Entities[i]
			entities = append(entities, row{"article": r.Article.ID, "id": e.ID, "says": entitySays(e).plain()})
		}
		for i := range r.Events {
			e := &r.Events[i]
			events = append(events, row{"article": r.Article.ID, "id": e.ID, "says": eventSays(e).plain()})
		}
	}
	if err := w.run(ctx, writeEntityNames, entities); err != nil {
		return err
	}
	return w.run(ctx, writeEventNames, events)
}

func (w *writer) writeClaims(ctx context.Context) error {
	var claims []row
	seq, err := w.places(ctx, len(w.fresh))
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(w.fresh) {
		c := w.fresh[id]
		seq++
		claims = append(claims, claimRow(c, seq, joinKeys(c)))
	}
	return w.run(ctx, writeClaims, claims)
}

func (w *writer) writeAttributions(ctx context.Context) error {
	var attributions, nesting, addressees []row
	for _, r := range w.records {
		for i := range r.Attributions {
			a := &r.Attributions[i]
			attributions = append(attributions, attributionRow(a, r.Article.Text))
			if a.ParentID != "" {
				nesting = append(nesting, row{"id": a.ID, "parent": a.ParentID})
			}
			for _, e := range a.AddresseeIDs {
				addressees = append(addressees, row{"id": a.ID, "entity": e})
			}
		}
	}
	if err := w.run(ctx, writeAttributions, attributions); err != nil {
		return err
	}
	if err := w.run(ctx, writeNesting, nesting); err != nil {
		return err
	}
	return w.run(ctx, writeAddressees, addressees)
}

func (w *writer) writeMentions(ctx context.Context) error {
	var ofEntities, ofEvents, roles, holds []row
	for _, r := range w.records {
		for i := range r.Mentions {
			x := mentionRow(&r.Mentions[i], r.Article.Text)
			if r.Mentions[i].EventID != "" {
				ofEvents = append(ofEvents, x)
			} else {
				ofEntities = append(ofEntities, x)
			}
		}
		for i := range r.Roles {
			x := roleRow(&r.Roles[i])
			roles = append(roles, x)
			if r.Roles[i].HolderID != "" {
				holds = append(holds, x)
			}
		}
	}
	for _, x := range []struct {
		statement string
		rows      []row
	}{{writeEntityMentions, ofEntities}, {writeEventMentions, ofEvents}, {writeRoles, roles}, {writeHolds, holds}} {
		if err := w.run(ctx, x.statement, x.rows); err != nil {
			return err
		}
	}
	return nil
}

// writeLinks writes the links that the articles make, then those of relate. A claim
// that is gone by now takes its links with it.
func (w *writer) writeLinks(ctx context.Context) error {
	rows := map[graph.LinkKind][]row{}
	add := func(l *graph.Link) { rows[l.Kind] = append(rows[l.Kind], linkRow(l)) }
	for _, r := range w.records {
		for i := range r.Links {
			add(&r.Links[i])
		}
	}
	for i := range w.links {
		add(&w.links[i])
	}
	for _, kind := range allLinkKinds {
		err := w.run(ctx, `UNWIND $rows AS row
MATCH (f:Claim {id: row.from})
MATCH (t:Claim {id: row.to})
CREATE (f)-[x:`+string(kind)+` {id: row.id}]->(t)
SET x += row.props`, rows[kind])
		if err != nil {
			return err
		}
	}
	return nil
}
