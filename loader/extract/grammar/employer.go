package grammar

import (
	"strings"

	"hearsay/loader/extract"
)

// employers mends trees that part a name from the office held under it: in "accused Ole Berg
// campaign manager Ann Lind of theft" the manager is accused, not Berg.
func employers(d *extract.Document) {
	for k := 0; k+1 < len(d.Names); k++ {
		n, next := d.Names[k], d.Names[k+1]
		h := next.First - 1 // the office
		if next.Type != extract.NamePerson || h < n.Last || h-n.Last > 2 || d.Tokens[n.First].Sent != d.Tokens[next.First].Sent {
			continue
		}
		whole := true
		for i := n.Last; i <= h; i++ {
			whole = whole && d.Tokens[i].Tag == "NN"
		}
		top := n.First
		for i := n.First; i < n.Last; i++ {
			if g := d.Tokens[i].Head; g < n.First || g >= n.Last {
				top = i
			}
		}
		name, office := &d.Tokens[top], &d.Tokens[h]
		if !whole || name.Head < 0 || name.Head >= n.First && name.Head < next.Last || office.Head != top && office.Head != name.Head || strings.HasPrefix(office.Rel, "nsubj") {
			continue
		}
		if office.Head != top && office.Rel != "obl" && office.Rel != "appos" && office.Rel != "obj" && office.Rel != "nmod" {
			continue
		}
		office.Head, office.Rel = name.Head, name.Rel
		name.Head, name.Rel = h, "compound"
		for i := range d.Tokens[n.First:next.Last] {
			if t := &d.Tokens[n.First+i]; t.Head == top && n.First+i >= n.Last {
				t.Head = h
			}
		}
	}
}
