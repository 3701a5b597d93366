// A page of accusations as Relay pages: a fragment on the connection that is fetched
// again by a query that the compiler writes.
import { graphql } from 'relay-runtime'

export const query = graphql`
  query accusationsPageQuery($first: Int!) {
    ...accusations_list @arguments(first: $first)
  }
`

export const list = graphql`
  fragment accusations_list on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
  @refetchable(queryName: "accusationsNextQuery") {
    claims(filter: { acts: [ACCUSE] }, first: $first, after: $after) @connection(key: "accusations_claims") {
      edges {
        node {
          id
          act
          proposition
          sources {
            id
            name
          }
        }
      }
    }
  }
`

export const node = graphql`
  query accusationsNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Claim {
        proposition
      }
    }
  }
`
