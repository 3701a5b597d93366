#!/bin/sh
# Measures a SQLite store of so many claims and prints the tables of bench/README.md:
#
#	bench/graph/run.sh 100000 folder
set -eu
claims=${1:?how many claims} folder=${2:?a folder for the store}
db=$folder/graph-$claims.db
go build -o "$folder/bench-graph" ./bench/graph
[ -e "$db" ] || "$folder/bench-graph" load --claims "$claims" --batch 500 --db "$db"
"$folder/bench-graph" ask --claims "$claims" --db "$db"
"$folder/bench-graph" dump --db "$db"
