SELECT c.id, c.act, c.proposition, c.first_published FROM claim c
WHERE c.n IN (SELECT rowid FROM claim_text WHERE claim_text MATCH :word) ORDER BY c.first_published DESC, c.id DESC LIMIT 20
