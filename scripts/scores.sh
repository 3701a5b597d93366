#!/usr/bin/env bash
# Measures the extraction on the development files and writes testdata/gold/scores.txt,
# so that the diff of a change shows what it does to every figure.
# Usage: scripts/scores.sh [--check]   (--check: change nothing, fail if a figure differs)
#
# The files are not part of the project: they are looked for in HEARSAY_GOLD, by
# default ../shared. Without them nothing is measured and the file stays as it is.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C

gold=${HEARSAY_GOLD:-../shared}
file=testdata/gold/scores.txt
if [ ! -d "$gold/eval" ]; then
  echo "scores: no development files in $gold/eval: $file is left as it is" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/hearsay" .

# table keeps the figures that are worth following, without the counts.
table() {
  awk '
    { sub(/   [0-9]+ predicted, [0-9]+ gold$/, ""); n = 3 }
    sub(/   of [0-9]+$/, "") { n = 1 }
    NF > n {
      p = r = "-"; f = $NF
      if (n == 3) { p = $(NF-2); r = $(NF-1) }
      name = $1; for (i = 2; i <= NF - n; i++) name = name " " $i
      if (name ~ /_head|\.soft|\.token|^answers( .explicit.)?$|cue=none|^blame|^cue|\.(muc|b3|lea)$/ && name !~ /^cue.(overlap|given)/) next
      printf "%-50s %6s %6s %6s\n", name, p, r, f
    }'
}

measure() {
  echo "In percent. Made by scripts/scores.sh. A single figure is a share of those that were paired."
  printf '\n%-50s %6s %6s %6s\n' "" P R F1
  for name in polnear_dev gum_news gum_other ewt pud_ner meantime plover; do
    [ -f "$gold/eval/attribution/$name.jsonl" ] || continue
    printf '\n== %s\n' "$name"
    "$work/hearsay" eval attribution "$gold/eval/attribution/$name.jsonl" 2>/dev/null | tail -n +2 | table
  done
  if [ -f "$gold/eval/acts/gold.jsonl" ]; then
    printf '\n== acts\n'
    "$work/hearsay" eval acts "$gold/eval/acts/gold.jsonl" --docs "$gold/eval/acts/docs.jsonl" 2>/dev/null | tail -n +2 | table
  fi
  if [ -f "$gold/seed/putin-pact.gold.json" ]; then
    printf '\n== seed article\n'
    go test -count=1 -v -run '^TestSeedAttributions$' ./loader/extract/english | sed -n 's/.*_test.go:[0-9]*: \(source and content right\)/\1/p'
  fi
  if [ -d "$gold/treebank" ]; then
    printf '\n== tagger, parser and names, on gold tokens\n'
    go run ./loader/extract/train -data "$gold/treebank" -score loader/extract/model
  fi
}

measure >"$work/scores.txt"
if [ "${1:-}" = --check ]; then
  exec diff -u "$file" "$work/scores.txt"
fi
mkdir -p "$(dirname "$file")"
diff -u "$file" "$work/scores.txt" || true
cp "$work/scores.txt" "$file"
