#!/usr/bin/env bash
# Generates the GraphQL executor from schema/. With --check it changes nothing in
# the work tree and fails if what is committed differs.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != --check ]; then
  exec go tool gqlgen generate
fi
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | tar --null --files-from=- -cf - | tar -xf - -C "$copy"
(cd "$copy" && go tool gqlgen generate)
if ! diff -r "$copy/resolvers" resolvers; then
  echo "generated code is not current: run scripts/generate.sh and commit" >&2
  exit 1
fi
