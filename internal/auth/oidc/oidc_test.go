package oidc

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"hearsay/internal/auth"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// issuer is an OpenID Connect issuer on this machine.
type issuer struct {
	*httptest.Server
	key   *ecdsa.PrivateKey
	kid   string
	asked atomic.Int64 // times the keys were asked for
	down  atomic.Bool
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{}
	i.rotate(t, "one")
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		i.asked.Add(1)
		if i.down.Load() {
			http.Error(w, "down", http.StatusInternalServerError)
			return
		}
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key.Public(), KeyID: i.kid, Algorithm: "ES256", Use: "sig"}}})
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

// rotate puts a new signing key in the place of the old one.
func (i *issuer) rotate(t *testing.T, kid string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i.key, i.kid = key, kid
}

func (i *issuer) claims(change map[string]any) map[string]any {
	c := map[string]any{
		"iss": i.URL, "aud": "hearsay", "sub": "u-17", "email": "ann@desk.example", "role": "reviewer",
		"iat": noon.Unix(), "exp": noon.Add(time.Hour).Unix(),
	}
	maps.Copy(c, change)
	return c
}

func sign(t *testing.T, alg jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", kid))
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := s.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (i *issuer) token(t *testing.T, change map[string]any) string {
	t.Helper()
	return sign(t, jose.ES256, i.key, i.kid, i.claims(change))
}

func (i *issuer) open(t *testing.T, change func(*Options)) (*Gate, *time.Time) {
	t.Helper()
	now := noon
	o := Options{
		Issuer: i.URL, Audience: "hearsay", RoleClaim: "role", NameClaim: "sub", Client: i.Client(),
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&o)
	}
	g, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return g, &now
}

