SELECT c.id, c.proposition, c.first_published, c.confidence,
  (SELECT json_group_array(json_object('id', e.id, 'name', e.name, 'kind', e.kind)) FROM json_each(c.sources) s JOIN entity e ON e.id = s.value) AS sources,
  (SELECT json_group_array(json_object('id', e.id, 'name', e.name, 'kind', e.kind)) FROM json_each(c.targets) s JOIN entity e ON e.id = s.value) AS targets,
  (SELECT json_object('id', a.id, 'title', a.title, 'publisher', a.publisher) FROM attribution x JOIN article a ON a.id = x.article
    WHERE x.claim = c.id ORDER BY x.published, x.id LIMIT 1) AS article
FROM claim_target d CROSS JOIN claim c ON c.id = d.claim
WHERE d.entity = :entity AND c.act = 'ACCUSE' ORDER BY d.first_published DESC, d.claim DESC LIMIT 20
