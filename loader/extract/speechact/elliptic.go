package speechact

import (
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// shortest is how many words a denial has that leaves out what it denies.
const shortest = 8

// elliptic reads a denial that leaves out what is denied: "insisted it had not", "says he did
// no such thing", "said they had done nothing of the kind".
func (v *view) elliptic(r *extract.Report, i, subj int, neg bool) bool {
	if subj < 0 || !v.self(r, subj) && v.tag(subj) != "PRP" || len(v.tokens(r.Content)) > shortest {
		return false
	}
	such := false
	for _, k := range v.tokens(r.Content) {
		switch v.low(k) {
		case "such":
			such = k+1 < len(v.Tokens) && (v.low(k+1) == "thing" || v.low(k+1) == "things")
			if k+1 < len(v.Tokens) && v.tag(k + 1)[0] == 'N' && k > 0 && v.low(k-1) == "no" && v.hostile && v.tag(i)[0] == 'V' && v.rel(k+1) == "obj" {
				return true // "had received no such warning"
			}
		case "kind", "sort":
			such = k > 1 && v.low(k-1) == "the" && v.low(k-2) == "of"
		}
	}
	if such && v.Tokens[i].Lemma == "do" {
		return neg || v.near(i-1, "no") || v.near(i-1, "nothing")
	}
	if !neg {
		return false
	}
	if o := v.child(i, "obj"); o >= 0 && v.points(o) && v.rel(i) != "xcomp" && v.passed(i) && (v.Tokens[i].Lemma == "say" || v.Tokens[i].Lemma == "do" || v.Tokens[i].Lemma == "write") {
		return true // "she never said that"
	}
	switch v.Tokens[i].Lemma {
	case "have", "do", "be", "'d":
	default:
		return false
	}
	for _, k := range v.kids[i] { // nothing but the subject and the negation
		switch rel := v.rel(k); {
		case k == subj, rel == "punct", rel == "mark", v.low(k) == "not", v.low(k) == "n't", v.low(k) == "never", v.low(k) == "so", strings.HasPrefix(rel, "aux"):
		default:
			return false
		}
	}
	return true
}

// fragment reads a quotation that is no clause and only says that something is not so: "Not
// true," he wrote.
func (v *view) fragment(r *extract.Report) bool {
	toks := v.tokens(r.Content)
	var ws []string
	for _, i := range toks {
		if t := v.tag(i); t[0] >= 'A' && t[0] <= 'Z' {
			ws = append(ws, v.low(i))
		}
	}
	if r.Rule != "quotation" || len(ws) == 0 || len(ws) > 3 {
		return false
	}
	switch strings.Join(ws, " ") {
	case "not true", "false", "untrue", "lies", "all lies", "nonsense", "rubbish", "utter nonsense", "complete nonsense", "total nonsense", "absolutely not", "fake news",
		"absolutely false", "totally false", "completely false", "not so", "a lie", "wrong", "simply not true", "pure invention", "pure fiction":
		return true
	}
	return false
}

// innocent reads "he was innocent", "they are not guilty", said of a person, and "it was not
// us", "we are not involved", said of oneself.
func (v *view) innocent(r *extract.Report, i, subj int, neg bool) bool {
	if subj < 0 || v.child(i, "cop", "aux:pass") < 0 {
		return false
	}
	switch v.low(i) {
	case "us", "me", "him", "them":
		return neg && v.low(subj) == "it"
	case "involved", "responsible", "complicit":
		return neg && v.self(r, subj)
	}
	if !v.actor(subj) {
		return false
	}
	switch v.low(i) {
	case "innocent", "blameless":
		return !neg
	case "guilty":
		return neg
	}
	return false
}

// rejectsDeed reads what denies a deed without naming it.
func (v *view) rejectsDeed(r *extract.Report, i, subj int, neg bool) (reading, bool) {
	switch {
	case v.elliptic(r, i, subj, neg):
		return reading{graph.ActDeny, i, -1, "implied-ellipsis"}, true
	case v.innocent(r, i, subj, neg):
		return reading{graph.ActDeny, i, -1, "implied-innocent"}, true
	}
	return reading{}, false
}
