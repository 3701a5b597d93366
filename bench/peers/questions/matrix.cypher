MATCH (d:Dyad) USING INDEX d:Dyad(act, fewest, source, target)
WHERE d.act = 'ACCUSE' AND d.fewest <= 0 AND d.source >= '' AND d.target >= ''
WITH d ORDER BY d.act, d.fewest, d.source, d.target LIMIT 50
MATCH (s:Entity {id: d.source}) MATCH (t:Entity {id: d.target})
RETURN s.id, s.name, t.id, t.name, -d.fewest AS claims
