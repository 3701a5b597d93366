package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"hearsay/graph"
	"hearsay/graph/neo4j"
	"hearsay/graph/sqlite"
)

// openStore opens the graph that the settings name.
func (e *environment) openStore(ctx context.Context) (graph.Store, error) {
	store, err := e.dial(ctx)
	if coded := (codedError{}); err != nil && !errors.As(err, &coded) && !errors.Is(err, context.Canceled) {
		return nil, codedError{exitUnavailable, err}
	}
	return store, err
}

func (e *environment) dial(ctx context.Context) (graph.Store, error) {
	s := e.settings
	if err := checkStore(s.Store); err != nil {
		return nil, err
	}
	if inProcess(s.Store) {
		return sqlite.Open(ctx, strings.TrimPrefix(s.Store, "sqlite:"), sqlite.Options{})
	}
	store, err := neo4j.Open(ctx, s.Store, neo4j.Options{
		User: s.Neo4jUser, Password: s.Neo4jPassword, Database: s.Neo4jDatabase, CAFile: s.Neo4jCA, Log: e.log,
	})
	if errors.Is(err, graph.ErrInvalid) { // an address or a file that cannot be meant
		return nil, codedError{exitUsage, err}
	}
	if err != nil {
		return nil, err
	}
	return store, nil
}

// inProcess reports whether the store is a file, read by this process itself.
func inProcess(store string) bool { return !strings.Contains(store, "://") }

// checkStore refuses names that can only be meant as something else: an address
// without its slashes would silently become a file of that name.
func checkStore(store string) error {
	scheme, _, ok := strings.Cut(store, ":")
	switch {
	case strings.TrimSpace(store) == "":
		return usage("--store names no graph; give a file or a neo4j:// or bolt:// address")
	case ok && !strings.Contains(store, "://") && (strings.HasPrefix(scheme, "neo4j") || strings.HasPrefix(scheme, "bolt")):
		return usage("store %q looks like an address but has no //: write %s://HOST, or ./%s for a file", store, scheme, store)
	}
	return nil
}

// redact hides the password of a store address.
func redact(store string) string {
	u, err := url.Parse(store)
	if err != nil { // a password may be what could not be read
		if scheme, rest, ok := strings.Cut(store, "://"); ok && strings.Contains(rest, "@") {
			return scheme + "://xxxxx" + rest[strings.LastIndex(rest, "@"):]
		}
		return store
	}
	if u.User == nil {
		return store
	}
	return u.Redacted()
}

// openExisting opens the graph for reading; a file that is not there is an error
// instead of an empty graph.
func (e *environment) openExisting(ctx context.Context) (graph.Store, error) {
	path := strings.TrimPrefix(e.settings.Store, "sqlite:")
	if !strings.Contains(path, "://") {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("%w: there is no graph at %s; load articles first ('hearsay load FILES') or name another with --store", graph.ErrUnavailable, path)
		}
	}
	return e.openStore(ctx)
}
