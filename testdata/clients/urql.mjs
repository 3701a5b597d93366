import assert from 'node:assert/strict'
import { Client, cacheExchange, fetchExchange } from '@urql/core'
import { check, text, url } from './accusations.mjs'

for (const preferGetMethod of [false, 'force']) {
  const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], preferGetMethod })
  const pages = []
  for (let after = null; ; ) {
    const { data, error } = await client.query(text, { first: 2, after }).toPromise()
    assert.equal(error, undefined)
    pages.push(data.claims)
    if (!data.claims.pageInfo.hasNextPage) break
    after = data.claims.pageInfo.endCursor
  }
  check(assert, pages)
  const { error } = await client.query('{ nobody }', {}).toPromise()
  assert.equal(error.graphQLErrors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED')
}
