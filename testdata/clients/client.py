"""The Python client gql: the schema fetched from the server, queries checked against it, pages walked."""

import os
import sys

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXTransport

QUERY = gql(
    """
    query Accusations($first: Int!, $after: String) {
      claims(filter: {acts: [ACCUSE]}, first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id act proposition sources { name } targets { name } }
      }
    }
    """
)


def accusations(session):
    variables = {"first": 2}
    while True:
        QUERY.variable_values = variables
        claims = session.execute(QUERY)["claims"]
        yield from claims["nodes"]
        if not claims["pageInfo"]["hasNextPage"]:
            assert claims["totalCount"] > 2
            return
        variables = {"first": 2, "after": claims["pageInfo"]["endCursor"]}


def main():
    transport = HTTPXTransport(url=os.environ["HEARSAY_URL"])
    with Client(transport=transport, fetch_schema_from_transport=True) as session:
        found = list(accusations(session))
        assert len({c["id"] for c in found}) == len(found) > 2, found
        assert all(c["act"] == "ACCUSE" for c in found), found
        try:
            session.execute(gql("query { claims(first: 201) { totalCount } }"))
        except TransportQueryError as err:
            assert err.errors[0]["extensions"]["code"] == "BAD_USER_INPUT", err
        else:
            sys.exit("a page of 201 was not refused")


main()
