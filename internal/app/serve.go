package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"hearsay/internal/api"
	"hearsay/internal/auth"
	"hearsay/internal/feed"
	"hearsay/internal/jobs"
	"hearsay/loader"
)

// stopTime is how long requests under way may take to end after a signal.
const stopTime = 10 * time.Second

type serveCmd struct {
	Addr    string   `env:"HEARSAY_ADDR" default:"${addr}" help:"Address to listen on; port 0 takes a free one."`
	Load    []string `placeholder:"INPUT" help:"Load these files and folders first."`
	Hosts   []string `env:"HEARSAY_HOSTS" placeholder:"NAME" help:"Names under which the server may be reached, beside localhost and plain addresses."`
	Origins []string `env:"HEARSAY_ORIGINS" placeholder:"ORIGIN" help:"Origins, such as https://desk.example, whose web pages may ask and read (CORS); none by default."`

	accessFlags
	Playground    *bool         `env:"HEARSAY_PLAYGROUND" negatable:"" help:"Serve the playground; on by default where the server is for this machine alone."`
	Documents     string        `env:"HEARSAY_DOCUMENTS" placeholder:"FILE" help:"Trusted documents (JSON, as relay-compiler, graphql-codegen or Apollo write them), which clients may name instead of sending them."`
	OnlyDocuments bool          `env:"HEARSAY_ONLY_DOCUMENTS" help:"Run no other documents than those of --documents."`
	Introspection *bool         `env:"HEARSAY_INTROSPECTION" negatable:"" help:"Answer questions about the schema; on by default where the server is for this machine alone."`
	Deadline      time.Duration `env:"HEARSAY_DEADLINE" default:"10s" help:"Longest time for one answer."`
	SlowQuery     time.Duration `env:"HEARSAY_SLOW_QUERY" default:"1s" help:"Log operations that take this long, with their names; 0 logs none."`
	Queue         int           `env:"HEARSAY_QUEUE" default:"100" help:"Loads that may wait or run; what is sent beyond is refused."`
	Workers       int           `env:"HEARSAY_WORKERS" default:"0" help:"Articles of a load to analyse at a time; 0: one for each processor."`
	Lease         time.Duration `env:"HEARSAY_LEASE" default:"15s" help:"After what time without a sign of life of a server another one takes over its load."`
	KeepJobs      time.Duration `env:"HEARSAY_KEEP_JOBS" default:"720h" help:"How long to keep what is known of a load after its end; 0 keeps it for ever."`
	engineFlags
}

// Help gives examples.
func (serveCmd) Help() string {
	return `Serves GraphQL at /graphql (POST and GET; subscriptions over WebSocket and
server-sent events), loads what is sent to it, and serves a playground at /, the schema at
/schema.graphql, and /healthz, /readyz and /version.

Examples:
  hearsay serve
  hearsay serve --load testdata/articles --store samples.db
  hearsay serve --addr 127.0.0.1:9000 --store bolt://localhost:7687
  hearsay keys add ann --role reader --keys keys.json
  hearsay serve --addr 0.0.0.0:8080 --hosts desk.example --keys keys.json

Without keys the server is for this machine alone, and whoever asks is its admin. Any
other address needs --keys; --insecure-anyone ROLE lets everybody in on purpose.`
}

// A server makes much garbage beside little that stays: collecting it four times less
// often saves a tenth of its work. From spareMemory on it is collected as needed. Who
// sets GOGC or GOMEMLIMIT has thought of it.
const (
	spareGarbage = 400       // per cent of what stays
	spareMemory  = 384 << 20 // bytes
)

func spareCollections() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(spareGarbage)
		debug.SetMemoryLimit(spareMemory)
	}
}

