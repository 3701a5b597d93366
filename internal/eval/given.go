package eval

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"hearsay/loader/extract"
	"hearsay/loader/extract/coref"
)

// resolveGiven resolves the mentions of a gold text anew, with the names and mentions of the
// gold in the place of those found, and returns what the engine joins.
func resolveGiven(g *Doc, d *extract.Document) *Doc {
	points := codePoints(g.Text)
	d.Names = nil
	type phrase struct{ first, last int }
	kind := map[phrase]extract.NameType{} // of a phrase with a name
	for _, e := range g.Entities {
		t := extract.NameType(typeOf(e))
		if a, b := tokensOf(d, points, e.Mention); a < b {
			kind[phrase{a, b}] = t
		}
		if a, b := tokensOf(d, points, e.Span); a < b && (t == extract.NamePerson || t == extract.NameOrg || t == extract.NamePlace) {
			d.Names = append(d.Names, extract.Name{First: a, Last: b, Type: t})
		}
	}
	slices.SortFunc(d.Names, func(a, b extract.Name) int { return cmp.Or(a.First-b.First, b.Last-a.Last) })
	last := 0
	d.Names = slices.DeleteFunc(d.Names, func(n extract.Name) bool { // no name in a name
		inside := n.First < last
		last = max(last, n.Last)
		return inside
	})
	var given []coref.Given
	for _, c := range g.Coref {
		var phrases []coref.Given
		var of extract.NameType
		for _, m := range c {
			a, b := tokensOf(d, points, m)
			if a >= b {
				continue
			}
			phrases = append(phrases, coref.Given{First: a, Last: b})
			if t := kind[phrase{a, b}]; t != "" {
				of = t
			} else if b == a+1 && heShe[strings.ToLower(d.Form(a))] {
				of = extract.NamePerson
			}
		}
		for _, x := range phrases {
			x.Type = of
			given = append(given, x)
		}
	}
	coref.Resolve(d, given)
	return &Doc{ID: g.ID, Coref: corefOf(d, points)}
}

// tokensOf returns the tokens [first, last) that a span of code points touches.
func tokensOf(d *extract.Document, points []int, s Span) (first, last int) {
	n := len(d.Tokens)
	first = sort.Search(n, func(i int) bool { return points[d.Tokens[i].End] > s[0] })
	last = sort.Search(n, func(i int) bool { return points[d.Tokens[i].Start] >= s[1] })
	return first, last
}
