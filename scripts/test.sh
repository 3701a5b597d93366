#!/usr/bin/env bash
# Every check of the project: format, vet, lint, generated code, tests with the
# race detector against SQLite and a real Neo4j, and the pages in a real browser.
# Usage: scripts/test.sh [--quick]   (--quick: no Neo4j, no browser, no race detector)
set -euo pipefail
cd "$(dirname "$0")/.."

quick=${1:-}
step() { printf '\n== %s\n' "$*"; }

step format
unformatted=$(gofmt -l $(git ls-files '*.go'))
if [ -n "$unformatted" ]; then
  echo "not formatted: $unformatted" >&2
  exit 1
fi

step vet
go vet ./...
go vet -tags otel ./internal/api ./internal/app

if [ "$quick" = --quick ]; then
  step test
  exec go test ./...
fi

step lint
go tool staticcheck ./...

step "generated code is current"
scripts/generate.sh --check

step "traces"
go test -tags otel -run TestSpans ./internal/api

step "browser"
scripts/browser.sh

step "clients that others wrote"
scripts/clients.sh

step "test (race detector, SQLite and Neo4j)"
scripts/neo4j.sh run go test -race -timeout 40m ./...
