SELECT d.source, s.name, d.target, t.name, -d.fewest FROM dyad d JOIN entity s ON s.id = d.source JOIN entity t ON t.id = d.target
WHERE d.act = 'ACCUSE' AND d.fewest < -1 ORDER BY d.fewest, d.source, d.target LIMIT 50
