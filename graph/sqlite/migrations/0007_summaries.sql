-- The act of a claim beside its source and target, so that the claims of one party are
-- counted without being read; claims by day; the matrix of countries.

CREATE TABLE new_claim_source (
  entity          TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  act             TEXT NOT NULL,
  PRIMARY KEY (entity, first_published, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO new_claim_source SELECT s.entity, s.first_published, s.claim, c.act FROM claim_source s CROSS JOIN claim c ON c.id = s.claim;
DROP TABLE claim_source;
ALTER TABLE new_claim_source RENAME TO claim_source;

CREATE TABLE new_claim_target (
  entity          TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  act             TEXT NOT NULL,
  PRIMARY KEY (entity, first_published, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO new_claim_target SELECT t.entity, t.first_published, t.claim, c.act FROM claim_target t CROSS JOIN claim c ON c.id = t.claim;
DROP TABLE claim_target;
ALTER TABLE new_claim_target RENAME TO claim_target;

CREATE TABLE calendar (
  day    TEXT NOT NULL, -- claim.first_published to the day
  act    TEXT NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (day, act)
) STRICT, WITHOUT ROWID;
INSERT INTO calendar SELECT substr(first_published, 1, 10), act, count(*) FROM claim GROUP BY 1, 2;

CREATE TABLE country_dyad (
  source          TEXT NOT NULL, -- entity.country
  target          TEXT NOT NULL,
  act             TEXT NOT NULL, -- as in dyad
  fewest          INTEGER NOT NULL,
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  PRIMARY KEY (source, target, act)
) STRICT, WITHOUT ROWID;
INSERT INTO country_dyad (source, target, act, fewest, articles, origins, first_published, last_published)
  SELECT se.country, te.country, k.value, -count(DISTINCT c.id), count(DISTINCT x.article), count(DISTINCT a.origin),
    coalesce(min(nullif(c.first_published, '')), ''), max(c.last_published)
  FROM claim c CROSS JOIN json_each(c.sources) s CROSS JOIN entity se ON se.id = s.value AND se.country <> ''
    CROSS JOIN json_each(c.targets) t CROSS JOIN entity te ON te.id = t.value AND te.country <> ''
    CROSS JOIN json_each(CASE WHEN c.act IN ('ACCUSE', 'CRITICIZE') THEN json_array('', c.act, 'ACCUSE+CRITICIZE') ELSE json_array('', c.act) END) k
    CROSS JOIN attribution x ON x.claim = c.id CROSS JOIN article a ON a.id = x.article
  GROUP BY 1, 2, 3;

-- Accusations and criticism together have rows of their own, under the act ACCUSE+CRITICIZE.
INSERT INTO dyad (source, target, act, fewest, articles, origins, first_published, last_published)
  SELECT p.source, p.target, 'ACCUSE+CRITICIZE', -count(DISTINCT p.claim), count(DISTINCT x.article), count(DISTINCT a.origin),
    coalesce(min(nullif(p.first_published, '')), ''), max(c.last_published)
  FROM claim_pair p CROSS JOIN claim c ON c.id = p.claim
    CROSS JOIN attribution x ON x.claim = p.claim CROSS JOIN article a ON a.id = x.article
  WHERE p.act IN ('ACCUSE', 'CRITICIZE') GROUP BY 1, 2;
