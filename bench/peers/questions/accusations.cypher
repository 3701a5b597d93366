MATCH (c:Claim)-[m:TARGETS]->() USING INDEX SEEK m:TARGETS(entity, place, act)
WHERE m.entity = $entity AND m.place > '' AND m.act IS NOT NULL AND m.act IN ['ACCUSE']
WITH c, m ORDER BY m.entity DESC, m.place DESC LIMIT 20
CALL (c) { MATCH (a:Entity)-[:MADE]->(c) RETURN collect({id: a.id, name: a.name, kind: a.kind}) AS sources }
CALL (c) { MATCH (c)-[:TARGETS]->(a:Entity) RETURN collect({id: a.id, name: a.name, kind: a.kind}) AS targets }
CALL (c) { MATCH (r:Article)-[:HAS]->(t:Attribution)-[:REPORTS]->(c) WITH r, t ORDER BY t.published, t.id LIMIT 1
  OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Publisher) RETURN collect({id: r.id, title: r.title, publisher: p.name}) AS articles }
RETURN c.id, c.proposition, c.firstPublished, c.confidence, sources, targets, articles
