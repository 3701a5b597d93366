package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// field is one member of a JSON object: where its value stands in the raw bytes.
type field struct {
	name   string
	lo, hi int
}

// readRecord reads one JSON object. Offsets of the article count from the first
// byte of the object's line or, for an object within an array, of the object: the
// bytes that were hashed.
func (d *draft) readRecord(raw []byte) *Error {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) || bytes.IndexByte(raw, 0) >= 0 {
		return refuse(BadEncoding, "JSON records must be UTF-8")
	}
	start := 0
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	if err := validJSON(raw[start:]); err != nil {
		if err.Offset >= 0 {
			err.Offset += int64(start)
		}
		return err
	}
	fields, err := members(raw, start)
	if err != nil {
		return err
	}
	r := &recordReader{d: d, raw: raw, fields: fields}
	return r.read()
}

// validJSON checks the form of a JSON value; the standard decoder bounds its depth.
func validJSON(raw []byte) *Error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return refuse(EmptyInput, "the record is empty")
	}
	var v json.RawMessage
	if err := json.Unmarshal(raw, &v); err != nil {
		e := refuse(BadRecord, "the record is no JSON object: %s", err)
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			e.Offset = max(syntax.Offset-1, 0)
		}
		return e
	}
	return nil
}

// members lists the members of the valid JSON object at start.
func members(raw []byte, start int) ([]field, *Error) {
	i := skipSpace(raw, start)
	if i >= len(raw) || raw[i] != '{' {
		e := refuse(BadRecord, "the record is no JSON object")
		e.Offset = int64(i)
		return nil, e
	}
	var out []field
	seen := map[string]bool{}
	for i = skipSpace(raw, i+1); i < len(raw) && raw[i] != '}'; i = skipSpace(raw, i) {
		if raw[i] == ',' {
			i = skipSpace(raw, i+1)
		}
		end := skipValue(raw, i)
		name := jsonString(raw, i, end, nil).s
		if seen[name] {
			e := refuse(BadRecord, "the field %q is given twice", shorten(name))
			e.Offset, e.Field = int64(i), name
			return nil, e
		}
		seen[name] = true
		i = skipSpace(raw, skipSpace(raw, end)+1)
		end = skipValue(raw, i)
		out = append(out, field{name, i, end})
		i = end
	}
	return out, nil
}

func skipSpace(raw []byte, i int) int {
	for i < len(raw) && (raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\n' || raw[i] == '\r') {
		i++
	}
	return i
}

// skipValue returns the end of the JSON value at i; the JSON is valid, or is cut
// short, and then the end is that of raw.
func skipValue(raw []byte, i int) int {
	depth := 0
	for i < len(raw) {
		switch c := raw[i]; c {
		case '"':
			for i++; i < len(raw) && raw[i] != '"'; i++ {
				if raw[i] == '\\' {
					i++
				}
			}
			i++
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		default:
			for i < len(raw) && strings.IndexByte(`{}[]",: `+"\t\r\n", raw[i]) < 0 {
				i++
			}
			if depth > 0 && i < len(raw) && strings.IndexByte(",: \t\r\n", raw[i]) >= 0 {
				i++
			}
		}
		if depth <= 0 {
			return min(i, len(raw))
		}
	}
	return len(raw)
}

// jsonString decodes the JSON string in raw[lo:hi] with its map; escapes are made
// text. bad, if not nil, counts broken UTF-8 and lone surrogates.
func jsonString(raw []byte, lo, hi int, bad *int) mapped {
	var b builder
	run := lo + 1
	flush := func(i, next int, lit string) {
		b.copy(string(raw[run:max(i, run)]), run)
		b.make(lit)
		run = next
	}
	count := func(r rune) {
		if r == utf8.RuneError && bad != nil {
			*bad++
		}
	}
	for i := lo + 1; i < hi-1; {
		if raw[i] == '\\' {
			r, n := jsonEscape(raw[i : hi-1])
			count(r)
			flush(i, i+n, string(r))
			i += n
			continue
		}
		r, w := utf8.DecodeRune(raw[i:hi])
		if r == utf8.RuneError && w == 1 {
			count(r)
			flush(i, i+1, "\uFFFD")
		}
		i += w
	}
	flush(max(hi-1, lo+1), hi, "")
	return b.text()
}

