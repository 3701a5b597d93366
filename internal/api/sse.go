package api

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// typeEvents is the media type of server-sent events.
const typeEvents = "text/event-stream"

// patience is how long a client may leave what was sent to it unread.
const patience = 30 * time.Second

// takesEvents reports whether an Accept names server-sent events and does not give them
// the weight 0.
func takesEvents(accept []string) bool {
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil || media != typeEvents {
			continue
		}
		q, weighed := params["q"]
		weight, err := strconv.ParseFloat(q, 64)
		return !weighed || err == nil && weight > 0
	}
	return false
}

// events answers a request by server-sent events, in the way of distinct connections of
// the protocol "GraphQL over SSE": an event "next" for each answer, then "complete". A
// request that is refused has its errors in one "next".
func (s *server) events(w http.ResponseWriter, r *http.Request, req *request, kinds allowed) {
	who := bucketOf(r.Context())
	if !s.streams.enter(who) {
		w.Header().Set("Retry-After", "10")
		s.refuse(w, typeJSON, http.StatusServiceUnavailable, newError(codeBusy, "too many streams are open; come again later"))
		return
	}
	defer s.streams.leave(who)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	next, refused := s.engine.stream(ctx, req, kinds)
	if refused != nil && refused.wrongMethod {
		s.send(w, r, typeJSON, refused)
		return
	}
	h := w.Header()
	h.Set("Content-Type", typeEvents+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // what stands before must not wait for more
	out := &eventWriter{w: w, control: http.NewResponseController(w)}
	_ = out.control.SetReadDeadline(time.Time{}) // the request is read; its deadline would end the stream
	if !out.write(":\n\n") {
		return
	}
	if refused != nil {
		s.countErrors(refused.refused)
		out.next(refused, s.options.Limits.Errors)
		out.write("event: complete\ndata:\n\n")
		return
	}
	s.pump(ctx, out, next)
}

// pump sends answers until there are no more, the client is gone, or its key is no
// longer accepted.
func (s *server) pump(ctx context.Context, out *eventWriter, next func() *result) {
	answers := make(chan *result)
	go func() {
		defer close(answers)
		for {
			a := next()
			if a == nil {
				return
			}
			select {
			case answers <- a:
			case <-ctx.Done():
				return
			}
		}
	}()
	tick := time.NewTicker(s.options.Limits.KeepAlive)
	defer tick.Stop()
	for {
		select {
		case a, more := <-answers:
			if !more {
				out.write("event: complete\ndata:\n\n")
				return
			}
			if !out.next(a, s.options.Limits.Errors) {
				return
			}
		case <-tick.C:
			if !stillKnown(ctx) || !out.write(":\n\n") {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// eventWriter writes events, each at once. Its methods are false where the client is gone.
type eventWriter struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (o *eventWriter) next(a *result, most int) bool {
	body, err := a.body(most)
	if err != nil {
		body, _ = (&result{refused: gqlerror.List{newError(codeInternal, "internal error")}}).body(1)
	}
	// JSON has no line ends but the last
	return o.write("event: next\ndata: " + string(bytes.TrimRight(body, "\n")) + "\n\n")
}

func (o *eventWriter) write(text string) bool {
	_ = o.control.SetWriteDeadline(time.Now().Add(patience))
	if _, err := o.w.Write([]byte(text)); err != nil {
		return false
	}
	return o.control.Flush() == nil
}
