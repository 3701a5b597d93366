-- What people decide, and what came of it. Judgements are only ever added.

CREATE TABLE judgement (
  n        INTEGER PRIMARY KEY AUTOINCREMENT, -- tells whether another was added
  id       TEXT NOT NULL UNIQUE,
  at       TEXT NOT NULL, -- graph.Judgement.When
  kind     TEXT NOT NULL,
  person   TEXT NOT NULL,
  in_force INTEGER NOT NULL,
  body     TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX judgement_order ON judgement (at, id);

-- The nodes that a judgement is about; that which undoes is about the same.
CREATE TABLE judgement_subject (
  node      TEXT NOT NULL,
  judgement TEXT NOT NULL,
  PRIMARY KEY (node, judgement)
) STRICT, WITHOUT ROWID;

-- The records of the articles that show something else because of a judgement, as
-- they were put.
CREATE TABLE original (
  article    TEXT NOT NULL PRIMARY KEY,
  extraction TEXT NOT NULL,
  digest     TEXT NOT NULL,
  recorded   TEXT NOT NULL,
  record     TEXT NOT NULL -- JSON
) STRICT;

-- What became of the IDs of such a record (graph.Aside).
CREATE TABLE aside (
  id      TEXT NOT NULL,
  article TEXT NOT NULL,
  into_id TEXT NOT NULL,
  part    TEXT NOT NULL -- JSON, '' of what is not hidden
) STRICT;
CREATE UNIQUE INDEX aside_id ON aside (id, article);
CREATE INDEX aside_article ON aside (article);
CREATE INDEX aside_into ON aside (into_id) WHERE into_id <> '';
