MATCH (:Entity {id: $entity})-[:MADE]->(c:Claim) RETURN left(c.firstPublished, 7) AS start, c.act AS act, count(*) AS claims ORDER BY start, act
