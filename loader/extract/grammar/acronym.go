package grammar

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/loader/extract"
)

// acronyms takes for a name, wherever it stands, what the article explains in brackets
// behind a name: "the River Guard Union (RGU)".
func acronyms(d *extract.Document) {
	known := map[string]extract.NameType{}
	for _, n := range d.Names {
		if k := n.Last + 1; k+1 < len(d.Tokens) && d.Form(k-1) == "(" && d.Form(k+1) == ")" && shortens(d, k, n) {
			known[d.Form(k)] = n.Type
		}
	}
	if len(known) == 0 {
		return
	}
	named := make([]bool, len(d.Tokens))
	for i, n := range d.Names {
		for k := n.First; k < n.Last; k++ {
			named[k] = true
		}
		if t, ok := known[d.Form(n.First)]; ok && n.Last-n.First == 1 {
			d.Names[i].Type = t
		}
	}
	for k := range d.Tokens {
		if t, ok := known[d.Form(k)]; ok && !named[k] {
			d.Names = append(d.Names, extract.Name{First: k, Last: k + 1, Type: t})
		}
	}
	slices.SortFunc(d.Names, func(a, b extract.Name) int { return cmp.Compare(a.First, b.First) })
}

// shortens reports whether token k is made of the first letters of the words of a name,
// of all or of those with a capital.
func shortens(d *extract.Document, k int, n extract.Name) bool {
	short := d.Form(k)
	if len(short) < 2 || short != strings.ToUpper(short) {
		return false
	}
	var all, capitals strings.Builder
	for i := n.First; i < n.Last; i++ {
		r, _ := utf8.DecodeRuneInString(d.Form(i))
		if !unicode.IsLetter(r) {
			continue
		}
		all.WriteRune(unicode.ToUpper(r))
		if unicode.IsUpper(r) {
			capitals.WriteRune(r)
		}
	}
	return short == all.String() || short == capitals.String()
}
