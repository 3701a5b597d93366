package extract

// Children returns for each token those that hang on it, in the order of the text.
// What hangs on itself or on no token of the document is nobody's child.
func (d *Document) Children() [][]int {
	n := len(d.Tokens)
	out, all, count := make([][]int, n), make([]int, n), make([]int, n)
	hangs := func(i int) bool {
		h := d.Tokens[i].Head
		return h >= 0 && h < n && h != i
	}
	for i := range d.Tokens {
		if hangs(i) {
			count[d.Tokens[i].Head]++
		}
	}
	for i, c := range count {
		out[i], all = all[:0:c], all[c:]
	}
	for i := range d.Tokens {
		if hangs(i) {
			h := d.Tokens[i].Head
			out[h] = append(out[h], i)
		}
	}
	return out
}
