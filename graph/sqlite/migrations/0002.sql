-- Summaries that are kept with every Put, so that who-to-whom does not count the
-- claims of the whole graph, and the claims of one party about another lie together.

CREATE TABLE claim_pair (
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  act             TEXT NOT NULL,
  PRIMARY KEY (source, target, first_published, claim)
) STRICT, WITHOUT ROWID;

INSERT INTO claim_pair (source, target, first_published, claim, act)
  SELECT s.value, t.value, c.first_published, c.id, c.act
  FROM claim c CROSS JOIN json_each(c.sources) s CROSS JOIN json_each(c.targets) t
  ORDER BY 1, 2, 3, 4;

CREATE TABLE dyad (
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  act             TEXT NOT NULL, -- '' for all acts together
  fewest          INTEGER NOT NULL, -- claims, negative, so that most come first
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  PRIMARY KEY (source, target, act)
) STRICT, WITHOUT ROWID;

INSERT INTO dyad (source, target, act, fewest, articles, origins, first_published, last_published)
  SELECT p.source, p.target, k.value, -count(DISTINCT p.claim), count(DISTINCT x.article), count(DISTINCT a.origin),
    coalesce(min(nullif(p.first_published, '')), ''), max(c.last_published)
  FROM claim_pair p CROSS JOIN claim c ON c.id = p.claim CROSS JOIN json_each(json_array('', p.act)) k
    CROSS JOIN attribution x ON x.claim = p.claim CROSS JOIN article a ON a.id = x.article
  GROUP BY 1, 2, 3;
CREATE INDEX dyad_order ON dyad (act, fewest, source, target);

CREATE INDEX article_origin ON article (origin);
