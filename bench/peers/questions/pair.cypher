MATCH (:Entity {id: $source})-[:MADE]->(c:Claim)-[:TARGETS]->(:Entity {id: $target})
WHERE c.act = 'ACCUSE' AND c.firstPublished >= '2019' AND c.firstPublished < '2031'
RETURN c.id, c.proposition, c.firstPublished, c.confidence ORDER BY c.firstPublished DESC, c.id DESC LIMIT 50
