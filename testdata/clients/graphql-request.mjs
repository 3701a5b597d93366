import assert from 'node:assert/strict'
import { GraphQLClient, ClientError } from 'graphql-request'
import { check, text, url } from './accusations.mjs'

for (const method of ['POST', 'GET']) {
  const client = new GraphQLClient(url, { method })
  const pages = []
  for (let after = null; ; ) {
    const { claims } = await client.request(text, { first: 2, after })
    pages.push(claims)
    if (!claims.pageInfo.hasNextPage) break
    after = claims.pageInfo.endCursor
  }
  check(assert, pages)
  await assert.rejects(client.request('{ nobody }'), (e) => {
    assert.ok(e instanceof ClientError, String(e))
    assert.equal(e.response.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED')
    return true
  })
}
