#!/bin/sh
# A real Neo4j 5.26 for tests and for trying things out.
#
#   scripts/neo4j.sh run CMD...   start a server, run CMD with HEARSAY_TEST_NEO4J set
#                                 to its URL, stop the server; CMD's exit code
#   scripts/neo4j.sh start        start one in the background (or find it running)
#                                 and print its URL
#   scripts/neo4j.sh url          print the URL of the one that is running
#   scripts/neo4j.sh stop         stop it; its data goes with it
#
# The URL holds user and password: bolt://neo4j:PASSWORD@127.0.0.1:PORT. Where
# HEARSAY_TEST_NEO4J is set already, that server is used and none is started. Else a
# Docker engine is used if one answers, else Java 17 and Maven, which fetches Neo4j
# Community (about 116 MB, once) into .cache/neo4j.
#
# Settings: NEO4J_PORT (default: a free port), NEO4J_HEAP (default 1g), NEO4J_PAGECACHE
# (MiB, default 128; not with Docker), NEO4J_WAIT (seconds to wait for the server, default 180), NEO4J_DOCKER=no.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cache=$root/.cache/neo4j
state=$cache/run
port=${NEO4J_PORT:-0}
heap=${NEO4J_HEAP:-1g}
wait=${NEO4J_WAIT:-180}
image=neo4j:5.26-community

say() { echo "neo4j.sh: $*" >&2; }
fail() { say "$*"; exit 1; }
usage() { sed -n '4,10s/^# \{0,1\}//p' "$0"; exit "$1"; }

have_docker() {
  [ "${NEO4J_DOCKER:-yes}" != no ] && command -v docker >/dev/null 2>&1 && docker info >/dev/null 2>&1
}

# fetch_jars leaves the jars and the compiled main class in $lib.
fetch_jars() {
  version=$(sed -n 's:.*<neo4j.version>\(.*\)</neo4j.version>.*:\1:p' "$root/scripts/neo4j/pom.xml")
  lib=$cache/$version
  command -v java >/dev/null 2>&1 || fail "neither a Docker engine nor Java was found; set HEARSAY_TEST_NEO4J to a server of your own"
  if [ ! -f "$lib/complete" ]; then
    command -v mvn >/dev/null 2>&1 || fail "Maven (mvn) was not found; it fetches Neo4j the first time"
    say "fetching Neo4j $version into $lib (once)"
    mkdir -p "$cache"
    # Into a folder of its own and renamed at the end: two at once do no harm.
    part=$(mktemp -d "$cache/fetch.XXXXXX")
    mvn_copy "$part" || { say "trying once more"; mvn_copy "$part"; } || { rm -rf "$part"; fail "Maven could not fetch Neo4j"; }
    touch "$part/complete"
    mv -T "$part" "$lib" 2>/dev/null || mv "$part" "$lib" 2>/dev/null || rm -rf "$part"
  fi
  classes=$lib/classes
  if [ ! -f "$classes/Neo4jServer.class" ] || [ "$root/scripts/neo4j/Neo4jServer.java" -nt "$classes/Neo4jServer.class" ]; then
    command -v javac >/dev/null 2>&1 || fail "a Java compiler (javac, JDK 17) was not found"
    javac -nowarn -cp "$lib/*" -d "$classes" "$root/scripts/neo4j/Neo4jServer.java"
  fi
}

mvn_copy() {
  mvn -q -B -f "$root/scripts/neo4j/pom.xml" dependency:copy-dependencies -DoutputDirectory="$1" -DincludeScope=runtime >&2
}

# start_server DIR: starts a server whose files lie in DIR, waits until it answers
# and writes DIR/url and DIR/kind.
start_server() {
  dir=$1
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$dir"
  chmod 700 "$dir"
  if have_docker; then start_docker "$dir"; else start_java "$dir"; fi
  (umask 077; echo "bolt://neo4j:$password@127.0.0.1:$bound" >"$dir/url")
}

