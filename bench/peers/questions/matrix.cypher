MATCH (s:Entity)-[:MADE]->(c:Claim {act: 'ACCUSE'})-[:TARGETS]->(t:Entity)
WITH s, t, count(*) AS claims ORDER BY claims DESC, s.id, t.id LIMIT 50
RETURN s.id, s.name, t.id, t.name, claims
