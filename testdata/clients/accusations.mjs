// What every client asks: who accused whom of what, page by page.
export const url = process.env.HEARSAY_URL

export const text = `
  query Accusations($first: Int!, $after: String) {
    claims(filter: { acts: [ACCUSE] }, first: $first, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node { __typename id act proposition sources { __typename id name } targets { __typename id name } }
      }
    }
  }`

// check throws where pages of two do not give every accusation once.
export function check(assert, pages) {
  const ids = pages.flatMap((p) => p.edges.map((e) => e.node.id))
  assert.ok(ids.length > 2, `${ids.length} accusations`)
  assert.equal(ids.length, pages[0].totalCount)
  assert.equal(new Set(ids).size, ids.length)
  for (const { node } of pages[0].edges) {
    assert.equal(node.act, 'ACCUSE')
    assert.ok(node.sources.every((s) => s.name !== ''))
  }
}
