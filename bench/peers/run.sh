#!/usr/bin/env bash
# Asks hearsay and its peers the same questions, in turns, and prints ratios:
#
#	bench/peers/run.sh sqlite GRAPH.db
#	bench/peers/run.sh neo4j GRAPH.db BOLT-URL     the same graph in both stores
#
# bench/graph makes the graph. CLIENTS, ROUNDS and FOR may be set, e.g. CLIENTS=16.
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=${1:?sqlite or neo4j} db=${2:?a SQLite store} bolt=${3:-}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
go build -o "$work/hearsay" .
go build -o "$work/peers" ./bench/peers

# start NAME COMMAND... and wait until its log has the words of $ready
start() {
  local log=$work/$1.log
  shift
  "$@" >"$log" 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    grep -q "$ready" "$log" && return
    kill -0 "${pids[-1]}" || break
    sleep 0.1
  done
  cat "$log" >&2
  exit 1
}
ask() {
  "$work/peers" ask --db "$db" --clients "${CLIENTS:-1}" --rounds "${ROUNDS:-5}" --for "${FOR:-1s}" "$@"
}

case $kind in
sqlite)
  ready='answers at' start hearsay "$work/hearsay" serve --addr 127.0.0.1:8190 --store "$db" --no-playground
  ready='listens' start sql "$work/peers" sql --db "$db" --addr 127.0.0.1:8191
  ask hearsay=http://127.0.0.1:8190/graphql sql=http://127.0.0.1:8191 --pid "hearsay=${pids[0]}" --pid "sql=${pids[1]}"
  ;;
neo4j)
  (cd bench/peers/neo4j-graphql && npm ci --no-audit --no-fund --loglevel=error)
  ready='answers at' start hearsay "$work/hearsay" serve --addr 127.0.0.1:8192 --store "${bolt:?a bolt URL}" --no-playground
  ready='^ready' start peer node bench/peers/neo4j-graphql/server.mjs 8193 "$bolt"
  jvm=${JVM:++$JVM} # the server's process, if its CPU time is to be counted
  ask hearsay=http://127.0.0.1:8192/graphql "cypher=$bolt" peer=http://127.0.0.1:8193 \
    --pid "hearsay=${pids[0]}$jvm" --pid "peer=${pids[1]}$jvm" ${JVM:+--pid "cypher=$JVM"}
  ;;
*)
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
  ;;
esac
