// Package api serves the graph over HTTP: GraphQL with a strict transport and a guard
// that runs before any parser, a playground from embedded files, the schema, health.
//
// A request passes, in this order: headers and host, origin, who calls, method and media
// types, size, JSON, the guard (see guard.go), parsing, validation, the rules of the
// schema (see access.go), cost, execution under a deadline. What is refused is refused as early as it can be told, with a code, and
// without anything of the inside.
package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"hearsay/graph"
	"hearsay/internal/auth"
	"hearsay/internal/feed"
	"hearsay/internal/jobs"
	"hearsay/internal/meter"
)

// Options are the settings of the API. The zero value is safe for a server on
// loopback.
type Options struct {
	// Logger takes what clients must not see; nothing is logged without one.
	Logger *slog.Logger
	// Gate tells who calls. Without one everybody is the local admin, which suits a
	// server on loopback and no other.
	Gate auth.Gate
	// Anyone is what callers without a token may do, if given; with a Gate, tokens that
	// are sent still count.
	Anyone auth.Role
	// Rate is how many points of complexity a caller may use in a second, in the long
	// run; 0 means without limit.
	Rate int
	// Meter counts what is asked; without one the server has its own. Who gives one
	// gives a store that counts with it, too.
	Meter *meter.Meter
	// Now tells the time; time.Now if nil.
	Now func() time.Time
	// Limits bound what one request may ask; fields left zero have their defaults.
	Limits Limits
	// Hosts are the names under which the server may be reached beside localhost and
	// plain addresses; "*" stands for any. It keeps a web page from reaching a local
	// server under a name of its own.
	Hosts []string
	// Origins are the origins (see CheckOrigin) whose pages may send requests and read
	// the answers; none by default.
	Origins []string
	// Version is told at /version.
	Version string
	// SlowQuery is from which time on an operation is logged with its name; 0 means
	// never.
	SlowQuery time.Duration
	// InOrder reads one after another for each field at the root: right for a store in
	// the same process.
	InOrder bool
	// CursorKey authenticates cursors across restarts and servers, if given.
	CursorKey []byte
	// Documents are the documents that clients may name instead of sending them.
	Documents Documents
	// OnlyDocuments refuses every document that is none of them.
	OnlyDocuments bool
	// NoIntrospection refuses questions about the schema; /schema.graphql stays.
	NoIntrospection bool
	// NoPlayground leaves the playground out.
	NoPlayground bool
	// Jobs accepts articles that are sent; nil where none are to be loaded.
	Jobs *jobs.Runner
	// Feed tells subscribers what is new; New makes one where there is none.
	Feed *feed.Hub
}

// Limits bound what one request may ask.
type Limits struct {
	Body       int           // bytes of a request body
	Query      int           // bytes of the query text
	Tokens     int           // tokens of the query
	Depth      int           // nesting of selections
	Aliases    int           // aliases in the document
	RootFields int           // fields of an operation at the root
	Directives int           // directives in the document
	Fragments  int           // fragments defined in the document
	Fields     int           // fields after fragments are put in their places
	Repeats    int           // times one response key may stand in one place
	Values     int           // values in the variables
	Complexity int           // about how many objects the answer may hold
	Deadline   time.Duration // of the whole operation
	Errors     int           // errors in an answer; the rest is counted

	LoadBody      int           // bytes of a request body of who may load, where articles are taken
	Subscriptions int           // operations at a time on one WebSocket
	Streams       int           // WebSockets and event streams at a time
	Init          time.Duration // for the first message on a WebSocket
	KeepAlive     time.Duration // how often a stream shows life, and its caller's key is looked at again
}

// DefaultLimits returns the limits that hold where no others are set.
func DefaultLimits() Limits {
	return Limits{
		Body: 1 << 20, Query: 64 << 10, Tokens: 5000, Depth: 24, Aliases: 60, RootFields: 20, Directives: 40,
		Fragments: 60, Fields: 2000, Repeats: 3, Values: 20_000, Complexity: 40_000, Deadline: 10 * time.Second, Errors: 10,
		LoadBody: 8 << 20, Subscriptions: 20, Streams: 500, Init: 5 * time.Second, KeepAlive: 15 * time.Second,
	}
}

