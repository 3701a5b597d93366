-- Jobs that were accepted. An input may be large, so it stands last and lists do not
-- read it. The order in which claims were recorded needs no table: it is claim.n.

CREATE TABLE job (
  number   INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of adding
  id       TEXT NOT NULL UNIQUE,
  key      TEXT NOT NULL,
  hash     TEXT NOT NULL,
  state    TEXT NOT NULL,
  worker   TEXT NOT NULL, -- who took it last
  lease    INTEGER NOT NULL, -- until when, in milliseconds since 1970
  attempts INTEGER NOT NULL,
  created  TEXT NOT NULL,
  started  TEXT NOT NULL,
  finished TEXT NOT NULL,
  revision INTEGER NOT NULL UNIQUE,
  report   TEXT NOT NULL,
  input    BLOB NOT NULL
) STRICT;
CREATE INDEX job_open ON job (number) WHERE state IN ('QUEUED', 'RUNNING');
