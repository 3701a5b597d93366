package api

import (
	"fmt"
	"testing"
)

// A query costs as many store reads as it has levels, however much it finds: the same
// query over pages of 2 and of 60 makes the same number of reads.
func TestReadsDoNotGrowWithAnswers(t *testing.T) {
	tests := []struct {
		name  string
		query string // %d is the page size
		reads int64
	}{
		{"who accused whom of what", `{ whoAccusedWhom(first: %d, acts: [ACCUSE, DENY, SAY]) { nodes { sources { name } targets { name } proposition
			reports(first: 1) { nodes { article { title url } content { start end exact } } } } } }`, 3},
		{"claims with events and both links", `{ claims(first: %d) { nodes { events { label place { name } } links(first: 3) { nodes { claim { act } } } } } }`, 5},
		{"entities with claims made and received", `{ entities(first: %d) { nodes { name
			claimsMade(first: 5) { nodes { targets { name } } } claimsReceived(first: 5) { nodes { sources { name } } } } } }`, 5},
		{"entities, four levels down", `{ entities(first: %d) { nodes { claimsMade(first: 3) { edges { node {
			targets { claimsMade(first: 2) { nodes { reports(first: 1) { nodes { cue { exact } } } } } } } } } } } }`, 5},
		{"persons with roles and their receipts", `{ entities(first: %d, filter: {kinds: [PERSON]}) { nodes { ... on Person { roles { title holder { name } article { title } selector { exact } } } } } }`, 5},
		{"articles with attributions in order", `{ articles(first: %d) { nodes { title attributions(first: 10) { totalCount nodes {
			source { exact } cue { exact } content { exact } parent { act } nested(first: 3) { nodes { act } } addressees { name } events { label } claim { sources { name } } } } } } }`, 10},
		{"articles with mentions", `{ articles(first: %d) { nodes { mentions(first: 10) { totalCount nodes { kind selector { exact } article { title } entity { name } event { label } } } } } }`, 7},
		{"exchanges", `{ exchanges(first: %d) { totalCount nodes { accusation { sources { name } } denial { sources { name } } article { title } } } }`, 5},
		{"matrix", `{ whoToWhom(first: %d) { totalCount nodes { source { name claimsMade(first: 1) { nodes { act } } } target { name } claimCount } } }`, 4},
		{"matrix of countries", `{ countryToCountry(first: %d) { nodes { source target claimCount originCount } } }`, 1},
		{"timeline", `{ timeline(first: %d, by: WEEK) { totalCount nodes { start claimCount acts { act claimCount } } } }`, 1},
		{"counts of nested lists", `{ entities(first: %d) { nodes { claimsMade(first: 1) { totalCount } claimsReceived(first: 1, filter: {acts: [ACCUSE]}) { totalCount } } } }`, 5},
		{"judgements of claims, what they are about now and what was corrected", `{ claims(first: %d, order: OLDEST_FIRST) { nodes { hidden judgements { kind by undoes { id }
			orphaned subjects { name node { id } } } reports(first: 2) { nodes { original { act sources { name } corrections { id } } judgements { id } } } } } }`, 8},
		{"the audit trail", `{ judgements(first: %d) { totalCount nodes { kind subjects { node { ... on Entity { name } ... on Claim { act } } } correction { act sources { node { id } } } } } }`, 3},
		{"names are resolved once for all siblings", `{ entities(first: %d) { nodes { claimsMade(first: 5, filter: {targets: [{name: "Norway"}]}) { nodes { act } } } } }`, 3},
	}
	store := &counting{Store: sampleStore(t, 60)}
	judgeAtRandom(t, store, 80)
	h := New(store, Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			count := func(n int) int64 {
				store.reads.Store(0)
				if a := ask(t, h, fmt.Sprintf(tt.query, n)); len(a.Errors) > 0 {
					t.Fatalf("%+v", a.Errors)
				}
				return store.reads.Load()
			}
			few, many := count(2), count(60)
			if many != tt.reads || few > many {
				t.Errorf("%d reads for a page of 2, %d for a page of 60, want %d", few, many, tt.reads)
			}
		})
	}
}