start_docker() {
  publish=127.0.0.1::7687
  [ "$port" = 0 ] || publish=127.0.0.1:$port:7687
  NEO4J_AUTH=neo4j/$password docker run -d --rm -p "$publish" -e NEO4J_AUTH \
    -e NEO4J_server_memory_heap_max__size="$heap" -e NEO4J_dbms_security_auth__max__failed__attempts=0 \
    -e NEO4J_dbms_usage__report_enabled=false "$image" >"$1/pid"
  echo docker >"$1/kind"
  container=$(cat "$1/pid")
  n=0
  until docker logs "$container" 2>&1 | grep -q 'Started\.'; do
    n=$((n + 1))
    [ "$n" -le "$wait" ] || { docker logs "$container" >&2; stop_server "$1"; fail "Neo4j did not answer within $wait s"; }
    sleep 1
  done
  bound=$(docker port "$container" 7687/tcp | sed -n '1s/.*://p')
}

start_java() {
  fetch_jars
  opens=
  for p in java.nio java.io sun.nio.ch java.util.concurrent java.lang; do
    opens="$opens --add-opens=java.base/$p=ALL-UNNAMED"
  done
  # $opens is a list of words without spaces. The server gets its own session where
  # there is setsid, so that Ctrl-C reaches CMD first and the server is stopped by us.
  HEARSAY_NEO4J_PASSWORD=$password $(command -v setsid || true) java "-Xmx$heap" "-Dpagecache=${NEO4J_PAGECACHE:-128}" -XX:+UseParallelGC $opens \
    --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true \
    -cp "$lib/*:$classes" Neo4jServer "$1/home" "$port" "$1/port" >"$1/log" 2>&1 </dev/null &
  echo $! >"$1/pid"
  echo java >"$1/kind"
  n=0
  until [ -f "$1/port" ]; do
    n=$((n + 1))
    if ! kill -0 "$(cat "$1/pid")" 2>/dev/null; then cat "$1/log" >&2; stop_server "$1"; fail "Neo4j ended while starting (see above)"; fi
    [ "$n" -le "$((wait * 4))" ] || { cat "$1/log" >&2; stop_server "$1"; fail "Neo4j did not answer within $wait s"; }
    sleep 0.25
  done
  bound=$(cat "$1/port")
}

running() {
  [ -f "$1/url" ] && [ -f "$1/pid" ] || return 1
  case $(cat "$1/kind") in
    docker) docker inspect "$(cat "$1/pid")" >/dev/null 2>&1 ;;
    *) kill -0 "$(cat "$1/pid")" 2>/dev/null ;;
  esac
}

# stop_server DIR: stops what was started in DIR and removes DIR.
stop_server() {
  if [ -f "$1/pid" ]; then
    pid=$(cat "$1/pid")
    case $(cat "$1/kind" 2>/dev/null || echo java) in
      docker) docker stop -t 5 "$pid" >/dev/null 2>&1 || true ;;
      *)
        kill "$pid" 2>/dev/null || true
        n=0
        while kill -0 "$pid" 2>/dev/null && [ "$n" -lt 80 ]; do n=$((n + 1)); sleep 0.25; done
        kill -9 "$pid" 2>/dev/null || true
        ;;
    esac
  fi
  rm -rf "$1"
}

run() {
  [ $# -gt 0 ] || usage 2
  if [ -n "${HEARSAY_TEST_NEO4J:-}" ]; then exec "$@"; fi
  work=$(mktemp -d "${TMPDIR:-/tmp}/hearsay-neo4j.XXXXXX")
  trap 'stop_server "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  start_server "$work"
  HEARSAY_TEST_NEO4J=$(cat "$work/url")
  export HEARSAY_TEST_NEO4J
  code=0
  "$@" || code=$?
  exit "$code"
}

case ${1:-} in
  run) shift; run "$@" ;;
  start)
    if [ -n "${HEARSAY_TEST_NEO4J:-}" ]; then echo "$HEARSAY_TEST_NEO4J"; exit 0; fi
    running "$state" || { rm -rf "$state"; start_server "$state"; }
    cat "$state/url"
    ;;
  url)
    if [ -n "${HEARSAY_TEST_NEO4J:-}" ]; then echo "$HEARSAY_TEST_NEO4J"; exit 0; fi
    running "$state" || fail "no server is running; scripts/neo4j.sh start"
    cat "$state/url"
    ;;
  stop) stop_server "$state" ;;
  -h | --help | help) usage 0 ;;
  *) usage 2 >&2 ;;
esac
