// Package oidc is the gate of bearer tokens that an OpenID Connect issuer signed.
//
// A token counts if the issuer's keys signed it by a public-key algorithm, and issuer,
// audience and times are right. One claim of it gives the role. The issuer's keys are
// kept for an hour; a key that is not among them is asked for, but not often.
package oidc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/time/rate"

	"hearsay/internal/auth"
)

// Options say which tokens count.
type Options struct {
	// Issuer is the address of the issuer, as its tokens name it (iss).
	Issuer string
	// Audience is whom tokens must be made out to (aud).
	Audience string
	// RoleClaim is the claim that gives the role, as a text or a list of texts; the
	// greatest role in it counts, other texts do not. A dot leads into objects, as in
	// realm_access.roles, unless a claim has the whole name.
	RoleClaim string
	// NameClaim is the claim that tells who it is, such as sub or email.
	NameClaim string
	// Client reaches the issuer.
	Client *http.Client
	Now    func() time.Time
	Log    *slog.Logger
}

const (
	keysKept   = time.Hour        // how long signing keys are used before they are asked for again
	askEvery   = 10 * time.Second // how often the issuer is asked at most, in the long run
	askAtOnce  = 3
	maxName    = 200 // bytes of a name
	askPatient = 10 * time.Second
)

// algorithms are those by which only the issuer can sign.
var algorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512,
	oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
}

// Gate is the gate of one issuer.
type Gate struct {
	options Options
	keysURL string
	client  *http.Client

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier
	made     time.Time
}

// Open asks the issuer where its keys are and returns its gate.
func Open(ctx context.Context, o Options) (*Gate, error) {
	patient := *o.Client
	patient.Timeout = askPatient
	provider, err := oidc.NewProvider(oidc.ClientContext(ctx, &patient), o.Issuer)
	if err != nil {
		return nil, fmt.Errorf("oidc: ask the issuer: %w", err)
	}
	var found struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&found); err != nil || found.Keys == "" {
		return nil, errors.Join(fmt.Errorf("oidc: the issuer %s does not say where its keys are", o.Issuer), err)
	}
	patient.Transport = &seldom{next: o.Client.Transport, now: o.Now, limit: rate.NewLimiter(rate.Every(askEvery), askAtOnce)}
	return &Gate{options: o, keysURL: found.Keys, client: &patient}, nil
}

// Authenticate returns who a token says it is, if it counts. Why one does not count is
// logged, without the token.
func (g *Gate) Authenticate(ctx context.Context, token string) (auth.Principal, error) {
	p, err := g.read(ctx, token)
	if err != nil {
		g.options.Log.InfoContext(ctx, "token refused", "reason", err)
		return auth.Principal{}, auth.ErrRefused
	}
	return p, nil
}

func (g *Gate) read(ctx context.Context, token string) (auth.Principal, error) {
	t, err := g.current().Verify(ctx, token)
	if err != nil {
		return auth.Principal{}, err
	}
	var claims map[string]any
	if err := t.Claims(&claims); err != nil {
		return auth.Principal{}, err
	}
	name, _ := lookup(claims, g.options.NameClaim).(string)
	if name == "" || len(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return auth.Principal{}, fmt.Errorf("the claim %s is no name", g.options.NameClaim)
	}
	role := greatest(lookup(claims, g.options.RoleClaim))
	if role == "" {
		return auth.Principal{}, fmt.Errorf("the claim %s gives no role", g.options.RoleClaim)
	}
	return auth.Principal{Name: auth.TokenPrefix + name, Role: role}, nil
}

// current returns a verifier whose keys are not too old: a key that the issuer took
// back must not count for ever.
func (g *Gate) current() *oidc.IDTokenVerifier {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now := g.options.Now(); g.verifier == nil || now.Sub(g.made) >= keysKept {
		keys := oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), g.client), g.keysURL)
		g.verifier = oidc.NewVerifier(g.options.Issuer, keys, &oidc.Config{
			ClientID: g.options.Audience, SupportedSigningAlgs: algorithms, Now: g.options.Now,
		})
		g.made = now
	}
	return g.verifier
}

// lookup returns the claim of this name, or the one to which its dots lead.
func lookup(claims map[string]any, name string) any {
	if v, ok := claims[name]; ok {
		return v
	}
	outer, inner, ok := strings.Cut(name, ".")
	object, _ := claims[outer].(map[string]any)
	if !ok || object == nil {
		return nil
	}
	return lookup(object, inner)
}

// greatest returns the greatest role that a claim names, "" if it names none.
func greatest(claim any) (role auth.Role) {
	list, ok := claim.([]any)
	if !ok {
		list = []any{claim}
	}
	for _, r := range auth.Roles {
		for _, v := range list {
			if v == string(r) {
				role = r
			}
		}
	}
	return role
}

// seldom is a transport that does not ask often: whoever sends tokens with made-up key
// names must not make this server a burden to the issuer.
type seldom struct {
	next  http.RoundTripper
	now   func() time.Time
	limit *rate.Limiter
}

// RoundTrip sends the request, or refuses it without sending.
func (s *seldom) RoundTrip(r *http.Request) (*http.Response, error) {
	if !s.limit.AllowN(s.now(), 1) {
		return nil, errors.New("oidc: the issuer was asked for its keys too often")
	}
	next := s.next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(r)
}