// Run serves until a signal comes.
func (c serveCmd) Run(ctx context.Context, e *environment) error {
	spareCollections()
	for _, origin := range c.Origins {
		if err := api.CheckOrigin(origin); err != nil {
			return usage("--origins: %q is not an origin such as https://desk.example", origin)
		}
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return usage("--addr: %q is no address such as 127.0.0.1:8080", c.Addr)
	}
	gate, err := c.gate(ctx, e, c.Addr, len(c.Hosts) > 0)
	if err != nil {
		return err
	}
	rate, err := c.rate(gate)
	if err != nil {
		return err
	}
	documents, err := c.documents()
	if err != nil {
		return err
	}
	if len(c.Load) > 0 {
		if err := (loadCmd{Inputs: c.Load, Batch: 64, engineFlags: c.engineFlags}).Run(ctx, e); err != nil && !errors.Is(err, errGaps) {
			return err
		}
	}
	store, err := e.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	stopTracing, err := startTracing(ctx)
	if err != nil {
		return err
	}
	defer stopTracing()
	meter := api.NewMeter(Version, documents)
	store = meter.Store(store)
	local := onLoopback(ctx, c.Addr) && len(c.Hosts) == 0
	hub := feed.New(store, feed.Options{Log: e.log})
	runner := jobs.New(store, sync.OnceValues(func() (loader.Extractor, error) { return c.engine(ctx, e) }),
		jobs.Options{Most: c.Queue, Workers: c.Workers, Lease: c.Lease, Keep: c.KeepJobs, Changed: hub.Wake, Log: e.log})
	handler := api.New(store, api.Options{
		Jobs: runner, Feed: hub,
		Logger: e.log, Gate: gate, Anyone: auth.Role(c.InsecureAnyone), Rate: rate, Meter: meter, Hosts: c.Hosts, Origins: c.Origins, Version: Version,
		NoPlayground: !choice(c.Playground, local), NoIntrospection: !choice(c.Introspection, local),
		InOrder: inProcess(e.settings.Store), SlowQuery: c.SlowQuery, Limits: api.Limits{Deadline: c.Deadline}, Documents: documents, OnlyDocuments: c.OnlyDocuments,
	})
	listener, err := listen(c.Addr)
	if err != nil {
		return codedError{exitUsage, fmt.Errorf("cannot listen on %s: %w", c.Addr, plain(err))}
	}
	server := api.Server(c.Addr, handler, e.log)
	var work sync.WaitGroup
	defer work.Wait() // a job under way is given back before the store closes
	working, stop := context.WithCancel(ctx)
	defer stop()
	work.Go(func() { runner.Run(working) })
	fmt.Fprintf(e.Err, "hearsay answers at http://%s/ (graph: %s)\n", listener.Addr(), redact(e.settings.Store))
	return serve(ctx, server, listener)
}

// choice returns what the user chose, else the default.
func choice(chosen *bool, otherwise bool) bool {
	if chosen != nil {
		return *chosen
	}
	return otherwise
}

// documents reads the file of trusted documents.
func (c serveCmd) documents() (api.Documents, error) {
	if c.Documents == "" {
		if c.OnlyDocuments {
			return nil, usage("--only-documents needs the file of --documents")
		}
		return nil, nil
	}
	f, err := os.Open(c.Documents)
	if err != nil {
		return nil, usage("--documents: %v", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, api.MaxDocuments+1))
	if err == nil && len(data) > api.MaxDocuments {
		err = fmt.Errorf("%s is larger than %d bytes", c.Documents, api.MaxDocuments)
	}
	if err != nil {
		return nil, usage("--documents: %v", err)
	}
	docs, err := api.ReadDocuments(data)
	if err != nil {
		return nil, usage("--documents: %s: %v", c.Documents, err)
	}
	return docs, nil
}

// maxConnections bounds the connections that are open at once; more wait their turn.
const maxConnections = 1000

// listen returns a listener on an address that takes so many connections and no more.
func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	return netutil.LimitListener(l, maxConnections), nil
}

// plain returns what the system says of a failed call, without the name of the call.
func plain(err error) error {
	if e := syscall.Errno(0); errors.As(err, &e) {
		return e
	}
	return err
}

// serve runs until ctx ends, then lets requests under way finish.
func serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := server.Shutdown(stop)
	if h, ok := server.Handler.(*api.Handler); ok { // WebSockets are none of the server's any more
		err = errors.Join(err, h.Shutdown(stop))
	}
	if err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