func TestTokens(t *testing.T) {
	i, other := newIssuer(t), newIssuer(t)
	var log bytes.Buffer
	g, _ := i.open(t, func(o *Options) { o.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	public, err := x509.MarshalPKIXPublicKey(i.key.Public())
	if err != nil {
		t.Fatal(err)
	}
	part := func(v any) string {
		b, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(b)
	}
	good := i.token(t, nil)
	parts := strings.Split(good, ".")
	tests := map[string]struct{ token, want string }{
		"a good one":                     {good, "oidc:u-17 reviewer"},
		"several audiences":              {i.token(t, map[string]any{"aud": []string{"x", "hearsay"}}), "oidc:u-17 reviewer"},
		"several roles":                  {i.token(t, map[string]any{"role": []string{"staff", "reader", "admin", "loader"}}), "oidc:u-17 admin"},
		"a time that has just come":      {i.token(t, map[string]any{"nbf": noon.Unix()}), "oidc:u-17 reviewer"},
		"no role":                        {i.token(t, map[string]any{"role": nil}), ""},
		"a role that is none":            {i.token(t, map[string]any{"role": "root"}), ""},
		"a role that is no text":         {i.token(t, map[string]any{"role": map[string]any{"admin": true}}), ""},
		"no name":                        {i.token(t, map[string]any{"sub": ""}), ""},
		"a name of two lines":            {i.token(t, map[string]any{"sub": "ann\nadmin"}), ""},
		"a name of 1 kB":                 {i.token(t, map[string]any{"sub": strings.Repeat("a", 1000)}), ""},
		"another issuer's name":          {i.token(t, map[string]any{"iss": "https://evil.example"}), ""},
		"another issuer's key":           {sign(t, jose.ES256, other.key, "one", i.claims(nil)), ""},
		"another audience":               {i.token(t, map[string]any{"aud": "mail"}), ""},
		"no audience":                    {i.token(t, map[string]any{"aud": nil}), ""},
		"expired":                        {i.token(t, map[string]any{"exp": noon.Add(-time.Second).Unix()}), ""},
		"no expiry":                      {i.token(t, map[string]any{"exp": nil}), ""},
		"not yet":                        {i.token(t, map[string]any{"nbf": noon.Add(time.Hour).Unix()}), ""},
		"alg none":                       {part(map[string]any{"alg": "none"}) + "." + parts[1] + ".", ""},
		"alg None":                       {part(map[string]any{"alg": "None", "kid": "one"}) + "." + parts[1] + "." + parts[2], ""},
		"signed with the public key":     {sign(t, jose.HS256, public, "one", i.claims(nil)), ""},
		"claims of another token":        {parts[0] + "." + part(i.claims(map[string]any{"role": "admin"})) + "." + parts[2], ""},
		"a key of its own in the header": {part(map[string]any{"alg": "ES256", "jwk": jose.JSONWebKey{Key: other.key.Public()}}) + "." + parts[1] + "." + parts[2], ""},
		"no signature":                   {parts[0] + "." + parts[1] + ".", ""},
		"1 MB":                           {parts[0] + "." + strings.Repeat("a", 1<<20) + "." + parts[2], ""},
		"nothing":                        {"", ""},
		"no token":                       {"hsk_abc", ""},
	}
	for name, tt := range tests {
		p, err := g.Authenticate(t.Context(), tt.token)
		if got := strings.TrimSpace(p.Name + " " + string(p.Role)); got != tt.want || (err == nil) != (tt.want != "") || err != nil && err != auth.ErrRefused {
			t.Errorf("%s: %q, %v; want %q", name, got, err, tt.want)
		}
	}
	if strings.Contains(log.String(), parts[2]) || !strings.Contains(log.String(), "token refused") {
		t.Errorf("log: %.500s", log.String())
	}
}

// Claims have the names that the settings say, inside objects, too.
func TestClaims(t *testing.T) {
	i := newIssuer(t)
	token := i.token(t, map[string]any{
		"realm": map[string]any{"roles": []string{"reader"}}, "https://desk.example/role": "loader", "a.b": "admin", "a": map[string]any{"b": "reader"},
	})
	for claim, want := range map[string]auth.Role{
		"role": auth.Reviewer, "realm.roles": auth.Reader, "https://desk.example/role": auth.Loader, "a.b": auth.Admin,
		"realm": "", "realm.x": "", "role.x": "", "": "", "none": "",
	} {
		g, _ := i.open(t, func(o *Options) { o.RoleClaim, o.NameClaim = claim, "email" })
		p, err := g.Authenticate(t.Context(), token)
		if p.Role != want || (err == nil) != (want != "") || err == nil && p.Name != "oidc:ann@desk.example" {
			t.Errorf("%s: %+v, %v", claim, p, err)
		}
	}
}

// The keys of the issuer are asked for once; again when a token names a new one, and
// after an hour; and never often.
func TestKeysOfTheIssuer(t *testing.T) {
	i := newIssuer(t)
	g, now := i.open(t, func(o *Options) { o.NameClaim = "sub" })
	// The library answers who comes right behind a request for keys with that request's
	// keys, until its goroutine has ended: where a request is due, ask until there is one.
	check := func(what, token string, ok bool, asked int64) {
		t.Helper()
		_, err := g.Authenticate(t.Context(), token)
		for try := 0; asked > 0 && i.asked.Load() == 0 && try < 1_000_000; try++ {
			runtime.Gosched()
			_, err = g.Authenticate(t.Context(), token)
		}
		if got := i.asked.Swap(0); (err == nil) != ok || got != asked {
			t.Errorf("%s: %v, asked %d times; want %v, %d", what, err, got, ok, asked)
		}
	}
	late := map[string]any{"exp": noon.Add(24 * time.Hour).Unix()}
	old := i.token(t, late)
	check("the first token", old, true, 1)
	check("the second", old, true, 0)
	check("a key that is not known", sign(t, jose.ES256, i.key, "zwei", i.claims(nil)), false, 1)
	i.rotate(t, "two")
	check("a new key", i.token(t, late), true, 1)
	for range 50 {
		_, _ = g.Authenticate(t.Context(), sign(t, jose.ES256, i.key, "flood", i.claims(nil)))
	}
	if n := i.asked.Swap(0); n > askAtOnce {
		t.Errorf("50 unknown keys made %d requests", n)
	}
	check("a good token in the flood", i.token(t, late), true, 0)
	*now = noon.Add(2 * keysKept)
	check("the old key, taken back", old, false, 1)
	i.down.Store(true)
	*now = noon.Add(4 * keysKept)
	check("the issuer is down", i.token(t, late), false, 1)
	i.down.Store(false)
	*now = now.Add(time.Minute)
	check("the issuer is back", i.token(t, late), true, 1)
}

func TestOpenWithoutIssuer(t *testing.T) {
	i := newIssuer(t)
	o := Options{Issuer: i.URL + "/other", Client: i.Client(), Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	if _, err := Open(context.Background(), o); err == nil || !strings.Contains(err.Error(), "ask the issuer") {
		t.Errorf("%v", err)
	}
}
