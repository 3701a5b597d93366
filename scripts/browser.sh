#!/usr/bin/env bash
# Runs the playground of the real program, on the sample articles, in a real
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
if [ "${1:-}" = --on-samples ]; then # inside of samples.sh
  shift
  cd web/playground
  node test/audit.mjs "$HEARSAY_URL"
  exec node test/browser.mjs "${HEARSAY_URL%/graphql}" "$chromium" "$@"
fi
if [ "${1:-}" = --with-key ]; then # inside of samples.sh, of a server that asks for keys
  cd web/playground
  exec node test/keys.mjs "${HEARSAY_URL%/graphql}" "$chromium" "$(cat "$2")"
fi
(cd web/playground && npm ci --no-audit --no-fund --loglevel=error)
scripts/samples.sh -- scripts/browser.sh --on-samples "$@"
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
go run . keys add tester --keys "$keys/keys.json" >"$keys/key"
scripts/samples.sh --keys "$keys/keys.json" -- scripts/browser.sh --with-key "$keys/key"
