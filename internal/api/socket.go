package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The WebSocket transport: the protocol graphql-transport-ws, strictly. What a client
// must not do ends the connection with the code that the protocol names.

const subprotocol = "graphql-transport-ws"

// Codes with which the protocol closes a connection.
const (
	closeInvalid     websocket.StatusCode = 4400
	closeNotReady    websocket.StatusCode = 4401
	closeForbidden   websocket.StatusCode = 4403
	closeSubprotocol websocket.StatusCode = 4406
	closeNoInit      websocket.StatusCode = 4408
	closeSameID      websocket.StatusCode = 4409
	closeInitTwice   websocket.StatusCode = 4429
)

// maxReason is how many bytes a close frame has for its reason.
const maxReason = 123

// maxID bounds the identifier of an operation, in bytes.
const maxID = 256

// socket is one connection.
type socket struct {
	*server
	conn *websocket.Conn
	ctx  context.Context // of the connection, with who calls
	who  string          // as whose stream it counts; of the goroutine that reads

	mu      sync.Mutex
	begun   bool // connection_init has come
	ready   bool // and was accepted
	leaving bool // the server stops: nothing more begins
	running map[string]context.CancelFunc
	ops     sync.WaitGroup
}

// message is what either side sends.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// foreign reports whether a browser sent the request for a page of an origin that is
// neither this server's nor one of the settings.
func (s *server) foreign(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || slices.Contains(s.options.Origins, origin) {
		return false
	}
	u, err := url.Parse(origin)
	return err != nil || !strings.EqualFold(u.Host, r.Host)
}

// socket answers a request to become a WebSocket.
func (s *server) socket(w http.ResponseWriter, r *http.Request) {
	if s.foreign(r) {
		s.refuse(w, typeJSON, http.StatusForbidden, newError(codeRequest, "requests from other origins are refused"))
		return
	}
	who := bucketOf(r.Context())
	if !s.streams.enter(who) {
		w.Header().Set("Retry-After", "10")
		s.refuse(w, typeJSON, http.StatusServiceUnavailable, newError(codeBusy, "too many streams are open; come again later"))
		return
	}
	defer func() { s.streams.leave(who) }()
	// the origin is checked already; not every browser page sends a Host that equals it
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{subprotocol}, InsecureSkipVerify: true})
	if err != nil {
		return // it has answered
	}
	defer conn.CloseNow()
	if conn.Subprotocol() != subprotocol {
		_ = conn.Close(closeSubprotocol, "Subprotocol not acceptable")
		return
	}
	conn.SetReadLimit(int64(s.options.Limits.Body))
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context())) // a hijacked request's context ends at any time
	defer cancel()
	k := &socket{server: s, conn: conn, ctx: ctx, who: who, running: map[string]context.CancelFunc{}}
	late := time.AfterFunc(s.options.Limits.Init, k.lateInit)
	defer late.Stop()
	stop := context.AfterFunc(s.streams.ctx, k.goAway)
	defer stop()
	go k.keepAlive(ctx)
	k.read(ctx)
	who = k.who
	cancel()
	k.ops.Wait()
}

// lateInit ends a connection that has not said hello.
func (k *socket) lateInit() {
	k.mu.Lock()
	begun := k.begun
	k.mu.Unlock()
	if !begun {
		k.close(closeNoInit, "Connection initialisation timeout")
	}
}

// goAway ends a connection when its operations have ended, for the server stops.
func (k *socket) goAway() {
	k.mu.Lock()
	k.leaving = true
	k.mu.Unlock()
	k.ops.Wait()
	k.close(websocket.StatusGoingAway, "The server stops")
}

// keepAlive makes sure that the other side is still there, and its key still good.
func (k *socket) keepAlive(ctx context.Context) {
	tick := time.NewTicker(k.options.Limits.KeepAlive)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		k.mu.Lock()
		who := k.ctx
		k.mu.Unlock()
		if !stillKnown(who) {
			k.close(closeForbidden, "Forbidden")
			return
		}
		ping, cancel := context.WithTimeout(ctx, patience)
		err := k.conn.Ping(ping)
		cancel()
		if err != nil {
			_ = k.conn.CloseNow()
			return
		}
	}
}

func (k *socket) close(code websocket.StatusCode, reason string) {
	reason = strings.ToValidUTF8(reason[:min(len(reason), maxReason)], "")
	_ = k.conn.Close(code, reason) // the client may have gone
}

// read reads messages until the connection ends.
func (k *socket) read(ctx context.Context) {
	for {
		kind, data, err := k.conn.Read(ctx)
		if err != nil {
			return
		}
		if kind != websocket.MessageText {
			k.close(closeInvalid, "Messages must be text")
			return
		}
		m, bad := k.decode(data)
		if bad != "" {
			k.close(closeInvalid, bad)
			return
		}
		if !k.receive(m) {
			return
		}
	}
}

// decode reads a message; bad tells what is wrong with it.
func (k *socket) decode(data []byte) (m message, bad string) {
	if err := checkJSON(data, k.options.Limits); err != nil {
		return m, err.Message
	}
	if err := json.Unmarshal(data, &m); err != nil || m.Type == "" {
		return m, "Invalid message"
	}
	if p := bytes.TrimSpace(m.Payload); len(p) > 0 && p[0] != '{' && string(p) != "null" {
		return m, "The payload must be an object"
	}
	return m, ""
}

