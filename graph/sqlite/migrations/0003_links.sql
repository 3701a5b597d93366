-- Lists show all links of one kind between two claims as one, in the order of the claims.
DROP INDEX link_order;
DROP INDEX link_kind;
DROP INDEX link_from;
DROP INDEX link_to;
CREATE INDEX link_order ON link (published, from_id, to_id, kind);
CREATE INDEX link_kind ON link (kind, published, from_id, to_id);
CREATE INDEX link_from ON link (from_id, published, to_id, kind, id);
CREATE INDEX link_to ON link (to_id, published, from_id, kind);
