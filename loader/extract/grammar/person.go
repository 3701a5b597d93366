package grammar

import (
	"strings"

	"hearsay/loader/extract"
)

// persons makes the name the head of what stands before it where the parser made the title or
// country so: "U.S. Sen. Hal Whitmore accused" is about Whitmore.
func persons(d *extract.Document) {
	for _, n := range d.Names {
		if n.Type == extract.NamePerson {
			headName(d, n)
		}
	}
}

func headName(d *extract.Document, n extract.Name) {
	h := d.Tokens[n.First].Head
	if h < 0 || h >= n.First || d.Tokens[h].Sent != d.Tokens[n.First].Sent || d.Tokens[n.First].Rel != "flat" && d.Tokens[n.First].Rel != "compound" {
		return
	}
	for i := h; i < n.Last; i++ {
		if !strings.HasPrefix(d.Tokens[i].Tag, "NNP") || i > h && (d.Tokens[i].Head < h || d.Tokens[i].Head >= n.Last) {
			return
		}
	}
	sent := d.Sentences[d.Tokens[h].Sent]
	for i := sent.First; i < sent.Last; i++ {
		if i != n.First && d.Tokens[i].Head == h {
			d.Tokens[i].Head = n.First
		}
	}
	d.Tokens[n.First].Head, d.Tokens[n.First].Rel = d.Tokens[h].Head, d.Tokens[h].Rel
	d.Tokens[h].Head, d.Tokens[h].Rel = n.First, "nmod"
	for i := n.First + 1; i < n.Last; i++ {
		d.Tokens[i].Head, d.Tokens[i].Rel = n.First, "flat"
	}
}
