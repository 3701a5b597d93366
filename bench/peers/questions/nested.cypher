MATCH (r:Article {id: $article})-[:HAS]->(t:Attribution)-[:REPORTS]->(c:Claim)
WITH r, t, c ORDER BY t.place, t.id LIMIT 20
RETURN r.id, r.title, c.id, c.act, c.proposition, c.firstPublished,
  COLLECT { MATCH (a:Entity)-[:MADE]->(c) RETURN {id: a.id, name: a.name, kind: a.kind,
    latest: COLLECT { MATCH (a)-[:MADE]->(l:Claim) WITH l ORDER BY l.firstPublished DESC, l.id DESC LIMIT 5
      RETURN {id: l.id, act: l.act, proposition: l.proposition, firstPublished: l.firstPublished,
        targets: COLLECT { MATCH (l)-[:TARGETS]->(b:Entity) RETURN {id: b.id, name: b.name} }} }} } AS sources
