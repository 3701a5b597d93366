package neo4j

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"hearsay/graph"
)

var schemes = []string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}

// SplitURL takes user and password out of an address, for those who connect to the
// server by themselves. No error holds the password.
func SplitURL(uri string) (bare, user, password string, err error) {
	var o Options
	bare, err = o.complete(uri)
	return bare, o.User, o.Password, err
}

// complete fills in the defaults and what the uri holds, and returns the uri without
// user, password and database.
func (o *Options) complete(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		// The text of err repeats the uri and with it the password.
		return "", fmt.Errorf("%w: the server's address is not a URI such as neo4j://host:7687", graph.ErrInvalid)
	}
	if !slices.Contains(schemes, u.Scheme) || u.Host == "" {
		return "", fmt.Errorf("%w: the server's address must be one of %s and a host, not %q", graph.ErrInvalid,
			strings.Join(schemes, "://, ")+"://", u.Redacted())
	}
	if u.User != nil {
		password, _ := u.User.Password()
		o.User, o.Password = first(o.User, u.User.Username()), first(o.Password, password)
	}
	o.User, o.Database = first(o.User, "neo4j"), first(o.Database, strings.Trim(u.Path, "/"))
	o.ReadTimeout, o.WriteTimeout = first(o.ReadTimeout, 30*time.Second), first(o.WriteTimeout, 30*time.Second)
	o.RetryTime, o.MaxConnections = first(o.RetryTime, 120*time.Second), first(o.MaxConnections, 20)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	u.User, u.Path = nil, ""
	return u.String(), nil
}

// first returns the first value that is set.
func first[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

// tls returns the settings for a CA file, nil where the system's will do.
func (o *Options) tls(target string) (*tls.Config, error) {
	if o.CAFile == "" {
		return nil, nil
	}
	if !strings.Contains(target, "+s://") {
		return nil, fmt.Errorf("%w: a CA file needs a scheme with +s", graph.ErrInvalid)
	}
	pem, err := os.ReadFile(o.CAFile)
	if err != nil {
		return nil, fmt.Errorf("%w: CA file: %v", graph.ErrInvalid, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%w: CA file %s holds no certificate", graph.ErrInvalid, o.CAFile)
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, nil
}
