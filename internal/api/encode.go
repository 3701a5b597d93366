package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// compressFrom is the size from which an answer is compressed: below it a packet is
// saved at best.
const compressFrom = 1024

// encoder compresses answers for clients that take them so.
type encoder struct{ gzip, zstd sync.Pool }

// compressor is what the writers of both formats can do.
type compressor interface {
	io.WriteCloser
	Reset(io.Writer)
}

func newEncoder() *encoder {
	return &encoder{
		// the fastest levels make JSON almost as small as the others do
		gzip: sync.Pool{New: func() any {
			w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // a level that exists
			return w
		}},
		zstd: sync.Pool{New: func() any {
			w, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
				zstd.WithWindowSize(256<<10)) // options that exist
			return w
		}},
	}
}

// encode returns the body as it is sent, with the headers that tell.
func (e *encoder) encode(h http.Header, r *http.Request, body []byte) []byte {
	h.Add("Vary", "Accept-Encoding")
	if len(body) < compressFrom {
		return body
	}
	coding := contentCoding(r.Header.Values("Accept-Encoding"))
	pool := &e.gzip
	switch coding {
	case "":
		return body
	case "zstd":
		pool = &e.zstd
	}
	var out bytes.Buffer
	w := pool.Get().(compressor)
	defer pool.Put(w)
	w.Reset(&out)
	_, _ = w.Write(body) // a buffer takes all
	_ = w.Close()
	h.Set("Content-Encoding", coding)
	return out.Bytes()
}

// contentCoding picks what an Accept-Encoding weighs most of zstd and gzip, zstd where
// it weighs them alike, and nothing where it names neither. "*" stands for gzip.
func contentCoding(accept []string) string {
	weights := map[string]float64{}
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		name, param, _ := strings.Cut(part, ";")
		weight := 1.0
		if q, weighed := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(param), " ", ""), "q="); weighed {
			weight, _ = strconv.ParseFloat(q, 64) // 0 where it is no number
		}
		weights[strings.ToLower(strings.TrimSpace(name))] = weight
	}
	if any, given := weights["*"]; given {
		if _, named := weights["gzip"]; !named {
			weights["gzip"] = any
		}
	}
	switch z, g := weights["zstd"], weights["gzip"]; {
	case z > 0 && z >= g:
		return "zstd"
	case g > 0:
		return "gzip"
	}
	return ""
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
