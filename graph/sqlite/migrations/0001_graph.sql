-- The graph as tables. Names are those of the Go types; IDs are text; lists are
-- JSON; an unknown value is the empty string. Order of text is order of code points
-- (BINARY over UTF-8).
--
-- article_entity and article_event hold what one article says of an entity or event
-- (its support); entity and event hold what all articles together say. The last
-- nine columns of claim are worked out from the attributions that report it.
-- first_published is repeated in the tables that lists walk, so that a page is read
-- from one index.

CREATE TABLE extraction (
  id       TEXT NOT NULL PRIMARY KEY,
  version  TEXT NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE article (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  published  TEXT NOT NULL,
  origin     TEXT NOT NULL,
  extraction TEXT NOT NULL REFERENCES extraction (id),
  digest     TEXT NOT NULL, -- graph.Record.Digest
  recorded   TEXT NOT NULL,
  url        TEXT NOT NULL,
  publisher  TEXT NOT NULL,
  domain     TEXT NOT NULL,
  lang       TEXT NOT NULL,
  agency     TEXT NOT NULL,
  dateline   TEXT NOT NULL,
  raw_hash   TEXT NOT NULL,
  title      TEXT NOT NULL,
  byline     TEXT NOT NULL,
  blocks     TEXT NOT NULL,
  source     TEXT NOT NULL,
  text       TEXT NOT NULL
) STRICT;
CREATE INDEX article_order ON article (published, id);
CREATE INDEX article_url ON article (url, published, id) WHERE url <> '';
CREATE INDEX article_extraction ON article (extraction);

CREATE TABLE article_publisher (
  name      TEXT NOT NULL, -- name or domain, folded
  published TEXT NOT NULL,
  article   TEXT NOT NULL,
  PRIMARY KEY (name, published, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  n       INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL,
  folded  TEXT NOT NULL,
  name    TEXT NOT NULL,
  unnamed INTEGER NOT NULL,
  country TEXT NOT NULL,
  aliases TEXT NOT NULL
) STRICT;
CREATE INDEX entity_order ON entity (folded, id);
CREATE INDEX entity_kind ON entity (kind, folded, id);
CREATE INDEX entity_country ON entity (country, folded, id) WHERE country <> '';

CREATE TABLE entity_name (
  name   TEXT NOT NULL, -- name, alias or, of a country, ISO code; folded
  entity TEXT NOT NULL,
  PRIMARY KEY (name, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_entity (
  entity  TEXT NOT NULL,
  article TEXT NOT NULL,
  kind    TEXT NOT NULL,
  name    TEXT NOT NULL,
  unnamed INTEGER NOT NULL,
  country TEXT NOT NULL,
  aliases TEXT NOT NULL,
  PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_entity_article ON article_entity (article);

CREATE TABLE event (
  n     INTEGER PRIMARY KEY,
  id    TEXT NOT NULL UNIQUE,
  time  TEXT NOT NULL,
  place TEXT NOT NULL,
  label TEXT NOT NULL
) STRICT;
CREATE INDEX event_order ON event (time, id);

CREATE TABLE article_event (
  event   TEXT NOT NULL,
  article TEXT NOT NULL,
  time    TEXT NOT NULL,
  place   TEXT NOT NULL,
  label   TEXT NOT NULL,
  PRIMARY KEY (event, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_event_article ON article_event (article);

CREATE TABLE claim (
  n               INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again, so that a writer may remember claims by it
  id              TEXT NOT NULL UNIQUE,
  act             TEXT NOT NULL,
  polarity        TEXT NOT NULL,
  modality        TEXT NOT NULL,
  implicit        INTEGER NOT NULL,
  denied          INTEGER NOT NULL, -- a DENIES link ends here
  sources         TEXT NOT NULL,
  targets         TEXT NOT NULL,
  terms           TEXT NOT NULL,
  proposition     TEXT NOT NULL,
  events          TEXT NOT NULL,
  time            TEXT NOT NULL,
  confidence      REAL NOT NULL,
  first_published TEXT NOT NULL,
  last_published  TEXT NOT NULL,
  reports         INTEGER NOT NULL,
  articles        INTEGER NOT NULL,
  origins         INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_order ON claim (first_published, id);
CREATE INDEX claim_act ON claim (act, first_published, id);
CREATE INDEX claim_denied ON claim (first_published, id) WHERE denied = 1;

CREATE TABLE claim_source (
  entity          TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  PRIMARY KEY (entity, first_published, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_target (
  entity          TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  PRIMARY KEY (entity, first_published, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_event (
  event           TEXT NOT NULL,
  first_published TEXT NOT NULL,
  claim           TEXT NOT NULL,
  PRIMARY KEY (event, first_published, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_key (
  key   INTEGER NOT NULL, -- a hash of one of graph.Keys
  claim INTEGER NOT NULL, -- claim.n
  PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribution (
  n           INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  article     TEXT NOT NULL REFERENCES article (id),
  claim       TEXT NOT NULL REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED, -- claims are written last
  parent      TEXT NOT NULL,
  pos         INTEGER NOT NULL, -- graph.Attribution.Pos
  published   TEXT NOT NULL,
  type        TEXT NOT NULL,
  act         TEXT NOT NULL,
  implicit    INTEGER NOT NULL,
  polarity    TEXT NOT NULL,
  modality    TEXT NOT NULL,
  source      TEXT NOT NULL,
  cue         TEXT NOT NULL,
  content     TEXT NOT NULL,
  target      TEXT NOT NULL,
  addressee   TEXT NOT NULL,
  proposition TEXT NOT NULL,
  events      TEXT NOT NULL,
  time        TEXT NOT NULL,
  addressees  TEXT NOT NULL,
  uttered     TEXT NOT NULL,
  confidence  REAL NOT NULL,
  rule        TEXT NOT NULL
) STRICT;
CREATE INDEX attribution_article ON attribution (article, pos, id);
CREATE INDEX attribution_claim ON attribution (claim, published, id, article);
CREATE INDEX attribution_parent ON attribution (parent, pos, id) WHERE parent <> '';

CREATE TABLE mention (
  article  TEXT NOT NULL REFERENCES article (id),
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  id       TEXT NOT NULL,
  entity   TEXT NOT NULL,
  event    TEXT NOT NULL,
  kind     TEXT NOT NULL,
  PRIMARY KEY (article, start, "end", id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity, article, start, id) WHERE entity <> '';

CREATE TABLE role (
  id      TEXT NOT NULL PRIMARY KEY,
  person  TEXT NOT NULL,
  holder  TEXT NOT NULL,
  title   TEXT NOT NULL,
  article TEXT NOT NULL REFERENCES article (id),
  start   INTEGER NOT NULL,
  "end"   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX role_person ON role (person, article, start, id);
CREATE INDEX role_article ON role (article);

CREATE TABLE link (
  n          INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL,
  from_id    TEXT NOT NULL REFERENCES claim (id),
  to_id      TEXT NOT NULL REFERENCES claim (id),
  article    TEXT NOT NULL,
  confidence REAL NOT NULL,
  rule       TEXT NOT NULL,
  published  TEXT NOT NULL -- first_published of the claim it runs from
) STRICT;
CREATE INDEX link_order ON link (published, id);
CREATE INDEX link_kind ON link (kind, published, id);
CREATE INDEX link_from ON link (from_id, published, id);
CREATE INDEX link_to ON link (to_id, published, id);
CREATE INDEX link_article ON link (article) WHERE article <> '';

-- Folded words, by the n of their row. The words come folded (graph.Words), so the
-- tokenizer has only to cut them at blanks.
CREATE VIRTUAL TABLE article_text USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = ascii);
CREATE VIRTUAL TABLE entity_text USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = ascii);
CREATE VIRTUAL TABLE event_text USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = ascii);
CREATE VIRTUAL TABLE claim_text USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = ascii);
