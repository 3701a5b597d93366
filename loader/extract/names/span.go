package names

// Span is a name: the half-open range of words [First, Last) of a sentence.
type Span struct {
	First, Last int
	Type        string // PER, LOC or ORG
}

// Spans reads the names off the labels of a sentence.
func Spans(labels []uint8) []Span {
	var out []Span
	for i := 0; i < len(labels); i++ {
		l := labels[i]
		if l == 0 {
			continue
		}
		s := Span{First: i, Type: Labels[l][2:]}
		for i+1 < len(labels) && labels[i+1] > 0 && allowed(labels[i], labels[i+1]) && !begins(labels[i+1]) {
			i++
		}
		s.Last = i + 1
		out = append(out, s)
	}
	return out
}

// begins reports whether a label opens a name (B or U).
func begins(l uint8) bool { return l > 0 && ((l-1)%4 == 0 || (l-1)%4 == 3) }
