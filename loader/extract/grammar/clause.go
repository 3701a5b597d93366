package grammar

import "hearsay/loader/extract"

// A relative clause between a subject and its verb ("The bank, which was fined last year,
// apologised") makes the parser lose the main verb more often than not. Such a clause is parsed
// by itself, and the sentence as if it were not there; then the clause is hung on the noun
// before it.

// relatives returns the relative clauses between commas of a tagged sentence that stand before
// a finite verb, commas included.
func relatives(d *extract.Document, x extract.Sentence, tag func(int) string) (out []aside) {
	for i := x.First + 1; i+3 < x.Last; i++ {
		if d.Form(i) != "," || !relative[d.Low(i+1)] || !ends[tag(i-1)] {
			continue
		}
		if j := closes(d, x, i, tag); j > 0 {
			out = append(out, aside{i, j + 1})
			i = j
		}
	}
	return out
}

var relative = set("who which whose whom")

// closes returns the comma that ends the relative clause behind the comma at i and stands before
// the verb of the noun that it tells of; 0 if there is none.
func closes(d *extract.Document, x extract.Sentence, i int, tag func(int) string) int {
	verb := false
	for j := i + 2; j+1 < x.Last && j < i+maxClause; j++ {
		if isQuote(d.Form(j)) {
			return 0
		}
		if d.Form(j) != "," {
			verb = verb || finite(tag(j))
			continue
		}
		k := j + 1
		for k < x.Last-1 && (tag(k) == "RB" || isQuote(d.Form(k))) {
			k++
		}
		if d.Low(k) == "on" && k+2 < x.Last && weekdays[d.Low(k+1)] { // ", on Friday declared"
			k += 2
		}
		if t := tag(k); verb && (finite(t) || t == "VBN" && reports[d.Low(k)]) {
			return j
		}
	}
	return 0
}

// maxClause bounds the tokens of a relative clause.
const maxClause = 40

func finite(tag string) bool { return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD" }

// hangClause hangs a parsed relative clause, which stands between the commas of t, on the noun
// before it.
func hangClause(d *extract.Document, t aside) {
	noun := t.first - 1
	for h := d.Tokens[noun].Head; h >= 0 && h < t.first && nameRel[d.Tokens[noun].Rel]; h = d.Tokens[noun].Head {
		noun = h
	}
	root := -1
	for i := t.first + 1; i < t.last-1; i++ {
		h := d.Tokens[i].Head
		if root < 0 && (h < 0 || h == t.first-1 && d.Tokens[i].Rel == "acl:relcl") {
			root = i
		}
	}
	if root < 0 {
		root = t.first + 1
	}
	for i := t.first + 1; i < t.last-1; i++ { // nothing else hangs on the noun or alone
		if h := d.Tokens[i].Head; i != root && (h < 0 || h == t.first-1) {
			d.Tokens[i].Head = root
		}
	}
	d.Tokens[root].Head, d.Tokens[root].Rel = noun, "acl:relcl"
	for _, comma := range []int{t.first, t.last - 1} {
		d.Tokens[comma].Head, d.Tokens[comma].Rel = root, "punct"
	}
}

// nameRel are the relations of the words of a name to its head.
var nameRel = map[string]bool{"flat": true, "compound": true}

// isClause reports whether t is a relative clause between commas.
func isClause(d *extract.Document, t aside) bool { return d.Form(t.first) == "," }