func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	for _, p := range []struct{ have, def *int }{
		{&l.Body, &d.Body}, {&l.Query, &d.Query}, {&l.Tokens, &d.Tokens}, {&l.Depth, &d.Depth},
		{&l.Aliases, &d.Aliases}, {&l.RootFields, &d.RootFields}, {&l.Directives, &d.Directives},
		{&l.Fragments, &d.Fragments}, {&l.Fields, &d.Fields}, {&l.Repeats, &d.Repeats}, {&l.Values, &d.Values},
		{&l.Complexity, &d.Complexity}, {&l.Errors, &d.Errors},
		{&l.LoadBody, &d.LoadBody}, {&l.Subscriptions, &d.Subscriptions}, {&l.Streams, &d.Streams},
	} {
		if *p.have <= 0 {
			*p.have = *p.def
		}
	}
	if l.Deadline <= 0 {
		l.Deadline = d.Deadline
	}
	if l.Init <= 0 {
		l.Init = d.Init
	}
	if l.KeepAlive <= 0 {
		l.KeepAlive = d.KeepAlive
	}
	return l
}

// Handler is the whole API.
type Handler struct {
	http.Handler
	streams *streams
}

// New returns the handler of the whole API.
func New(store graph.Store, o Options) *Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = o.Limits.orDefaults()
	if o.Meter == nil {
		o.Meter = NewMeter(o.Version, o.Documents)
		store = o.Meter.Store(store)
	}
	if o.Feed == nil {
		o.Feed = feed.New(store, feed.Options{Log: o.Logger})
	}
	s := &server{
		store: store, options: o, engine: newEngine(store, o), encoder: newEncoder(),
		failures: newBuckets(failuresPerSec, failuresBurst, o.Now), streams: newStreams(o.Feed, o.Limits.Streams, o.Gate != nil || o.Anyone != ""),
	}
	return &Handler{s.protect(s.routes()), s.streams}
}

// Server returns an HTTP server for h with limits of time and size that suit it, not
// yet started.
func Server(addr string, h http.Handler, log *slog.Logger) *http.Server {
	s := &http.Server{
		Addr: addr, Handler: h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		// a query of the greatest length may come by GET, each byte written as three
		MaxHeaderBytes: 256 << 10,
	}
	if h, ok := h.(*Handler); ok {
		s.RegisterOnShutdown(h.streams.stop)
	}
	if log != nil {
		s.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelWarn)
	}
	return s
}

// localLimits hold for whoever sits at the machine: the same, but for time and cost,
// which are his own.
func localLimits() Limits {
	l := DefaultLimits()
	l.Complexity, l.Deadline = 100*l.Complexity, 5*time.Minute
	return l
}

// Execute answers one GraphQL document without HTTP, for whoever sits at the machine:
// it may cost more than over HTTP. The answer is a JSON object with data, errors or both; where it has errors, err tells
// how many and the first, with causes that a client over HTTP would not see.
func Execute(ctx context.Context, store graph.Store, query, operationName string, variables map[string]any) (answer []byte, err error) {
	o := Options{Logger: slog.New(slog.DiscardHandler), Limits: localLimits()}
	e := newEngine(store, o)
	vars, bad := normalVariables(variables, o.Limits)
	a := &result{refused: bad}
	ctx, causes := withCauses(ctx)
	if bad == nil {
		ctx, cancel := context.WithTimeout(auth.With(ctx, auth.Local), o.Limits.Deadline)
		defer cancel()
		a = e.answer(ctx, &request{query: query, operation: operationName, variables: vars}, oneAnswer)
	}
	body, err := a.body(o.Limits.Errors)
	if err != nil {
		return nil, fmt.Errorf("api: write the answer: %w", err)
	}
	return body, causes.err(a.errors())
}
