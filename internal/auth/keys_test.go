package auth

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) time() time.Time { return c.now }

func newFile(t testing.TB) (KeyFile, *clock) {
	c := &clock{noon}
	return KeyFile{Path: filepath.Join(t.TempDir(), "keys.json"), Now: c.time}, c
}

func mustAdd(t testing.TB, f KeyFile, name string, r Role, expires time.Time) string {
	t.Helper()
	token, err := f.Add(name, r, expires)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestKeyForm(t *testing.T) {
	token := newToken()
	if !IsKey(token) || token == newToken() {
		t.Errorf("%q is no key", token)
	}
	for _, other := range []string{"", "hsk_", token[:len(token)-1], token + "a", "hsx" + token[3:], strings.ToUpper(token), token[:10] + swap(token[10]) + token[11:]} {
		if IsKey(other) {
			t.Errorf("%q is a key", other)
		}
	}
}

func swap(c byte) string {
	if c == 'a' {
		return "b"
	}
	return "a"
}

func TestGateOfKeys(t *testing.T) {
	f, c := newFile(t)
	ann := mustAdd(t, f, "ann", Reviewer, time.Time{})
	bob := mustAdd(t, f, "bob", Reader, noon.Add(time.Hour))
	g, err := OpenKeys(f, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	who := func(token string) string {
		p, err := g.Authenticate(t.Context(), token)
		if (err == nil) != p.Role.Known() || err != nil && !errors.Is(err, ErrRefused) {
			t.Fatalf("%+v, %v", p, err)
		}
		return strings.TrimSpace(p.Name + " " + string(p.Role))
	}
	check := func(when string, token, want string) {
		t.Helper()
		if got := who(token); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
	check("a live key", ann, "ann reviewer")
	check("another", bob, "bob reader")
	check("unknown", newToken(), "")
	check("nothing", "", "")
	check("its hash", readFile(t, f.Path)[:64], "")
	c.now = noon.Add(time.Hour)
	check("expired", bob, "")
	if _, err := f.Revoke("ann"); err != nil {
		t.Fatal(err)
	}
	check("revoked while serving", ann, "")
	check("added while serving", mustAdd(t, f, "ann", Admin, time.Time{}), "ann admin")
	check("the old key of a name used again", ann, "")

	eve := mustAdd(t, f, "eve", Loader, time.Time{})
	whole := readFile(t, f.Path)
	for _, broken := range []string{"", "{", whole + "x", strings.Replace(whole, "loader", "root", 1), strings.Replace(whole, `"name"`, `"nom"`, 1)} {
		if err := os.WriteFile(f.Path, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		check("the file is broken", eve, "")
	}
	if err := os.Remove(f.Path); err != nil {
		t.Fatal(err)
	}
	check("the file is gone", eve, "")
	if err := os.WriteFile(f.Path, []byte(whole), 0o600); err != nil {
		t.Fatal(err)
	}
	check("the file is back", eve, "eve loader")
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The file holds no key, is its owner's alone, and no change of it is lost.
func TestKeyFile(t *testing.T) {
	f, _ := newFile(t)
	var wg sync.WaitGroup
	tokens := make([]string, 20)
	for i := range tokens {
		wg.Go(func() { tokens[i], _ = f.Add(fmt.Sprint("key", i), Reader, time.Time{}) })
	}
	wg.Wait()
	text := readFile(t, f.Path)
	for _, token := range tokens {
		if !IsKey(token) || strings.Contains(text, token[:20]) || !strings.Contains(text, token[len(token)-4:]) {
			t.Errorf("the file and %q:\n%s", token, text)
		}
	}
	keys, err := f.List()
	if err != nil || len(keys) != len(tokens) {
		t.Errorf("%d keys, %v", len(keys), err)
	}
	if info, err := os.Stat(f.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	for name, err := range map[string]error{
		"taken":   second(f.Add("key1", Reader, time.Time{})),
		"empty":   second(f.Add("", Reader, time.Time{})),
		"strange": second(f.Add("a b\n", Reader, time.Time{})),
		"long":    second(f.Add(strings.Repeat("a", 65), Reader, time.Time{})),
		"role":    second(f.Add("x", "root", time.Time{})),
		"anyone":  second(f.Add("anyone", Reader, time.Time{})),
		"local":   second(f.Add("local", Reader, time.Time{})),
		"past":    second(f.Add("x", Reader, noon)),
		"nobody":  second(f.Revoke("nobody")),
	} {
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestOpenKeys(t *testing.T) {
	f, c := newFile(t)
	open := func() (string, error) {
		var log bytes.Buffer
		_, err := OpenKeys(f, slog.New(slog.NewTextHandler(&log, nil)))
		return log.String(), err
	}
	if _, err := open(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	mustAdd(t, f, "ann", Reader, noon.Add(time.Hour))
	if log, err := open(); err != nil || log != "" {
		t.Errorf("%v, %s", err, log)
	}
	if err := os.Chmod(f.Path, 0o622); err != nil {
		t.Fatal(err)
	}
	if log, err := open(); err != nil || !strings.Contains(log, "chmod 600") {
		t.Errorf("writable by others: %v, %s", err, log)
	}
	c.now = noon.Add(time.Hour)
	if _, err := open(); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), "no live key") {
		t.Errorf("all expired: %v", err)
	}
}

// Whatever a token or a file of keys holds, nobody gets in by it and nothing breaks.
func FuzzKeys(f *testing.F) {
	f.Add([]byte(`{"keys":[{"name":"a","role":"admin","created":"2026-01-01T00:00:00Z","last4":"abcd","sha256":"00"}]}`), "Bearer hsk_")
	f.Add([]byte(`{"keys":null}`), "bearer \x00")
	f.Fuzz(func(t *testing.T, file []byte, header string) {
		if token, err := Bearer(header); err == nil && (token == "" || len(token) > maxToken) {
			t.Errorf("%q", token)
		}
		keys, err := parseKeys(file)
		if err != nil && !errors.Is(err, ErrInvalid) {
			t.Error(err)
		}
		for _, k := range keys {
			if !k.Role.Known() || len(k.SHA256) != 64 {
				t.Errorf("%+v", k)
			}
		}
	})
}
