package grammar

import (
	"slices"
	"strings"

	"hearsay/loader/extract"
)

// speakers takes for a name what stands in capitals before a colon where the article names
// somebody so elsewhere: "BERG: We shall see." beside "the mayor, Ann Berg".
func speakers(d *extract.Document) {
	known := map[string]bool{}
	for _, n := range d.Names {
		if n.Type == extract.NamePerson {
			known[strings.ToUpper(d.Form(n.Last-1))] = true
		}
	}
	for k, s := range d.Sentences {
		colon := s.Last - 1
		if colon <= s.First || d.Form(colon) != ":" || k+1 == len(d.Sentences) || d.Sentences[k+1].Block != s.Block ||
			k > 0 && d.Sentences[k-1].Block == s.Block || !known[d.Form(colon-1)] {
			continue
		}
		at, taken := slices.BinarySearchFunc(d.Names, s.First, func(n extract.Name, first int) int { return n.First - first })
		if taken || at < len(d.Names) && d.Names[at].First < s.Last {
			continue
		}
		first := s.First
		for first < colon-1 && !known[d.Form(first)] && d.Tokens[first].Tag != "NNP" {
			first++
		}
		d.Names = slices.Insert(d.Names, at, extract.Name{First: first, Last: colon, Type: extract.NamePerson})
	}
}