// receive deals with a message, false where the connection ends.
func (k *socket) receive(m message) bool {
	switch m.Type {
	case "connection_init":
		return k.init(m)
	case "ping":
		return k.write(message{Type: "pong", Payload: m.Payload})
	case "pong":
		return true
	case "subscribe":
		return k.subscribe(m)
	case "complete":
		if m.ID == "" || len(m.ID) > maxID {
			k.close(closeInvalid, "Invalid message")
			return false
		}
		k.mu.Lock()
		cancel := k.running[m.ID]
		delete(k.running, m.ID)
		k.mu.Unlock()
		if cancel != nil {
			cancel()
		}
		return true
	}
	k.close(closeInvalid, "Unknown type of message")
	return false
}

// init accepts the connection of a caller who is known, by the header of the request or
// by what the message brings.
func (k *socket) init(m message) bool {
	k.mu.Lock()
	again := k.begun
	k.begun = true
	k.mu.Unlock()
	if again {
		k.close(closeInitTwice, "Too many initialisation requests")
		return false
	}
	if given, ok := authorization(m.Payload); ok || !known(k.ctx) {
		ctx, bad := k.authenticate(k.ctx, given)
		if bad != nil {
			k.close(closeForbidden, "Forbidden")
			return false
		}
		who := bucketOf(ctx)
		if !k.streams.pass(k.who, who) {
			k.close(websocket.StatusTryAgainLater, "Too many streams are open")
			return false
		}
		k.who = who
		k.mu.Lock()
		k.ctx = ctx
		k.mu.Unlock()
	}
	k.mu.Lock()
	k.ready = true
	k.mu.Unlock()
	return k.write(message{Type: "connection_ack"})
}

// authorization returns the like of an Authorization header in a connection_init: in
// the payload itself, or in an object "headers" of it, in any case of letters.
func authorization(payload json.RawMessage) (string, bool) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(payload, &fields) != nil {
		return "", false
	}
	for name, raw := range fields {
		var text string
		if strings.EqualFold(name, "authorization") && json.Unmarshal(raw, &text) == nil {
			return text, true
		}
	}
	if inner, ok := fields["headers"]; ok {
		return authorization(inner)
	}
	return "", false
}

// subscribe starts an operation of any kind.
func (k *socket) subscribe(m message) bool {
	req, bad := (*request)(nil), (*gqlerror.Error)(nil)
	var parts map[string]json.RawMessage
	if json.Unmarshal(m.Payload, &parts) != nil || parts == nil || m.ID == "" || len(m.ID) > maxID {
		k.close(closeInvalid, "Invalid message")
		return false
	}
	k.mu.Lock()
	ready, taken, many := k.ready, k.running[m.ID] != nil, len(k.running) >= k.options.Limits.Subscriptions
	k.mu.Unlock()
	if !ready {
		k.close(closeNotReady, "Unauthorized")
		return false
	}
	if taken {
		k.close(closeSameID, "Subscriber for "+m.ID+" already exists")
		return false
	}
	if req, bad = decodeParts(parts); bad != nil {
		k.close(closeInvalid, bad.Message)
		return false
	}
	if most := k.options.Limits.Subscriptions; many {
		return k.fail(m.ID, gqlerror.List{overLimit("subscriptions", most, "a connection may have %d operations at a time", most)})
	}
	ctx, cancel := context.WithCancel(k.ctx)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.leaving { // the connection is about to be closed
		cancel()
		return true
	}
	k.running[m.ID] = cancel
	k.ops.Add(1)
	go func() {
		defer k.ops.Done()
		defer cancel()
		k.operate(ctx, m.ID, req)
	}()
	return true
}

// operate runs one operation and sends what it gives.
func (k *socket) operate(ctx context.Context, id string, req *request) {
	next, refused := k.engine.stream(ctx, req, anyOperation)
	if refused != nil {
		if k.forget(ctx, id) {
			k.fail(id, refused.refused)
		}
		return
	}
	for a := next(); a != nil; a = next() {
		if ctx.Err() != nil {
			return
		}
		body, err := a.body(k.options.Limits.Errors)
		if err != nil {
			k.options.Logger.Error("answer not written", "error", err)
			break
		}
		if !k.write(message{ID: id, Type: "next", Payload: body}) {
			return
		}
	}
	if k.forget(ctx, id) {
		k.write(message{ID: id, Type: "complete"})
	}
}

// forget frees the identifier of an operation that ended by itself, false where the
// client ended it: it may have given the identifier to another by now.
func (k *socket) forget(ctx context.Context, id string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	delete(k.running, id)
	return true
}

// fail tells that an operation is refused.
func (k *socket) fail(id string, errs gqlerror.List) bool {
	k.countErrors(errs)
	if most := k.options.Limits.Errors; len(errs) > most {
		errs = errs[:most]
	}
	payload, err := json.Marshal(errs)
	return err == nil && k.write(message{ID: id, Type: "error", Payload: payload})
}

// write sends a message, false where the connection is at its end. A client that does
// not read for long loses it; it can go on from its last cursor on another.
func (k *socket) write(m message) bool {
	data, err := json.Marshal(m)
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(k.ctx, patience)
	defer cancel()
	if err := k.conn.Write(ctx, websocket.MessageText, data); err != nil {
		_ = k.conn.CloseNow()
		return false
	}
	return true
}
