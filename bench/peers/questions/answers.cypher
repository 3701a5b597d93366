MATCH (c:Claim {id: $claim})
RETURN c.id, c.act, c.proposition, c.firstPublished,
  COLLECT { MATCH (a:Entity)-[:MADE]->(c) RETURN {id: a.id, name: a.name, kind: a.kind} } AS sources,
  COLLECT { MATCH (d:Claim)-[k:DENIES|REPEATS]->(c) WITH d, k ORDER BY d.firstPublished, k.id LIMIT 20
    RETURN {kind: type(k), id: d.id, proposition: d.proposition, firstPublished: d.firstPublished,
      article: COLLECT { MATCH (r:Article)-[:HAS]->(t:Attribution)-[:REPORTS]->(d) WITH r, t ORDER BY t.published, t.id LIMIT 1
        OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Publisher) RETURN {id: r.id, title: r.title, publisher: p.name} } } } AS answers,
  COLLECT { MATCH (r:Article)-[:HAS]->(t:Attribution)-[:REPORTS]->(c) WITH r, t ORDER BY t.published, t.id LIMIT 5
    OPTIONAL MATCH (r)-[:PUBLISHED_BY]->(p:Publisher) RETURN {id: r.id, title: r.title, url: r.url, publisher: p.name} } AS articles
