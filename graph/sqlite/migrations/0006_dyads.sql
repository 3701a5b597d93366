-- The dyads of one actor, those of most claims first; all dyads by other measures.
CREATE INDEX dyad_source ON dyad (source, act, fewest, target);
CREATE INDEX dyad_target ON dyad (target, act, fewest, source);
CREATE INDEX dyad_articles ON dyad (act, -articles, source, target);
CREATE INDEX dyad_origins ON dyad (act, -origins, source, target);
