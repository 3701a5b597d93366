package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// compressFrom is the size from which an answer is compressed: below it a packet is
// saved at best.
const compressFrom = 1024

// encoder compresses answers for clients that take them so.
type encoder struct{ writers sync.Pool }

// encode returns the body as it is sent, with the headers that tell.
func (e *encoder) encode(h http.Header, r *http.Request, body []byte) []byte {
	h.Add("Vary", "Accept-Encoding")
	if len(body) < compressFrom || !takesGzip(r.Header.Values("Accept-Encoding")) {
		return body
	}
	var out bytes.Buffer
	w, ok := e.writers.Get().(*gzip.Writer)
	if ok {
		w.Reset(&out)
	} else {
		// the fastest level makes JSON almost as small as the others do
		w, _ = gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that exists
	}
	defer e.writers.Put(w)
	_, _ = w.Write(body) // a buffer takes all
	_ = w.Close()
	h.Set("Content-Encoding", "gzip")
	return out.Bytes()
}

// takesGzip reports whether an Accept-Encoding names gzip, or anything, and does not
// give it the weight 0.
func takesGzip(accept []string) bool {
	takes := false
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		name, param, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "gzip" && name != "*" {
			continue
		}
		q, weighed := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(param), " ", ""), "q=")
		weight, err := strconv.ParseFloat(q, 64)
		takes = !weighed || err == nil && weight > 0
		if name == "gzip" {
			return takes
		}
	}
	return takes
}

// tag returns the ETag of an answer. It is weak because the same answer may be sent
// compressed or not.
func tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:16]) + `"`
}

// unchanged reports whether the client holds the answer already.
func unchanged(r *http.Request, tag string) bool {
	for _, t := range strings.Split(strings.Join(r.Header.Values("If-None-Match"), ","), ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
