// The artifacts of relay-compiler in Relay's own runtime, against a server that runs
// trusted documents only: it is sent identifiers, no queries.
import assert from 'node:assert/strict'
import { createOperationDescriptor, Environment, fetchQuery, getSelector, Network, RecordSource, Store } from 'relay-runtime'
import { url } from './accusations.mjs'

const artifact = async (name) => (await import(`./relay/__generated__/${name}.graphql.js`)).default
const [page, list, next, node] = await Promise.all(
  ['accusationsPageQuery', 'accusations_list', 'accusationsNextQuery', 'accusationsNodeQuery'].map(artifact),
)
const network = Network.create(async (params, variables) => {
  assert.equal(params.text, null)
  const body = JSON.stringify({ documentId: params.id, variables })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return response.json()
})
const environment = new Environment({ network, store: new Store(new RecordSource()) })

await fetchQuery(environment, page, { first: 2 }).toPromise()
for (;;) {
  const { edges, pageInfo } = read()
  if (!pageInfo.hasNextPage) break
  const before = edges.length
  await fetchQuery(environment, next, { first: 2, after: pageInfo.endCursor }).toPromise()
  assert.ok(read().edges.length > before, 'the connection grows')
}
const { edges } = read()
assert.ok(edges.length > 2)
assert.ok(edges.every((e) => e.node.act === 'ACCUSE'))
const again = await fetchQuery(environment, node, { id: edges[0].node.id }).toPromise()
assert.equal(again.node.proposition, edges[0].node.proposition)

const response = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ __typename }' }),
})
assert.equal((await response.json()).errors[0].extensions.code, 'DOCUMENT_NOT_TRUSTED')

// read returns the connection as the store holds it.
function read() {
  const descriptor = createOperationDescriptor(page, { first: 2 })
  const reference = environment.lookup(descriptor.fragment).data
  return environment.lookup(getSelector(list, reference)).data.claims
}
