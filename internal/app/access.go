package app

import (
	"context"
	"net"
	"time"

	"hearsay/internal/auth"
)

// accessFlags say who may use the server.
type accessFlags struct {
	Keys           string `env:"HEARSAY_KEYS" placeholder:"FILE" help:"File of API keys (see 'hearsay keys --help'); callers send theirs as Authorization: Bearer KEY."`
	InsecureAnyone string `env:"HEARSAY_INSECURE_ANYONE" enum:",reader,reviewer,loader,admin" default:"" placeholder:"ROLE" help:"Let everybody who reaches the server, without any key, do what this role may: reader, reviewer, loader or admin."`
}

// gate returns what tells callers apart, nil where everybody is as good as the user at
// the machine. It refuses to let anybody do anything whom the user may not have thought
// of: without keys the server is for loopback.
func (a accessFlags) gate(ctx context.Context, e *environment, addr string) (auth.Gate, error) {
	if a.Keys != "" {
		keys, err := auth.OpenKeys(auth.KeyFile{Path: a.Keys, Now: time.Now}, e.log)
		if err != nil {
			return nil, usage("--keys: %v", err)
		}
		return keys, nil
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
