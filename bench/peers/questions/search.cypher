CALL db.index.fulltext.queryNodes('hearsay_claim_words_text', $word) YIELD node AS c
WITH c ORDER BY c.firstPublished DESC, c.id DESC LIMIT 20
RETURN c.id, c.act, c.proposition, c.firstPublished
