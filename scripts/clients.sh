#!/usr/bin/env bash
# Runs clients that others wrote against the real program: curl, gql (Python),
# graphql-request, urql, Apollo Client, graphql-codegen with the TypeScript compiler,
# relay-compiler with Relay's runtime (trusted documents), graphql-ws and graphql-sse, and a schema linter.
set -euo pipefail
cd "$(dirname "$0")/../testdata/clients"
step() { echo "clients.sh: $*"; }

case "${1:-}" in
"") ;;
on-samples) # inside of samples.sh
  step curl
  curl -sSf "$HEARSAY_URL" -H 'Content-Type: application/json' -d '{"query":"{claims(first:1){totalCount}}"}' | grep -q '"totalCount":[1-9]'
  curl -sSfG "$HEARSAY_URL" --compressed --data-urlencode 'query={claims(first:50){nodes{id proposition}}}' | grep -q '"proposition"'
  curl -sSf "${HEARSAY_URL%/graphql}/schema.graphql" -o generated/schema.graphql
  step "schema linter"
  npx --no graphql-schema-linter generated/schema.graphql
  step "changes that break clients"
  node breaking.mjs generated/schema.graphql
  for client in graphql-request urql apollo; do
    step "$client"
    node "$client.mjs"
  done
  step "graphql-ws, graphql-sse"
  node subscribe.mjs
  step "gql (Python)"
  "$CLIENTS_PYTHON" client.py
  step "graphql-codegen and tsc"
  npx --no graphql-codegen -- --config codegen.json --silent >generated/codegen.log 2>&1 || { cat generated/codegen.log; exit 1; }
  npx --no tsc -- -p .
  step relay-compiler
  npx --no relay-compiler -- relay.config.json >generated/relay.log || { cat generated/relay.log; exit 1; }
  exit
  ;;
*)
  sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac

rm -rf generated relay/__generated__
mkdir generated
echo '{}' >generated/persisted.json # relay-compiler adds to it
npm ci --no-audit --no-fund --loglevel=error
venv=../../.cache/python
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install -q --disable-pip-version-check -r requirements.txt
CLIENTS_PYTHON=$venv/bin/python ../../scripts/samples.sh -- ../../scripts/clients.sh on-samples
step "relay-runtime, trusted documents only"
../../scripts/samples.sh --documents generated/persisted.json --only-documents -- node relay.mjs
