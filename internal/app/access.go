package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"time"

	"hearsay/internal/auth"
	"hearsay/internal/auth/oidc"
)

// accessFlags say who may use the server.
type accessFlags struct {
	Keys           string `env:"HEARSAY_KEYS" placeholder:"FILE" help:"File of API keys (see 'hearsay keys --help'); callers send theirs as Authorization: Bearer KEY."`
	OIDCIssuer     string `name:"oidc-issuer" env:"HEARSAY_OIDC_ISSUER" placeholder:"URL" help:"Take tokens that this OpenID Connect issuer signed, too; it is asked for its keys."`
	OIDCAudience   string `name:"oidc-audience" env:"HEARSAY_OIDC_AUDIENCE" placeholder:"NAME" help:"Whom its tokens must be made out to (aud)."`
	OIDCRoleClaim  string `name:"oidc-role-claim" env:"HEARSAY_OIDC_ROLE_CLAIM" default:"hearsay_role" placeholder:"CLAIM" help:"Claim that gives the role: a text or a list, such as hearsay_role or realm_access.roles."`
	OIDCNameClaim  string `name:"oidc-name-claim" env:"HEARSAY_OIDC_NAME_CLAIM" default:"sub" placeholder:"CLAIM" help:"Claim that tells who it is; judgements bear it."`
	Rate           *int   `env:"HEARSAY_RATE" placeholder:"POINTS" help:"Points of complexity that a key may use in a second, in the long run; 0: no limit. Without it, ${rate} where there are keys, else no limit."`
	InsecureAnyone string `env:"HEARSAY_INSECURE_ANYONE" enum:",reader,reviewer,loader,admin" default:"" placeholder:"ROLE" help:"Let everybody who reaches the server, without any key, do what this role may: reader, reviewer, loader or admin."`
}

// defaultRate is how many points of complexity a key may use in a second: about forty
// pages of claims with their sources.
const defaultRate = 10_000

// rate returns the points of complexity that a caller may use in a second, 0 for no
// limit, which suits a machine's own user.
func (a accessFlags) rate(gate auth.Gate) (int, error) {
	switch {
	case a.Rate != nil && *a.Rate < 0:
		return 0, usage("--rate must be 0 or more")
	case a.Rate != nil:
		return *a.Rate, nil
	case gate == nil && a.InsecureAnyone == "":
		return 0, nil
	}
	return defaultRate, nil
}

// gate returns what tells callers apart, nil where everybody is as good as the user at
// the machine. It refuses to let anybody do anything whom the user may not have thought
// of: without keys the server is for loopback, and has no names beside: one that has
// stands behind a proxy, by which others come.
func (a accessFlags) gate(ctx context.Context, e *environment, addr string, named bool) (auth.Gate, error) {
	var gates auth.Gates
	if a.Keys != "" {
		keys, err := auth.OpenKeys(auth.KeyFile{Path: a.Keys, Now: time.Now}, e.log)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				err = fmt.Errorf("%w; 'hearsay keys add' makes it", err)
			}
			return nil, usage("--keys: %w", err)
		}
		gates = append(gates, keys)
	}
	if a.OIDCIssuer != "" {
		tokens, err := a.issuer(ctx, e)
		if err != nil {
			return nil, err
		}
		gates = append(gates, tokens)
	}
	if len(gates) > 0 {
		return gates, nil
	}
	if a.InsecureAnyone == "" && named {
		return nil, usage(`--hosts names the server for others, and there are no keys: everybody who comes by that name could read and change the graph.
Make a key and serve with --keys:
  hearsay keys add NAME --role reader --keys keys.json
--insecure-anyone ROLE lets everybody in on purpose.`)
	}
	if a.InsecureAnyone == "" && !onLoopback(ctx, addr) {
		return nil, usage(`%s can be reached from other machines, and there are no keys: everybody there could read and change the graph.
Listen on this machine alone (--addr 127.0.0.1:8080), or make a key and serve with it:
  hearsay keys add NAME --role reader --keys keys.json
  hearsay serve --addr %s --keys keys.json
--insecure-anyone ROLE lets everybody in on purpose.`, addr, addr)
	}
	return nil, nil
}

// issuer returns the gate of tokens that an OpenID Connect issuer signed.
func (a accessFlags) issuer(ctx context.Context, e *environment) (auth.Gate, error) {
	u, err := url.Parse(a.OIDCIssuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !onLoopback(ctx, net.JoinHostPort(u.Hostname(), "0"))) {
		return nil, usage("--oidc-issuer: %q is no https address", a.OIDCIssuer)
	}
	if a.OIDCAudience == "" {
		return nil, usage("--oidc-issuer needs --oidc-audience: else a token that was made out to another service would do here")
	}
	g, err := oidc.Open(ctx, oidc.Options{
		Issuer: a.OIDCIssuer, Audience: a.OIDCAudience, RoleClaim: a.OIDCRoleClaim, NameClaim: a.OIDCNameClaim,
		Client: &http.Client{}, Now: time.Now, Log: e.log,
	})
	if err != nil {
		return nil, codedError{exitUnavailable, err}
	}
	return g, nil
}

// onLoopback reports whether an address to listen on can be reached from this machine
// alone. A name must stand for loopback addresses and no others.
func onLoopback(ctx context.Context, addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	ips, err := net.DefaultResolver.LookupIPAddr(ctx, host)
	if err != nil || len(ips) == 0 || host == "" {
		return false
	}
	for _, ip := range ips {
		if !ip.IP.IsLoopback() {
			return false
		}
	}
	return true
}