// jsonEscape decodes the escape that s begins with.
func jsonEscape(s []byte) (r rune, n int) {
	if len(s) < 2 {
		return utf8.RuneError, len(s)
	}
	switch s[1] {
	case 'n':
		return '\n', 2
	case 't':
		return '\t', 2
	case 'r':
		return '\r', 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'u':
		u := hex4(s)
		if !utf16.IsSurrogate(u) {
			return u, min(6, len(s))
		}
		if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
			if r := utf16.DecodeRune(u, hex4(s[6:])); r != utf8.RuneError {
				return r, 12
			}
		}
		return utf8.RuneError, min(6, len(s))
	}
	return rune(s[1]), 2
}

// hex4 reads the four digits of a \u escape.
func hex4(s []byte) (r rune) {
	if len(s) < 6 {
		return utf8.RuneError
	}
	for _, c := range s[2:6] {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		}
	}
	return r
}

// recordReader fills a draft from the members of an object.
type recordReader struct {
	d      *draft
	raw    []byte
	fields []field
	bad    int // broken characters
	err    *Error
}

// get returns the value of the first of the names that is there and not null.
func (r *recordReader) get(names ...string) (field, bool) {
	for _, n := range names {
		i := slices.IndexFunc(r.fields, func(f field) bool { return f.name == n })
		if i >= 0 && r.raw[r.fields[i].lo] != 'n' {
			return r.fields[i], true
		}
	}
	return field{}, false
}

// fail refuses the record for the type of a field.
func (r *recordReader) fail(f field, want string) {
	if r.err == nil {
		got := map[byte]string{'{': "an object", '[': "an array", 't': "true", 'f': "false", '"': "a string", 'n': "null"}[r.raw[f.lo]]
		if got == "" {
			got = "a number"
		}
		r.err = refuse(BadRecord, "the field %q must be %s, it is %s", f.name, want, got)
		r.err.Field, r.err.Offset = f.name, int64(f.lo)
	}
}

// text returns the string of a field with its map.
func (r *recordReader) text(names ...string) mapped {
	f, ok := r.get(names...)
	if !ok {
		return mapped{}
	}
	if r.raw[f.lo] != '"' {
		r.fail(f, "a string")
		return mapped{}
	}
	return jsonString(r.raw, f.lo, f.hi, &r.bad)
}

func (r *recordReader) read() *Error {
	m := &r.d.meta
	title := r.text("title", "headline")
	text := r.text("text", "body")
	page := r.text("html")
	url := r.text("url").s
	published := r.text("published", "date").s
	m.lang = r.text("lang", "language").s
	m.agency = r.text("agency").s
	m.dateline = r.text("dateline").s
	r.publisher()
	r.authors()
	if r.err != nil {
		return r.err
	}
	if m.agency != "" && agencyOf(m.agency) != "" {
		m.agency = agencyOf(m.agency)
	}
	r.d.warn(ReplacedBytes, r.bad, "%d broken characters were replaced by U+FFFD", r.bad)
	m.setURL(url)
	m.setPublished(published)
	switch {
	case strings.TrimSpace(text.s) != "":
		m.title = r.plain(title)
		body := r.plain(text)
		r.d.readText(body, looksMarkdown(body.s))
	case strings.TrimSpace(page.s) != "":
		m.title = r.plain(title)
		return r.d.readHTML(r.plain(page))
	default:
		e := refuse(BadRecord, `the record has neither "text" nor "html"`)
		e.Field = "text"
		return e
	}
	return nil
}

// plain removes control characters from a decoded string.
func (r *recordReader) plain(m mapped) mapped {
	var b builder
	controls := 0
	for i := 0; i < len(m.s); {
		c, w := utf8.DecodeRuneInString(m.s[i:])
		switch {
		case c == '\r':
			if i+1 >= len(m.s) || m.s[i+1] != '\n' {
				b.make("\n")
			}
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f, c > 0x7f && c < 0xa0 && c != 0x85:
			controls++
		default:
			b.add(m, i, i+w)
		}
		i += w
	}
	r.d.warn(RemovedControls, controls, "%d control characters were removed", controls)
	return b.text()
}

