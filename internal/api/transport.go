package api

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"hearsay/internal/auth"
)

// The media types of GraphQL over HTTP.
const (
	typeJSON    = "application/json"
	typeGraphQL = "application/graphql-response+json"
)

// lastBytes is how long a client that sends too much may go on.
const lastBytes = 200 * time.Millisecond

// graphql answers POST and GET as "GraphQL over HTTP" has it: queries only by GET, JSON
// only by POST, the status by the media type that the client accepts.
func (s *server) graphql(w http.ResponseWriter, r *http.Request) {
	if isWebSocket(r) {
		s.socket(w, r)
		return
	}
	media, ok := negotiate(r.Header.Values("Accept"))
	events := takesEvents(r.Header.Values("Accept"))
	if !ok && events {
		media = typeJSON // of what is no GraphQL request
	}
	if !ok && !events {
		s.refuse(w, typeJSON, http.StatusNotAcceptable, newError(codeRequest, "accept %s, %s or %s", typeGraphQL, typeJSON, typeEvents))
		return
	}
	var req *request
	var bad *gqlerror.Error
	status, kinds := http.StatusBadRequest, oneAnswer
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		kinds = queriesOnly
		req, bad = decodeURL(r.URL.RawQuery, s.options.Limits)
	case http.MethodPost:
		var body []byte
		if body, status, bad = s.readBody(w, r); bad == nil {
			req, bad = decodeJSON(body, s.options.Limits)
		}
	default:
		w.Header().Set("Allow", "GET, HEAD, POST")
		s.refuse(w, media, http.StatusMethodNotAllowed, newError(codeRequest, "use POST or GET"))
		return
	}
	if bad != nil {
		s.refuse(w, media, status, bad)
		return
	}
	if events && (!ok || s.engine.kindOf(r.Context(), req) == ast.Subscription) {
		kinds.subscriptions = true
		s.events(w, r, req, kinds)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.options.Limits.Deadline)
	defer cancel()
	s.send(w, r, media, s.engine.answer(ctx, req, kinds))
}

// send writes an answer. By application/json a request that was refused has status 200,
// for clients that look for errors in the body alone. An answer to GET that has no
// errors bears a tag, by which a client can ask whether it is still the same.
func (s *server) send(w http.ResponseWriter, r *http.Request, media string, a *result) {
	s.countErrors(a.errors())
	status := http.StatusOK
	switch {
	case a.wrongMethod:
		w.Header().Set("Allow", "POST")
		status = http.StatusMethodNotAllowed
	case a.is(codeLimited) && waits(w.Header(), a.refused[0]):
		status = http.StatusTooManyRequests
	case a.response == nil && media == typeGraphQL && a.is(codeForbidden):
		status = http.StatusForbidden
	case a.response == nil && media == typeGraphQL:
		status = http.StatusBadRequest
	}
	body, err := a.body(s.options.Limits.Errors)
	if err != nil {
		s.options.Logger.Error("answer not written", "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept")
	if r.Method != http.MethodPost && status == http.StatusOK && len(a.errors()) == 0 {
		etag := tag(body)
		h.Set("ETag", etag)
		h.Set("Cache-Control", "private, no-cache")
		if unchanged(r, etag) {
			h.Add("Vary", "Accept-Encoding")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body = s.encoder.encode(h, r, body)
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone
}

// refuse answers a request that is no well-formed GraphQL request.
func (s *server) refuse(w http.ResponseWriter, media string, status int, err *gqlerror.Error) {
	s.countErrors(gqlerror.List{err})
	body, _ := (&result{refused: gqlerror.List{err}}).body(1)
	h := w.Header()
	h.Set("Content-Type", media+"; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone
}

// readBody reads the body of a POST, or tells with which status it is refused.
func (s *server) readBody(w http.ResponseWriter, r *http.Request) ([]byte, int, *gqlerror.Error) {
	if len(r.TransferEncoding) > 0 {
		// a body of which two lengths were given could hide a second request behind it
		w.Header().Set("Connection", "close")
	}
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset := strings.ToLower(params["charset"])
	if err != nil || media != typeJSON || charset != "" && charset != "utf-8" || len(r.Header.Values("Content-Type")) != 1 {
		w.Header().Set("Accept-Post", typeJSON)
		return nil, http.StatusUnsupportedMediaType, newError(codeRequest, "send %s in UTF-8", typeJSON)
	}
	if enc := r.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return nil, http.StatusUnsupportedMediaType, newError(codeRequest, "send the body without Content-Encoding")
	}
	limit := s.options.Limits.Body
	if s.options.Jobs != nil && auth.From(r.Context()).Role.May(auth.Loader) {
		limit = s.options.Limits.LoadBody
	}
	tooLarge := overLimit("body", limit, "the body is larger than %d bytes", limit)
	if r.ContentLength > int64(limit) {
		w.Header().Set("Connection", "close")
		return nil, http.StatusRequestEntityTooLarge, tooLarge
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(limit)))
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		// the server would wait for the rest of the body before it closes
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(lastBytes))
		return nil, http.StatusRequestEntityTooLarge, tooLarge
	}
	if err != nil {
		return nil, http.StatusBadRequest, newError(codeRequest, "the body did not arrive")
	}
	return body, http.StatusBadRequest, nil
}

// negotiate picks the media type of the answer: the one that the client weighs most,
// application/json where it does not say.
func negotiate(accept []string) (string, bool) {
	if len(accept) == 0 {
		return typeJSON, true
	}
	best, weight := "", 0.0
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		q := 1.0
		if p, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(p, 64); err != nil || q > 1 {
				continue
			}
		}
		if c := params["charset"]; c != "" && !strings.EqualFold(c, "utf-8") {
			continue
		}
		if media == "*/*" || media == "application/*" {
			media = typeJSON
		}
		if (media == typeJSON || media == typeGraphQL) && (q > weight || q == weight && q > 0 && media == typeGraphQL && best == "") {
			best, weight = media, q
		}
	}
	return best, best != ""
}
