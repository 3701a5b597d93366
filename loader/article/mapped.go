package article

import (
	"sort"
	"strings"
	"unicode/utf8"

	"hearsay/graph"

	"golang.org/x/text/unicode/norm"
)

// mapped is text that knows where its bytes came from: each segment says that
// bytes of s stand in the raw input byte for byte. Segments are in order and do
// not overlap in s.
type mapped struct {
	s    string
	segs []graph.Segment
}

// made is text that does not stand in the raw input.
func made(s string) mapped { return mapped{s: s} }

// cut returns the bytes [i, j) of m.
func (m mapped) cut(i, j int) mapped {
	out := mapped{s: m.s[i:j]}
	k := sort.Search(len(m.segs), func(k int) bool { return m.segs[k].Clean+m.segs[k].Len > i })
	for ; k < len(m.segs) && m.segs[k].Clean < j; k++ {
		lo, hi := max(m.segs[k].Clean, i), min(m.segs[k].Clean+m.segs[k].Len, j)
		out.segs = append(out.segs, graph.Segment{Clean: lo - i, Raw: m.segs[k].Raw + lo - m.segs[k].Clean, Len: hi - lo})
	}
	return out
}

// trim returns m without white space at both ends.
func (m mapped) trim() mapped {
	i := len(m.s) - len(strings.TrimLeft(m.s, " \t\n"))
	j := len(strings.TrimRight(m.s, " \t\n"))
	if i >= j {
		return mapped{}
	}
	return m.cut(i, j)
}

// builder puts mapped text together.
type builder struct {
	b    strings.Builder
	segs []graph.Segment
}

func (b *builder) len() int { return b.b.Len() }

// copy appends bytes that stand at raw in the input.
func (b *builder) copy(s string, raw int) {
	if s == "" {
		return
	}
	at := b.b.Len()
	b.b.WriteString(s)
	if n := len(b.segs); n > 0 {
		if l := &b.segs[n-1]; l.Clean+l.Len == at && l.Raw+l.Len == raw {
			l.Len += len(s)
			return
		}
	}
	b.segs = append(b.segs, graph.Segment{Clean: at, Raw: raw, Len: len(s)})
}

// make appends bytes that do not stand in the input.
func (b *builder) make(s string) { b.b.WriteString(s) }

// add appends the bytes [i, j) of m.
func (b *builder) add(m mapped, i, j int) {
	at := i
	k := sort.Search(len(m.segs), func(k int) bool { return m.segs[k].Clean+m.segs[k].Len > i })
	for ; k < len(m.segs) && m.segs[k].Clean < j; k++ {
		lo, hi := max(m.segs[k].Clean, i), min(m.segs[k].Clean+m.segs[k].Len, j)
		b.make(m.s[at:lo])
		b.copy(m.s[lo:hi], m.segs[k].Raw+lo-m.segs[k].Clean)
		at = hi
	}
	b.make(m.s[at:j])
}

func (b *builder) text() mapped { return mapped{s: b.b.String(), segs: b.segs} }

// isSpace reports white space of any kind, the no-break spaces included.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\v', '\f', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// isInvisible reports characters that are dropped: soft hyphen, zero-width space,
// word joiner, byte order mark, direction marks. Bidirectional overrides stay:
// what was published is kept as data and shown with care.
func isInvisible(r rune) bool {
	return r == 0xAD || r == 0x200B || r == 0x2060 || r == 0xFEFF || r == 0x200E || r == 0x200F
}

// isJoiner reports the zero-width joiners, which carry meaning in scripts that
// join letters and in emoji and none in Latin text.
func isJoiner(r rune) bool { return r == 0x200C || r == 0x200D }

// tidy returns m as it goes into an article: runs of white space are one space,
// invisible characters are gone, composed by NFC, no space at the ends.
func (m mapped) tidy() mapped {
	var b builder
	space, last := false, rune(0)
	for i := 0; i < len(m.s); {
		r, w := utf8.DecodeRuneInString(m.s[i:])
		switch {
		case isSpace(r):
			// A space that stands in the input is kept as such; any other is made.
			if !space && b.len() > 0 {
				if r == ' ' {
					b.add(m, i, i+w)
				} else {
					b.make(" ")
				}
			}
			space = true
		case isInvisible(r), isJoiner(r) && last < 0x300, r < 0x20, r == 0x7F, r > 0x7F && r < 0xA0:
		default:
			b.add(m, i, i+w)
			space, last = false, r
		}
		i += w
	}
	out := b.text().trim()
	if !norm.NFC.IsNormalString(out.s) {
		out = out.nfc()
	}
	return out
}

// nfc composes m; what changes by it has no place in the raw input any more.
func (m mapped) nfc() mapped {
	var b builder
	for i := 0; i < len(m.s); {
		n := norm.NFC.NextBoundaryInString(m.s[i:], true)
		if n <= 0 {
			n = len(m.s) - i
		}
		if part := m.s[i : i+n]; norm.NFC.IsNormalString(part) {
			b.add(m, i, i+n)
		} else {
			b.make(norm.NFC.String(part))
		}
		i += n
	}
	return b.text()
}

// RawSpan returns the half-open range of raw bytes that the clean span of a's text
// was read from: the smallest one that holds every byte of it that stands in the
// raw input. ok is false where none does.
func RawSpan(a *graph.Article, s graph.Span) (start, end int, ok bool) {
	segs := a.Source
	k := sort.Search(len(segs), func(k int) bool { return segs[k].Clean+segs[k].Len > s.Start })
	for ; k < len(segs) && segs[k].Clean < s.End; k++ {
		lo := segs[k].Raw + max(s.Start-segs[k].Clean, 0)
		hi := segs[k].Raw + min(segs[k].Len, s.End-segs[k].Clean)
		if !ok {
			start, end, ok = lo, hi, true
		}
		start, end = min(start, lo), max(end, hi)
	}
	return start, end, ok
}
