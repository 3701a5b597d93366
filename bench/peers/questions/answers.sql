SELECT c.id, c.act, c.proposition, c.first_published,
  (SELECT json_group_array(json_object('id', e.id, 'name', e.name, 'kind', e.kind)) FROM json_each(c.sources) s JOIN entity e ON e.id = s.value) AS sources,
  (SELECT json_group_array(json_object('kind', k.kind, 'id', d.id, 'proposition', d.proposition, 'firstPublished', d.first_published,
      'article', (SELECT json_object('id', a.id, 'title', a.title, 'publisher', a.publisher) FROM attribution x JOIN article a ON a.id = x.article
        WHERE x.claim = d.id ORDER BY x.published, x.id LIMIT 1)))
    FROM (SELECT kind, from_id FROM link WHERE to_id = c.id AND kind IN ('DENIES', 'REPEATS') ORDER BY published, id LIMIT 20) k
    JOIN claim d ON d.id = k.from_id) AS answers,
  (SELECT json_group_array(json_object('id', a.id, 'title', a.title, 'url', a.url, 'publisher', a.publisher))
    FROM (SELECT article FROM attribution WHERE claim = c.id ORDER BY published, id LIMIT 5) x JOIN article a ON a.id = x.article) AS articles
FROM claim c WHERE c.id = :claim
