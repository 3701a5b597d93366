package article

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// decode turns raw bytes into text in UTF-8 with its map: byte order marks and
// control characters go, line ends become LF, broken bytes become U+FFFD.
func (d *draft) decode(raw []byte, declared string, f Format) (mapped, *Error) {
	if out, ok, err := d.decodeUTF16(raw); ok || err != nil {
		return out, err
	}
	if isBinary(raw) {
		return mapped{}, refuse(BinaryInput, "the input is binary, not text")
	}
	if utf8.Valid(raw) {
		return d.clean(string(raw), nil), nil
	}
	enc, name := d.charset(raw, declared, f)
	if enc == nil || name == "utf-8" {
		return d.repair(raw)
	}
	return d.transcode(raw, enc), nil
}

// magic are the first bytes of file types that may hold no NUL early on.
var magic = []string{"%PDF-", "\x89PNG", "GIF8", "\xff\xd8\xff", "PK\x03\x04", "\x1f\x8b", "\x7fELF", "RIFF", "{\\rtf", "SQLite format 3"}

// isBinary reports bytes that are no text: a known signature, or more than one
// control character in thirty of the first 8 KiB.
func isBinary(raw []byte) bool {
	for _, m := range magic {
		if bytes.HasPrefix(raw, []byte(m)) {
			return true
		}
	}
	head := raw[:min(len(raw), 8<<10)]
	n := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			n++
		}
	}
	return n > 3 && n*30 > len(head)
}

// declaration is how a page names its charset.
var declaration = regexp.MustCompile(`(?i)<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([a-z0-9_:-]+)`)

// charset finds the declared encoding of bytes that are not UTF-8.
func (d *draft) charset(raw []byte, declared string, f Format) (encoding.Encoding, string) {
	if declared != "" {
		if e, name := charset.Lookup(declared); e != nil {
			return e, name
		}
	}
	if f == HTML {
		if g := declaration.FindSubmatch(raw[:min(len(raw), 4096)]); g != nil {
			return charset.Lookup(string(g[1]))
		}
	}
	return nil, ""
}

// repair replaces broken UTF-8. Where every second non-ASCII byte is broken the
// input was never UTF-8, and guessing its charset would make up its words.
func (d *draft) repair(raw []byte) (mapped, *Error) {
	var bad, good int
	for i := 0; i < len(raw); {
		r, w := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		} else if w > 1 {
			good++
		}
		i += w
	}
	d.warn(ReplacedBytes, bad, "%d bytes are not UTF-8 and no charset is declared; each was replaced by U+FFFD", bad)
	if bad > 16 && bad > good && bad*10 > len(raw) {
		return mapped{}, refuse(BadEncoding, "%d of %d bytes are not UTF-8 and no charset is declared", bad, len(raw))
	}
	return d.clean(string(raw), nil), nil
}

// transcode decodes a declared charset. In a charset of single bytes the ASCII
// bytes stand in the text as they stood in the input.
func (d *draft) transcode(raw []byte, enc encoding.Encoding) mapped {
	dec := enc.NewDecoder()
	if len(raw) > 0 && singleByte(enc) {
		var table [256]string
		for c := 128; c < 256; c++ {
			s, err := dec.String(string([]byte{byte(c)}))
			if err != nil || s == "" {
				s = "\uFFFD"
			}
			table[c] = s
		}
		return d.clean(string(raw), &table)
	}
	s, err := dec.Bytes(raw)
	if err != nil {
		s = []byte(strings.ToValidUTF8(string(raw), "\uFFFD"))
	}
	var tmp draft
	m := tmp.clean(string(s), nil)
	d.warnings = append(d.warnings, tmp.warnings...)
	d.warn(ReplacedBytes, strings.Count(m.s, "\uFFFD"), "bytes that the declared charset does not know were replaced by U+FFFD")
	return mapped{s: m.s} // a charset of several bytes: no map
}

// singleByte reports whether every byte of the charset is one character and ASCII
// is itself.
func singleByte(enc encoding.Encoding) bool {
	for _, probe := range []string{"A", "z", "~"} {
		if s, err := enc.NewDecoder().String(probe); err != nil || s != probe {
			return false
		}
	}
	for c := 128; c < 256; c++ {
		s, err := enc.NewDecoder().String(string([]byte{byte(c), 'A', 'A', 'A'}))
		if err != nil || !strings.HasSuffix(s, "AAA") || utf8.RuneCountInString(s) != 4 {
			return false
		}
	}
	return true
}

