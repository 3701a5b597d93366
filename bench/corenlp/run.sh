#!/usr/bin/env bash
# Compares hearsay, from text to record, with CoreNLP's quotations and coreference: both
# read the sample and gold articles in alternation, each on one core.
#
#	bench/corenlp/run.sh [ROUNDS]
#
# Needs Java 17 with Maven, which fetches CoreNLP and its models (460 MB, once) into
# .cache/corenlp, and 5 GB of memory. A round takes CoreNLP a minute or two.
set -euo pipefail
cd "$(dirname "$0")/../.."
lib=$PWD/.cache/corenlp
if [ ! -f "$lib/complete" ]; then
  mkdir -p "$lib"
  mvn -q -B -f bench/corenlp/pom.xml dependency:copy-dependencies -DoutputDirectory="$lib" -DincludeScope=runtime >&2
  touch "$lib/complete"
fi
javac -nowarn -cp "$lib/*" -d "$lib/classes" bench/corenlp/Quotes.java
go run ./bench/corenlp --rounds "${1:-2}" java -Xmx5g -XX:+UseSerialGC -cp "$lib/classes:$lib/*" Quotes
