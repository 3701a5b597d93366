MATCH ()-[m:MADE]->() USING INDEX SEEK m:MADE(entity, place, act)
WHERE m.entity = $entity AND m.place > '' AND m.act IS NOT NULL
RETURN left(split(m.place, ' ')[0], 7) AS start, m.act AS act, count(*) AS claims ORDER BY start, act
