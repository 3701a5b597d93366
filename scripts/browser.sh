#!/usr/bin/env bash
# Starts the real program on the sample articles, then runs the playground in a real
# Chromium that reaches nothing but it, and the GraphQL-over-HTTP audits.
# Usage: scripts/browser.sh [SCREENSHOT.png]
set -euo pipefail
cd "$(dirname "$0")/.."

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
chromium=$(find_chromium)
if [ -z "$chromium" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "browser.sh: installing chromium" >&2
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium >/dev/null
  chromium=$(find_chromium)
fi
if [ -z "$chromium" ]; then
  echo "no Chromium was found: install Debian's package chromium, or put one on the PATH" >&2
  exit 1
fi
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT

(cd web/playground && npm ci --no-audit --no-fund --loglevel=error)
go build -o "$work/hearsay" .
"$work/hearsay" serve --addr 127.0.0.1:0 --store "$work/samples.db" --load testdata/articles 2>"$work/log" &
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
cd web/playground
node test/audit.mjs "$base/graphql"
node test/browser.mjs "$base" "$chromium" "$@"
