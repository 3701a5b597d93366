#!/usr/bin/env bash
# Starts the real program on the sample articles, runs a command with HEARSAY_URL set
# to the address of its GraphQL, stops it; the command's exit code.
# Usage: scripts/samples.sh [FLAG OF SERVE]... -- COMMAND...
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
flags=()
while [ "${1:---}" != -- ]; do
  flags+=("$1")
  shift
done
shift
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

(cd "$root" && go build -o "$work/hearsay" .)
"$work/hearsay" serve --addr 127.0.0.1:0 --store "$work/samples.db" --load "$root/testdata/articles" "${flags[@]}" 2>"$work/log" &
server=$!
base=
for _ in $(seq 150); do
  base=$(sed -n 's|.*answers at \(http://[0-9.:]*\)/.*|\1|p' "$work/log")
  if [ -n "$base" ] || ! kill -0 "$server" 2>/dev/null; then
    break
  fi
  sleep 0.2
done
if [ -z "$base" ]; then
  cat "$work/log" >&2
  exit 1
fi
export HEARSAY_URL=$base/graphql
"$@"
