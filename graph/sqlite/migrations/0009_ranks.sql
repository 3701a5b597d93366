-- Claims by how many origins and articles report them; roles by their titles and by
-- where they are held.
CREATE INDEX claim_origins ON claim (origins, first_published, id);
CREATE INDEX claim_articles ON claim (articles, first_published, id);
CREATE INDEX role_title ON role (title, holder, person);
CREATE INDEX role_holder ON role (holder, title, person) WHERE holder <> '';

-- The claims of each source, about each target, and of their countries, counted as in
-- dyad; graph.Trait stands in the place of the target.
CREATE TABLE ranking (
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  act             TEXT NOT NULL,
  fewest          INTEGER NOT NULL,
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  PRIMARY KEY (source, target, act)
) STRICT, WITHOUT ROWID;
INSERT INTO ranking (source, target, act, fewest, articles, origins, first_published, last_published)
  SELECT v.value, v.trait, k.value, -count(DISTINCT c.id), count(DISTINCT x.article), count(DISTINCT a.origin),
    coalesce(min(nullif(c.first_published, '')), ''), max(c.last_published)
  FROM claim c CROSS JOIN (
      SELECT claim, entity AS value, 'SOURCE' AS trait FROM claim_source
      UNION ALL SELECT claim, entity, 'TARGET' FROM claim_target
      UNION SELECT i.claim, e.country, 'SOURCE_COUNTRY' FROM claim_source i CROSS JOIN entity e ON e.id = i.entity WHERE e.country <> ''
      UNION SELECT i.claim, e.country, 'TARGET_COUNTRY' FROM claim_target i CROSS JOIN entity e ON e.id = i.entity WHERE e.country <> '') v ON v.claim = c.id
    CROSS JOIN json_each(CASE WHEN c.act IN ('ACCUSE', 'CRITICIZE') THEN json_array('', c.act, 'ACCUSE+CRITICIZE') ELSE json_array('', c.act) END) k
    CROSS JOIN attribution x ON x.claim = c.id CROSS JOIN article a ON a.id = x.article
  GROUP BY 1, 2, 3;
CREATE INDEX ranking_order ON ranking (target, act, fewest, source);
CREATE INDEX ranking_by_articles ON ranking (target, act, -articles, source);
CREATE INDEX ranking_by_origins ON ranking (target, act, -origins, source);
