// Serves the graph of a Neo4j by @neo4j/graphql: node server.mjs PORT BOLT-URL
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { Neo4jGraphQL } from '@neo4j/graphql'
import { createYoga } from 'graphql-yoga'
import neo4j from 'neo4j-driver'

// Without Nagle's algorithm, which costs the driver 40 ms a query.
const { connect } = net.Socket.prototype
net.Socket.prototype.connect = function (...args) {
  this.setNoDelay(true)
  return connect.apply(this, args)
}
const [port, address] = process.argv.slice(2)
const url = new URL(address)
const driver = neo4j.driver(`${url.protocol}//${url.host}`, neo4j.auth.basic(url.username, url.password), { maxConnectionPoolSize: 64 })
const typeDefs = fs.readFileSync(new URL('typedefs.graphql', import.meta.url), 'utf8')
const features = { filters: { String: { LT: true, LTE: true, GT: true, GTE: true } } }
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema()
const yoga = createYoga({ schema, graphqlEndpoint: '/', logging: false, context: () => ({ sessionConfig: { database: 'neo4j' } }) })
http.createServer(yoga).listen(Number(port), '127.0.0.1', () => console.log('ready'))
