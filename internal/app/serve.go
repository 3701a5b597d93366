package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"hearsay/internal/api"
)

// stopTime is how long requests under way may take to end after a signal.
const stopTime = 10 * time.Second

type serveCmd struct {
	Addr    string   `env:"HEARSAY_ADDR" default:"${addr}" help:"Address to listen on; port 0 takes a free one."`
	Load    []string `placeholder:"INPUT" help:"Load these files and folders first."`
	Hosts   []string `env:"HEARSAY_HOSTS" placeholder:"NAME" help:"Names under which the server may be reached, beside localhost and plain addresses."`
	Origins []string `env:"HEARSAY_ORIGINS" placeholder:"ORIGIN" help:"Origins, such as https://desk.example, whose web pages may ask and read (CORS); none by default."`

	NoPlayground    bool          `env:"HEARSAY_NO_PLAYGROUND" help:"Serve no playground."`
	Documents       string        `env:"HEARSAY_DOCUMENTS" placeholder:"FILE" help:"Trusted documents (JSON, as relay-compiler, graphql-codegen or Apollo write them), which clients may name instead of sending them."`
	OnlyDocuments   bool          `env:"HEARSAY_ONLY_DOCUMENTS" help:"Run no other documents than those of --documents."`
	NoIntrospection bool          `env:"HEARSAY_NO_INTROSPECTION" help:"Refuse questions about the schema."`
	Deadline        time.Duration `env:"HEARSAY_DEADLINE" default:"10s" help:"Longest time for one answer."`
	SlowQuery       time.Duration `env:"HEARSAY_SLOW_QUERY" default:"1s" help:"Log operations that take this long, with their names; 0 logs none."`
	modelFlags
}

// Help gives examples.
func (serveCmd) Help() string {
	return `Serves GraphQL at /graphql (POST and GET), a playground at /, the schema at
/schema.graphql, and /healthz, /readyz and /version.

Examples:
  hearsay serve
  hearsay serve --load testdata/articles --store samples.db
  hearsay serve --addr 127.0.0.1:9000 --store bolt://localhost:7687`
}

// Run serves until a signal comes.
func (c serveCmd) Run(ctx context.Context, e *environment) error {
	for _, origin := range c.Origins {
		if err := api.CheckOrigin(origin); err != nil {
			return usage("--origins: %q is not an origin such as https://desk.example", origin)
		}
	}
	documents, err := c.documents()
	if err != nil {
		return err
	}
	if len(c.Load) > 0 {
		if err := (loadCmd{Inputs: c.Load, Batch: 64, modelFlags: c.modelFlags}).Run(ctx, e); err != nil && !errors.Is(err, errGaps) {
			return err
		}
	}
	store, err := e.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	handler := api.New(store, api.Options{
		Logger: e.log, Hosts: c.Hosts, Origins: c.Origins, Version: Version, NoPlayground: c.NoPlayground, NoIntrospection: c.NoIntrospection,
		SlowQuery: c.SlowQuery, Limits: api.Limits{Deadline: c.Deadline}, Documents: documents, OnlyDocuments: c.OnlyDocuments,
	})
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return codedError{exitUsage, fmt.Errorf("cannot listen on %s: %w", c.Addr, err)}
	}
	server := api.Server(c.Addr, handler, e.log)
	fmt.Fprintf(e.Err, "hearsay answers at http://%s/ (graph: %s)\n", listener.Addr(), redact(e.settings.Store))
	return serve(ctx, server, listener)
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
	if err := server.Shutdown(stop); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
