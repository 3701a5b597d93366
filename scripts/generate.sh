#!/usr/bin/env bash
# Generates the GraphQL executor from schema/ and makes it lean. With --check it changes nothing in
# the work tree and fails if what is committed differs.
set -euo pipefail
cd "$(dirname "$0")/.."

generate() {
  go tool gqlgen generate
  go run ./resolvers/lean resolvers/generated
}
if [ "${1:-}" != --check ]; then
  generate
  exit
fi
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z | tar --null --files-from=- -cf - | tar -xf - -C "$copy"
(cd "$copy" && generate)
if ! diff -r "$copy/resolvers" resolvers; then
  echo "generated code is not current: run scripts/generate.sh and commit" >&2
  exit 1
fi
