-- What costs the same in a graph of any size. Keys hash in two halves, and a denial and
-- what it may deny have keys of their own (graph.Keys).
DROP TABLE claim_key;
CREATE TABLE claim_key (
  key   INTEGER NOT NULL, -- a hash of one of graph.Keys
  claim INTEGER NOT NULL, -- claim.n
  PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_key SELECT k.value, c.n
  FROM claim c CROSS JOIN json_each(claim_keys(c.act, c.polarity, c.sources, c.targets, c.terms)) k ORDER BY 1, 2;
-- Keys that wait to be moved to claim_key.
CREATE TABLE claim_key_new (
  key   INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;

-- Nine dyads of ten have one claim. These follow the primary key in every order, so that
-- the indexes need not hold them.
CREATE TABLE new_dyad (
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  act             TEXT NOT NULL, -- '' for all acts together, ACCUSE+CRITICIZE for these
  fewest          INTEGER NOT NULL, -- claims, negative, so that most come first
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  PRIMARY KEY (act, source, target)
) STRICT, WITHOUT ROWID;
INSERT INTO new_dyad SELECT source, target, act, fewest, articles, origins, first_published, last_published FROM dyad ORDER BY act, source, target;
DROP TABLE dyad;
ALTER TABLE new_dyad RENAME TO dyad;
CREATE INDEX dyad_order ON dyad (act, fewest, source, target) WHERE fewest < -1;
CREATE INDEX dyad_source ON dyad (act, source, fewest, target) WHERE fewest < -1;
CREATE INDEX dyad_articles ON dyad (act, -articles, source, target) WHERE articles > 1;
CREATE INDEX dyad_origins ON dyad (act, -origins, source, target) WHERE origins > 1;
CREATE INDEX dyad_target ON dyad (act, target, fewest, source);

CREATE TABLE new_country_dyad (
  source          TEXT NOT NULL, -- entity.country
  target          TEXT NOT NULL,
  act             TEXT NOT NULL, -- as in dyad
  fewest          INTEGER NOT NULL,
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  PRIMARY KEY (act, source, target)
) STRICT, WITHOUT ROWID;
INSERT INTO new_country_dyad SELECT source, target, act, fewest, articles, origins, first_published, last_published
  FROM country_dyad ORDER BY act, source, target;
DROP TABLE country_dyad;
ALTER TABLE new_country_dyad RENAME TO country_dyad;

-- What an article says of entities and events lies together, in the order of loading.
CREATE TABLE new_article_entity (
  article INTEGER NOT NULL, -- article.n
  entity  TEXT NOT NULL,
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  unnamed INTEGER NOT NULL,
  country TEXT NOT NULL,
  aliases TEXT NOT NULL,
  PRIMARY KEY (article, entity)
) STRICT, WITHOUT ROWID;
INSERT INTO new_article_entity SELECT a.n, d.entity, d.kind, d.name, d.unnamed, d.country, d.aliases
  FROM article_entity d CROSS JOIN article a ON a.id = d.article ORDER BY 1, 2;
DROP TABLE article_entity;
ALTER TABLE new_article_entity RENAME TO article_entity;
CREATE INDEX article_entity_entity ON article_entity (entity);
CREATE INDEX entity_home ON entity (id, country);
CREATE INDEX article_voice ON article (id, publisher, domain);

CREATE TABLE new_article_event (
  article INTEGER NOT NULL, -- article.n
  event   TEXT NOT NULL,
  time    TEXT NOT NULL,
  place   TEXT NOT NULL,
  label   TEXT NOT NULL,
  PRIMARY KEY (article, event)
) STRICT, WITHOUT ROWID;
INSERT INTO new_article_event SELECT a.n, d.event, d.time, d.place, d.label
  FROM article_event d CROSS JOIN article a ON a.id = d.article ORDER BY 1, 2;
DROP TABLE article_event;
ALTER TABLE new_article_event RENAME TO article_event;
CREATE INDEX article_event_event ON article_event (event);
