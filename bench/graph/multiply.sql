-- Makes a store ten times as great by copying all but its actors and events nine
-- times under other IDs: a stand-in for a load of that size where there is no time
-- for one. The copies keep their times, actors and words, so that lists of one actor
-- grow tenfold, too. Keys of likeness are turned, so that copies are not alike.
-- Run it with the sqlite3 shell, then "go run ./bench/graph words" for the words of
-- the copied claims, which need a newer SQLite than most systems have.

PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -2000000;
BEGIN;
CREATE TEMP TABLE k (k INTEGER PRIMARY KEY, ch TEXT);
INSERT INTO k VALUES (1, '0'), (2, '1'), (3, '8'), (4, '9'), (5, 'A'), (6, 'B'), (7, 'C'), (8, 'D'), (9, 'E'); -- no ID has these
CREATE TEMP TABLE top AS SELECT
  (SELECT max(n) FROM claim) AS claim, (SELECT max(n) FROM article) AS article;

INSERT INTO article SELECT n + k * top.article, substr(id, 1, 4) || ch || substr(id, 6), published, origin || ch, extraction, digest, recorded,
    url || '/' || ch, publisher, domain, lang, agency, dateline, raw_hash, title, byline, blocks, source, text
  FROM k CROSS JOIN top CROSS JOIN article;
INSERT INTO article_publisher SELECT name, published, substr(article, 1, 4) || ch || substr(article, 6) FROM article_publisher CROSS JOIN k;
INSERT INTO article_entity SELECT x.article + k * top.article, entity, kind, name, unnamed, country, aliases
  FROM k CROSS JOIN top CROSS JOIN article_entity x;
INSERT INTO article_event SELECT x.article + k * top.article, event, time, place, label FROM k CROSS JOIN top CROSS JOIN article_event x;
INSERT INTO claim SELECT n + k * claim, substr(id, 1, 4) || ch || substr(id, 6), act, polarity, modality, implicit, denied, sources,
    targets, terms, proposition, events, time, confidence, first_published, last_published, reports, articles, origins
  FROM k CROSS JOIN top CROSS JOIN claim;
INSERT INTO claim_source SELECT entity, first_published, substr(claim, 1, 4) || ch || substr(claim, 6), act FROM claim_source CROSS JOIN k;
INSERT INTO claim_target SELECT entity, first_published, substr(claim, 1, 4) || ch || substr(claim, 6), act FROM claim_target CROSS JOIN k;
INSERT INTO claim_event SELECT event, first_published, substr(claim, 1, 4) || ch || substr(claim, 6) FROM claim_event CROSS JOIN k;
INSERT INTO claim_pair SELECT source, target, first_published, substr(claim, 1, 4) || ch || substr(claim, 6), act FROM claim_pair CROSS JOIN k;
INSERT INTO claim_key
  SELECT (x.key << (5 * k)) | ((x.key >> (64 - 5 * k)) & ((1 << (5 * k)) - 1)), x.claim + k * top.claim
  FROM k CROSS JOIN top CROSS JOIN claim_key x ORDER BY 1;
INSERT INTO attribution SELECT NULL, substr(id, 1, 4) || ch || substr(id, 6), substr(article, 1, 4) || ch || substr(article, 6),
    substr(claim, 1, 4) || ch || substr(claim, 6), CASE parent WHEN '' THEN '' ELSE substr(parent, 1, 4) || ch || substr(parent, 6) END,
    pos, published, type, act, implicit, polarity, modality, source, cue, content, target, addressee, proposition, events, time,
    addressees, uttered, confidence, rule, parts
  FROM k CROSS JOIN attribution;
INSERT INTO mention SELECT substr(article, 1, 4) || ch || substr(article, 6), start, "end", substr(id, 1, 4) || ch || substr(id, 6),
    entity, event, kind
  FROM mention CROSS JOIN k;
INSERT INTO role SELECT substr(id, 1, 4) || ch || substr(id, 6), person, holder, title, substr(article, 1, 4) || ch || substr(article, 6),
    start, "end"
  FROM role CROSS JOIN k;
INSERT INTO link SELECT NULL, substr(id, 1, 4) || ch || substr(id, 6), kind, substr(from_id, 1, 4) || ch || substr(from_id, 6),
    substr(to_id, 1, 4) || ch || substr(to_id, 6), CASE article WHEN '' THEN '' ELSE substr(article, 1, 4) || ch || substr(article, 6) END,
    confidence, rule, published
  FROM k CROSS JOIN link;
UPDATE dyad SET fewest = 10 * fewest, articles = 10 * articles, origins = 10 * origins;
UPDATE country_dyad SET fewest = 10 * fewest, articles = 10 * articles, origins = 10 * origins;
UPDATE calendar SET claims = 10 * claims;
COMMIT;
PRAGMA journal_mode = WAL;
