package eval

import (
	"strings"

	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// gumNames gives names the borders that GUM gives them. Its guidelines mark the
// whole phrase of an entity: a title is part of a person's name ("Senator Baker"), and
// a place is one name with the larger place behind its comma ("Exeter, Devon"). What a
// name is, and its type, stay as they were found.
func gumNames(d *extract.Document) []extract.Name {
	var out []extract.Name
	for _, n := range d.Names {
		first := d.Sentences[d.Tokens[n.First].Sent].First
		for n.Type == extract.NamePerson && n.First > first && isTitle(d, n.First-1) {
			n.First--
		}
		if k := len(out) - 1; k >= 0 && n.Type == extract.NamePlace && out[k].Type == n.Type && out[k].First >= first &&
			out[k].Last+1 == n.First && d.Form(out[k].Last) == "," && !listed(d, n.Last) {
			out[k].Last = n.Last
			continue
		}
		out = append(out, n)
	}
	return out
}

// listed reports whether an enumeration goes on at token k: "Oslo, Bergen and".
func listed(d *extract.Document, k int) bool {
	if k+1 < len(d.Tokens) && d.Form(k) == "," {
		k++
	}
	return k < len(d.Tokens) && (d.Form(k) == "and" || d.Form(k) == "or" || d.Form(k) == "&")
}

// isTitle reports whether token k is a title with a capital.
func isTitle(d *extract.Document, k int) bool {
	form := d.Form(k)
	low := strings.ToLower(form)
	return form != low && world.In(world.Titles, strings.TrimSuffix(low, "."))
}
