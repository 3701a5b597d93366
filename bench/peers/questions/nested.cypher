MATCH (r:Article {id: $article})-[:HAS]->(t:Attribution)-[:REPORTS]->(c:Claim)
WITH r, t, c ORDER BY t.place, t.id LIMIT 20
OPTIONAL MATCH (a:Entity)-[:MADE]->(c)
CALL (a) {
  MATCH ()-[m:MADE]->(l:Claim) USING INDEX SEEK m:MADE(entity, place, act)
  WHERE m.entity = a.id AND m.place > '' AND m.act IS NOT NULL
  WITH l, m ORDER BY m.entity DESC, m.place DESC LIMIT 5
  CALL (l) { MATCH (l)-[:TARGETS]->(b:Entity) RETURN collect({id: b.id, name: b.name}) AS targets }
  RETURN collect({id: l.id, act: l.act, proposition: l.proposition, firstPublished: l.firstPublished, targets: targets}) AS latest
}
RETURN r.id, r.title, c.id, c.act, c.proposition, c.firstPublished, collect({id: a.id, name: a.name, kind: a.kind, latest: latest}) AS sources
