// graphql-ws and graphql-sse follow what is loaded, are cut off, and go on where they were.
import assert from 'node:assert/strict'
import { createClient as overSocket } from 'graphql-ws'
import { createClient as overEvents } from 'graphql-sse'
import WebSocket from 'ws'
import { url } from './accusations.mjs'

const claimAdded = 'subscription($after: String) { claimAdded(after: $after) { cursor claim { id act sources { name } } } }'
const jobProgress = 'subscription($id: ID!) { jobProgress(id: $id) { state storedCount documentCount } }'

async function ask(query, variables) {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }) })
  const { data, errors } = await response.json()
  assert.equal(errors, undefined)
  return data
}

const run = Date.now()
const documents = [...'abcdef'].map((c) => ({
  content: `Vote ${c}${run}\n\nMayor Vera Holm accused the Harbour Board of hiding paper ${c}${run}.\n\nThe board denied that it hid paper ${c}${run}.`,
}))
const load = () => ask(
  `mutation($documents: [DocumentInput!]!, $key: String) {
     loadArticles(input: { documents: $documents, key: $key }) { job { id state } errors { message } } }`,
  { documents, key: `run ${run}` })

const clients = {
  'graphql-ws': () => overSocket({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 }),
  'graphql-sse': () => overEvents({ url, retryAttempts: 0 }),
}

// take reads n events from a client of its own and cuts it off.
async function take(name, after, n) {
  const client = clients[name]()
  const events = []
  for await (const { data, errors } of client.iterate({ query: claimAdded, variables: { after } })) {
    assert.equal(errors, undefined)
    events.push(data.claimAdded)
    if (events.length === n) break
  }
  if (client.terminate) client.terminate()
  else client.dispose()
  return events
}

const { claimCursor } = await ask('{ claimCursor }')
const early = take('graphql-ws', claimCursor, 1) // subscribed before anything comes
const { loadArticles } = await load()
assert.deepEqual(loadArticles.errors, [])
assert.equal((await load()).loadArticles.job.id, loadArticles.job.id)
for (const name of Object.keys(clients)) {
  const states = []
  for await (const { data } of clients[name]().iterate({ query: jobProgress, variables: { id: loadArticles.job.id } })) states.push(data.jobProgress)
  assert.deepEqual(states.at(-1), { state: 'DONE', storedCount: documents.length, documentCount: documents.length })
}
const { claims } = await ask('{ claims(first: 200) { totalCount nodes { id } } }')
const total = claims.totalCount
const seen = {}
for (const name of Object.keys(clients)) {
  let after = claimCursor
  seen[name] = []
  for (const n of [1, 2, 3, 2]) { // each time it is cut off
    const events = await take(name, after, n)
    after = events.at(-1).cursor
    seen[name].push(...events.map((e) => e.claim.id))
  }
  assert.equal(new Set(seen[name]).size, 8)
  assert.ok(total >= 8)
}
assert.deepEqual(seen['graphql-ws'], seen['graphql-sse'])
assert.equal((await early)[0].claim.id, seen['graphql-ws'][0])

// what is refused is an error of the client, and the connection goes on
const socket = clients['graphql-ws']()
const first = async (query) => (await socket.iterate({ query }).next()).value
assert.equal((await first('{ claims { totalCount } }')).data.claims.totalCount, total)
await assert.rejects(first('{ nobody }'), (errors) => errors[0].extensions.code === 'GRAPHQL_VALIDATION_FAILED')
assert.equal((await first('subscription { claimAdded(after: "x") { cursor } }')).errors[0].extensions.code, 'BAD_USER_INPUT')
await socket.dispose()
