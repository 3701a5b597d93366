import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client'
import { CombinedGraphQLErrors } from '@apollo/client/errors'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { relayStylePagination } from '@apollo/client/utilities'
import { check, text, url } from './accusations.mjs'

// Hashed queries by GET; what the server does not know is sent once by POST.
const asked = []
const counting = (uri, options) => {
  asked.push(options.method)
  return fetch(uri, options)
}
const possibleTypes = await kinds()
const cache = new InMemoryCache({ possibleTypes, typePolicies: { Query: { fields: { claims: relayStylePagination(['filter']) } } } })
const link = new PersistedQueryLink({
  sha256: (s) => createHash('sha256').update(s).digest('hex'),
  useGETForHashedQueries: true,
}).concat(new HttpLink({ uri: url, fetch: counting }))
const client = new ApolloClient({ cache, link })

const query = gql(text)
const observed = client.watchQuery({ query, variables: { first: 2 } })
const first = await new Promise((done) => observed.subscribe((r) => r.loading || done(r)))
const pages = [first.data.claims]
for (let info = first.data.claims.pageInfo; info.hasNextPage; ) {
  const { data } = await observed.fetchMore({ variables: { after: info.endCursor } })
  pages.push(data.claims)
  info = data.claims.pageInfo
}
check(assert, pages)
assert.deepEqual(asked.slice(0, 3), ['GET', 'POST', 'GET'], 'hash, then query, then hash alone')
const merged = cache.readQuery({ query, variables: { first: 2 } })
assert.equal(merged.claims.edges.length, pages[0].totalCount, 'the cache joins the pages')
assert.ok(cache.extract()[`Claim:${pages[0].edges[0].node.id}`], 'claims are kept by their id')

await assert.rejects(client.query({ query: gql`{ claims(first: -1) { totalCount } }` }), (e) => {
  assert.ok(CombinedGraphQLErrors.is(e), String(e))
  assert.equal(e.errors[0].extensions.code, 'BAD_USER_INPUT')
  return true
})

async function kinds() {
  const body = JSON.stringify({ query: '{ __schema { types { kind name possibleTypes { name } } } }' })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const { data } = await response.json()
  const abstract = data.__schema.types.filter((t) => t.possibleTypes)
  assert.ok(abstract.some((t) => t.name === 'Entity'))
  return Object.fromEntries(abstract.map((t) => [t.name, t.possibleTypes.map((p) => p.name)]))
}