// publisher reads "publisher": a name, or an object with name and url.
func (r *recordReader) publisher() {
	p := &r.d.meta.publisher
	if f, ok := r.get("publisher"); ok {
		switch r.raw[f.lo] {
		case '"':
			p.Name = r.text("publisher").s
		case '{':
			sub, err := members(r.raw[:f.hi], f.lo)
			if err != nil {
				r.err = err
				return
			}
			in := &recordReader{d: r.d, raw: r.raw, fields: sub}
			p.Name = in.text("name").s
			p.Domain = in.text("domain").s
			if u := in.text("url").s; p.Domain == "" && u != "" {
				p.Domain = domain(u)
			}
			r.bad += in.bad
			if r.err = in.err; r.err != nil {
				r.err.Field = "publisher." + r.err.Field
			}
		default:
			r.fail(f, "a string or an object")
		}
	}
	if s := r.text("domain", "publisher_domain").s; s != "" {
		p.Domain = strings.TrimPrefix(strings.ToLower(s), "www.")
	}
}

// authors reads "byline", "author" and "authors": a string, a list of strings or of
// objects with a name, or one such object.
func (r *recordReader) authors() {
	for _, name := range []string{"byline", "author", "authors"} {
		f, ok := r.get(name)
		if !ok {
			continue
		}
		list := []field{f}
		if r.raw[f.lo] == '[' {
			list = elements(r.raw, f)
		}
		for _, e := range list {
			switch r.raw[e.lo] {
			case '"':
				r.author(jsonString(r.raw, e.lo, e.hi, &r.bad).s)
			case '{':
				sub, err := members(r.raw[:e.hi], e.lo)
				if err != nil {
					r.err = err
					return
				}
				in := &recordReader{d: r.d, raw: r.raw, fields: sub}
				r.author(in.text("name").s)
				if in.err != nil {
					r.err = in.err
				}
			case 'n':
			default:
				r.fail(field{f.name, e.lo, e.hi}, "a string or a list of strings")
			}
		}
	}
}

// author takes a byline; a name that stands by itself needs no rule to be believed.
func (r *recordReader) author(s string) {
	m := &r.d.meta
	before, agency := len(m.byline), m.agency
	m.setByline(s)
	s = made(s).tidy().s
	if len(m.byline) == before && m.agency == agency && agencyOf(s) == "" && s != "" && countWords(s) <= 3 && !dropName.MatchString(s) {
		m.byline = appendNew(m.byline, s)
	}
}

// elements lists the values of the valid JSON array f.
func elements(raw []byte, f field) (out []field) {
	for i := skipSpace(raw, f.lo+1); i < f.hi-1; i = skipSpace(raw, i) {
		if raw[i] == ',' {
			i++
			continue
		}
		end := skipValue(raw, i)
		if end <= i {
			break
		}
		out = append(out, field{lo: i, hi: end})
		i = end
	}
	return out
}

// Value is one JSON object of a file and where it begins.
type Value struct {
	Offset int // bytes
	Raw    []byte
}

// Values cuts a JSON file into its records: one object, objects one after another,
// or arrays of objects. What follows an object that is cut short is part of it. A
// value that is no object is returned as it stands, for [Read] to refuse.
func Values(raw []byte) (out []Value) {
	depth := 0 // of the arrays around the records
	i := 0
	if bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		i = 3
	}
	for i = skipSpace(raw, i); i < len(raw); i = skipSpace(raw, i) {
		switch c := raw[i]; {
		case c == '[' && depth == 0:
			depth++
			i++
		case c == ']' && depth > 0:
			depth--
			i++
		case c == ',' && depth > 0:
			i++
		default:
			end := max(skipValue(raw, i), i+1)
			out = append(out, Value{i, raw[i:end]})
			i = end
		}
	}
	return out
}