// clean copies s with its map, without byte order mark and control characters and
// with LF for every line end. table, if not nil, decodes the bytes from 128 on.
func (d *draft) clean(s string, table *[256]string) mapped {
	var b builder
	b.b.Grow(len(s))
	controls, bad := 0, 0
	run := 0 // start of the bytes not yet copied
	flush := func(i, next int, lit string) {
		b.copy(s[run:i], run)
		b.make(lit)
		run = next
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\r':
			flush(i, i+1, "")
			if i+1 >= len(s) || s[i+1] != '\n' {
				b.make("\n")
			}
			i++
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f:
			if c != '\f' && c != '\v' {
				controls++
			}
			flush(i, i+1, "")
			i++
		case c < utf8.RuneSelf:
			i++
		case table != nil:
			if table[c] == "\uFFFD" {
				bad++
			}
			flush(i, i+1, table[c])
			i++
		default:
			r, w := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && w == 1:
				flush(i, i+1, "\uFFFD")
			case r == 0xFEFF:
				flush(i, i+w, "")
			case r >= 0x80 && r < 0xA0 && r != 0x85:
				controls++
				flush(i, i+w, "")
			}
			i += w
		}
	}
	flush(len(s), len(s), "")
	d.warn(RemovedControls, controls, "%d control characters were removed", controls)
	d.warn(ReplacedBytes, bad, "%d bytes that the declared charset does not know were replaced by U+FFFD", bad)
	return b.text()
}

// decodeUTF16 reads UTF-16 by its byte order mark or, without one, by its zeros.
// Clean bytes and raw bytes are never the same, so the map has one anchor where a
// word begins and one where it ends.
func (d *draft) decodeUTF16(raw []byte) (mapped, bool, *Error) {
	endian, skip, ok := utf16Order(raw)
	if !ok {
		return mapped{}, false, nil
	}
	at := func(i int) uint16 {
		if endian == unicode.BigEndian {
			return uint16(raw[i])<<8 | uint16(raw[i+1])
		}
		return uint16(raw[i+1])<<8 | uint16(raw[i])
	}
	var b builder
	bad, controls := 0, 0
	i := skip
	for ; i+1 < len(raw); i += 2 {
		u := rune(at(i))
		if utf16.IsSurrogate(u) {
			r := rune(utf8.RuneError)
			if i+3 < len(raw) {
				r = utf16.DecodeRune(u, rune(at(i+2)))
			}
			if r == utf8.RuneError {
				bad++
			} else {
				i += 2
			}
			b.make(string(r))
			continue
		}
		switch {
		case u == '\r':
			if i+3 >= len(raw) || at(i+2) != '\n' {
				b.make("\n")
			}
		case u < 0x20 && u != '\n' && u != '\t' || u == 0x7f || u >= 0x80 && u < 0xA0:
			controls++
		case u == 0xFEFF:
		case u > ' ' && u < 0x7f && (wordEdge(at, i-2, skip, len(raw)) || wordEdge(at, i+2, skip, len(raw))):
			b.copy(string(u), i+asciiByte(endian))
		default:
			b.make(string(u))
		}
	}
	if i < len(raw) {
		bad++
		b.make("\uFFFD")
	}
	d.warn(ReplacedBytes, bad, "%d broken UTF-16 units were replaced by U+FFFD", bad)
	d.warn(RemovedControls, controls, "%d control characters were removed", controls)
	if bad > 16 && bad*4 > len(raw)/2 {
		return mapped{}, true, refuse(BadEncoding, "%d of %d UTF-16 units are broken", bad, len(raw)/2)
	}
	return b.text(), true, nil
}

// asciiByte is where in its unit the byte of an ASCII character stands.
func asciiByte(e unicode.Endianness) int {
	if e == unicode.BigEndian {
		return 1
	}
	return 0
}

// wordEdge reports whether the unit at i is outside the text or no ASCII letter or digit.
func wordEdge(at func(int) uint16, i, lo, hi int) bool {
	if i < lo || i+1 >= hi {
		return true
	}
	c := at(i)
	return !(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')
}

// utf16Order tells UTF-16 from its mark, or from zeros in every second of the
// first bytes.
func utf16Order(raw []byte) (e unicode.Endianness, skip int, ok bool) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return unicode.LittleEndian, 2, true
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return unicode.BigEndian, 2, true
	}
	n := min(len(raw), 512) / 2
	if n < 8 {
		return e, 0, false
	}
	var zero [2]int
	for i := 0; i < 2*n; i++ {
		if raw[i] == 0 {
			zero[i%2]++
		}
	}
	switch {
	case zero[0] == 0 && zero[1]*10 >= n*9:
		return unicode.LittleEndian, 0, true
	case zero[1] == 0 && zero[0]*10 >= n*9:
		return unicode.BigEndian, 0, true
	}
	return e, 0, false
}
