SELECT c.id, c.act, c.proposition, c.first_published,
  (SELECT json_group_array(json_object('id', e.id, 'name', e.name, 'kind', e.kind, 'latest',
      (SELECT json_group_array(json_object('id', l.id, 'act', l.act, 'proposition', l.proposition, 'firstPublished', l.first_published, 'targets',
          (SELECT json_group_array(json_object('id', b.id, 'name', b.name)) FROM json_each(l.targets) v JOIN entity b ON b.id = v.value)))
        FROM (SELECT claim FROM claim_source WHERE entity = e.id ORDER BY first_published DESC, claim DESC LIMIT 5) m JOIN claim l ON l.id = m.claim)))
    FROM json_each(c.sources) s JOIN entity e ON e.id = s.value) AS sources
FROM (SELECT claim, pos, id FROM attribution WHERE article = :article ORDER BY pos, id LIMIT 20) x JOIN claim c ON c.id = x.claim ORDER BY x.pos, x.id
