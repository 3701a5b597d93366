package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	w := walker{limits: l}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) && w.values > 0 && len(w.open) == 0 {
			return nil
		}
		if err != nil || len(w.open) == 0 && w.values > 0 {
			return newError(codeRequest, "%s", malformed(err))
		}
		if err := w.token(tok); err != nil {
			return err
		}
	}
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

type walker struct {
	limits Limits
	open   []level
	values int
}

func (w *walker) token(tok json.Token) *gqlerror.Error {
	top := len(w.open) - 1
	switch tok {
	case json.Delim('}'), json.Delim(']'):
		w.open = w.open[:top]
		return nil
	}
	if top >= 0 && w.open[top].keys != nil {
		if w.open[top].wantKey {
			key, _ := tok.(string)
			if w.open[top].keys[key] {
				return newError(codeRequest, "the JSON has the key %q twice", shorten(key))
			}
			w.open[top].keys[key] = true
		}
		w.open[top].wantKey = !w.open[top].wantKey
		if !w.open[top].wantKey {
			return nil // it was a key
		}
	}
	if w.values++; w.values > w.limits.Values {
		return overLimit("values", w.limits.Values, "the JSON has more than %d values", w.limits.Values)
	}
	switch tok {
	case json.Delim('{'):
		w.open = append(w.open, level{keys: map[string]bool{}, wantKey: true})
	case json.Delim('['):
		w.open = append(w.open, level{})
	}
	if len(w.open) > maxJSONDepth {
		return overLimit("json depth", maxJSONDepth, "the JSON is nested more than %d deep", maxJSONDepth)
	}
	return nil
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
