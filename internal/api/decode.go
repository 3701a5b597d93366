package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// maxJSONDepth bounds objects and lists inside one another in a request.
const maxJSONDepth = 64

// decodeJSON reads a GraphQL request from a JSON object, strictly: valid Unicode, no
// key twice, nothing after the object, the types that the protocol names.
func decodeJSON(body []byte, l Limits) (*request, *gqlerror.Error) {
	if err := checkJSON(body, l); err != nil {
		return nil, err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(body, &parts); err != nil || parts == nil {
		return nil, newError(codeRequest, "the body is not a JSON object")
	}
	return decodeParts(parts)
}

// decodeURL reads a GraphQL request from the parameters of a URL.
func decodeURL(rawQuery string, l Limits) (*request, *gqlerror.Error) {
	values, err := url.ParseQuery(rawQuery)
	if err != nil {
		return nil, newError(codeRequest, "the parameters of the URL are malformed")
	}
	parts := map[string]json.RawMessage{}
	for _, name := range []string{"query", "documentId", "operationName", "variables", "extensions"} {
		v, ok := values[name]
		if !ok {
			continue
		}
		if len(v) > 1 {
			return nil, newError(codeRequest, "parameter %q is given twice", name)
		}
		if !utf8.ValidString(v[0]) {
			return nil, newError(codeRequest, "parameter %q is not valid Unicode", name)
		}
		if name == "variables" || name == "extensions" {
			if v[0] == "" {
				continue
			}
			if err := checkJSON([]byte(v[0]), l); err != nil {
				return nil, err
			}
			parts[name] = json.RawMessage(v[0])
			continue
		}
		if name == "operationName" && v[0] == "" {
			continue
		}
		parts[name], _ = json.Marshal(v[0]) // a valid string always marshals
	}
	return decodeParts(parts)
}

func decodeParts(parts map[string]json.RawMessage) (*request, *gqlerror.Error) {
	r := &request{}
	var extensions struct {
		PersistedQuery *struct {
			Version    int
			SHA256Hash string `json:"sha256Hash"`
		} `json:"persistedQuery"`
	}
	for _, p := range []struct {
		name, kind string
		into       any
	}{
		{"query", "a string", &r.query},
		{"documentId", "a string", &r.document},
		{"operationName", "a string", &r.operation},
		{"variables", "an object", &r.variables},
		{"extensions", "an object", &extensions},
	} {
		raw, ok := parts[p.name]
		if !ok {
			continue
		}
		if err := decodePart(raw, p.into); err != nil {
			return nil, newError(codeRequest, "%s must be %s", p.name, p.kind)
		}
	}
	if p := extensions.PersistedQuery; p != nil {
		if p.Version != 1 || p.SHA256Hash == "" {
			return nil, newError(codeRequest, "extensions.persistedQuery must have version 1 and a sha256Hash")
		}
		r.hash = strings.ToLower(p.SHA256Hash)
	}
	if strings.TrimSpace(r.query) == "" && r.hash == "" && r.document == "" {
		return nil, newError(codeRequest, "query must be a string that is not empty")
	}
	return r, nil
}

// decodePart reads one part of a request. Numbers of variables stay as they were sent.
func decodePart(raw json.RawMessage, into any) error {
	if _, ok := into.(*map[string]any); !ok {
		return json.Unmarshal(raw, into)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	return dec.Decode(into)
}

// checkJSON refuses what the standard decoder would accept in silence.
func checkJSON(body []byte, l Limits) *gqlerror.Error {
	if !utf8.Valid(body) || loneSurrogate(string(body)) {
		return newError(codeRequest, "the JSON is not valid Unicode")
	}
	var all json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil && strings.HasSuffix(err.Error(), "exceeded max depth") {
		return tooDeep()
	} else if err != nil {
		return newError(codeRequest, "%s", malformed(err))
	}
	return (&walker{limits: l, json: body}).walk()
}

// malformed says what is wrong with JSON, and where.
func malformed(err error) string {
	if e := (*json.SyntaxError)(nil); errors.As(err, &e) {
		return fmt.Sprintf("the JSON is malformed at byte %d: %v", e.Offset, e)
	}
	return "the JSON is malformed"
}

// level is an object or list that is being read.
type level struct {
	keys    map[string]bool // nil for a list
	wantKey bool
}

// walker goes over JSON that is well formed.
type walker struct {
	limits Limits
	json   []byte
	open   []level
	values int
}

func (w *walker) walk() *gqlerror.Error {
	for i := 0; i < len(w.json); {
		next, err := i+1, (*gqlerror.Error)(nil)
		switch c := w.json[i]; c {
		case ' ', '\t', '\n', '\r', ':':
		case ',':
			top := &w.open[len(w.open)-1]
			top.wantKey = top.keys != nil
		case '}', ']':
			w.open = w.open[:len(w.open)-1]
		case '{', '[':
			err = w.begin(c == '{')
		default:
			next = w.end(i)
			if top := len(w.open) - 1; top >= 0 && w.open[top].wantKey {
				err = w.key(&w.open[top], w.json[i:next])
			} else {
				err = w.value()
			}
		}
		if err != nil {
			return err
		}
		i = next
	}
	return nil
}

// begin notes that an object or a list begins.
func (w *walker) begin(object bool) *gqlerror.Error {
	if err := w.value(); err != nil {
		return err
	}
	in := level{wantKey: object}
	if object {
		in.keys = map[string]bool{}
	}
	if w.open = append(w.open, in); len(w.open) > maxJSONDepth {
		return tooDeep()
	}
	return nil
}

func tooDeep() *gqlerror.Error {
	return overLimit("json depth", maxJSONDepth, "the JSON is nested more than %d deep", maxJSONDepth)
}

func (w *walker) value() *gqlerror.Error {
	if w.values++; w.values > w.limits.Values {
		return overLimit("values", w.limits.Values, "the JSON has more than %d values", w.limits.Values)
	}
	return nil
}

// key notes a key of an object, which may be written in several ways.
func (w *walker) key(in *level, text []byte) *gqlerror.Error {
	key := string(text[1 : len(text)-1])
	if strings.Contains(key, `\`) {
		_ = json.Unmarshal(text, &key) // a string, which is well formed
	}
	if in.keys[key] {
		return newError(codeRequest, "the JSON has the key %q twice", shorten(key))
	}
	in.keys[key], in.wantKey = true, false
	return nil
}

// end returns where the string, number or name ends that begins at i.
func (w *walker) end(i int) int {
	if w.json[i] == '"' {
		for i++; w.json[i] != '"'; i++ {
			if w.json[i] == '\\' {
				i++
			}
		}
		return i + 1
	}
	for i < len(w.json) && !strings.ContainsRune(" \t\n\r:,]}", rune(w.json[i])) {
		i++
	}
	return i
}

func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// normalVariables brings variables given in Go to what JSON would have brought.
func normalVariables(vars map[string]any, l Limits) (map[string]any, gqlerror.List) {
	if vars == nil {
		return nil, nil
	}
	raw, err := json.Marshal(vars)
	if err != nil {
		return nil, gqlerror.List{newError(codeRequest, "%s", fmt.Sprint("variables: ", err))}
	}
	if err := checkJSON(raw, l); err != nil {
		return nil, gqlerror.List{err}
	}
	var out map[string]any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if err := dec.Decode(&out); err != nil {
		return nil, gqlerror.List{newError(codeRequest, "variables must be an object")}
	}
	return out, nil
}
