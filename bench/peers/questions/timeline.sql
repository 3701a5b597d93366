SELECT substr(d.first_published, 1, 7) AS start, c.act, count(*) AS claims FROM claim_source d CROSS JOIN claim c ON c.id = d.claim
WHERE d.entity = :entity GROUP BY 1, 2 ORDER BY 1, 2
