MATCH (x:Entity {id: $entity})<-[:TARGETS]-(c:Claim) WHERE c.act = 'ACCUSE'
WITH c ORDER BY c.firstPublished DESC, c.id DESC LIMIT 20
RETURN c.id, c.proposition, c.firstPublished, c.confidence,
  COLLECT { MATCH (a:Entity)-[:MADE]->(c) RETURN {id: a.id, name: a.name, kind: a.kind} } AS sources,
  COLLECT { MATCH (c)-[:TARGETS]->(a:Entity) RETURN {id: a.id, name: a.name, kind: a.kind} } AS targets,
  COLLECT { MATCH (r:Article)-[:HAS]->(t:Attribution)-[:REPORTS]->(c) WITH r, t ORDER BY t.published, t.id LIMIT 1
    OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Publisher) RETURN {id: r.id, title: r.title, publisher: p.name} } AS articles
