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
	if coded := (codedError{}); err != nil && !errors.As(err, &coded) {
		return nil, codedError{exitUnavailable, err}
	}
	return store, err
}

func (e *environment) dial(ctx context.Context) (graph.Store, error) {
	s := e.settings
	if path, ok := strings.CutPrefix(s.Store, "sqlite:"); ok {
		return sqlite.Open(ctx, path, sqlite.Options{})
	}
	scheme, _, ok := strings.Cut(s.Store, "://")
	if !ok {
		return sqlite.Open(ctx, s.Store, sqlite.Options{})
	}
	if !strings.HasPrefix(scheme, "neo4j") && !strings.HasPrefix(scheme, "bolt") {
		return nil, usage("store %q: the scheme %q is not known; give a file or a neo4j:// or bolt:// address", redact(s.Store), scheme)
	}
	u, err := url.Parse(s.Store)
	if err != nil {
		return nil, usage("store %q is not a valid address", redact(s.Store))
	}
	o := neo4j.Options{User: s.Neo4jUser, Password: s.Neo4jPassword, Database: s.Neo4jDatabase, CAFile: s.Neo4jCA}
	if u.User != nil {
		if u.User.Username() != "" {
			o.User = u.User.Username()
		}
		if p, ok := u.User.Password(); ok {
			o.Password = p
		}
		u.User = nil
	}
	return neo4j.Open(ctx, u.String(), o)
}

// redact hides the password of a store address.
func redact(store string) string {
	u, err := url.Parse(store)
	if err != nil || u.User == nil {
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
