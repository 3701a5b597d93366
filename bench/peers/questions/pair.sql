SELECT c.id, c.proposition, c.first_published, c.confidence FROM claim_pair d CROSS JOIN claim c ON c.id = d.claim
WHERE d.source = :source AND d.target = :target AND d.act = 'ACCUSE' AND d.first_published >= '2019' AND d.first_published < '2031'
ORDER BY d.first_published DESC, d.claim DESC LIMIT 50
