package api

import (
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/auth"
)

// A caller who has used up the bucket waits until it has filled again, by the clock;
// what is asked counts, not how often.
func TestRateLimit(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	h := New(sampleStore(t, 3), Options{Gate: ring{}, Rate: 100, Limits: Limits{Complexity: 1000}, Now: func() time.Time { return now }})
	by := func(role, query string) *httptest.ResponseRecorder {
		return post(t, h, quoted(query), "Authorization", "Bearer "+role)
	}
	const page = "{claims(first:199){nodes{id}}}" // 200 points and one for the request
	ask := func(role, query string) string {
		w := by(role, query)
		out := read(t, w).code() + " " + w.Header().Get("Retry-After")
		if (w.Code == 429) != strings.HasPrefix(out, codeLimited) {
			t.Errorf("status %d, %s", w.Code, out)
		}
		return strings.TrimSpace(out)
	}
	check := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	for range 4 {
		check("four pages", ask("reader", page), "")
	}
	// 197 of 1,001 points are left
	check("the fifth page", ask("reader", page), codeLimited+" 1")
	check("a small question", ask("reader", "{claims(first:10){nodes{id}}}"), "")
	check("aliases of it", ask("reader", "{"+numbered(18, "a%d:claims(first:10){nodes{id}} ")+"}"), codeLimited+" 1")
	check("somebody else", ask("loader", page), "")
	now = now.Add(time.Second)
	check("a second later", ask("reader", page), "")
	for n := range 1000 {
		if w := by("reader", "{claims("); w.Code == 429 {
			if w.Header().Get("Retry-After") != "1" || n == 0 {
				t.Errorf("after %d requests that do not parse: %v", n, w.Header())
			}
			break
		} else if n == 999 {
			t.Error("requests that do not parse are free")
		}
	}
	now = now.Add(time.Hour)
	check("a full bucket pays for the dearest operation", ask("reader", "{claims(first:200){nodes{reports(first:3){totalCount}}}}"), codeComplex)
	a := read(t, by("admin", "{"+numbered(19, "a%d:claims(first:50){nodes{id}} ")+"}"))
	check("a dear operation", a.code(), "")
	a = read(t, by("admin", page))
	if e := a.Errors[0].Extensions; e["limit"] != "rate" || e["value"] != 100.0 || e["cost"] != 200.0 || e["retryAfter"] != 2.0 {
		t.Errorf("%v", e)
	}
}

// Who guesses keys is told to wait, and others at the same address are not kept out.
func TestGuessingKeys(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	h := New(sampleStore(t, 1), Options{Gate: ring{}, Now: func() time.Time { return now }})
	try := func(token string) int {
		w := post(t, h, hello, "Authorization", "Bearer "+token)
		if (w.Code == 429) != (w.Header().Get("Retry-After") != "") {
			t.Errorf("%d: %v", w.Code, w.Header())
		}
		return w.Code
	}
	for n := range failuresBurst {
		if code := try("guess" + strconv.Itoa(n)); code != 401 {
			t.Fatalf("guess %d: %d", n, code)
		}
	}
	if code := try("guess"); code != 429 {
		t.Errorf("one guess more: %d", code)
	}
	if code := try("reader"); code != 200 {
		t.Errorf("a good key: %d", code)
	}
	now = now.Add(2 * time.Second)
	if one, two := try("guess"), try("guess"); one != 401 || two != 429 {
		t.Errorf("two seconds later: %d, %d", one, two)
	}
}

// Callers without names are told apart by address, and no number of callers takes
// memory without end.
func TestBuckets(t *testing.T) {
	for remote, want := range map[string]string{
		"10.0.0.7:80": "10.0.0.7", "[2001:db8::1]:80": "2001:db8::/64", "[2001:db8::ffff]:81": "2001:db8::/64",
		"[::ffff:10.0.0.7]:1": "10.0.0.7", "[fe80::1%eth0]:80": "fe80::/64", "": "", "@": "@",
	} {
		if got := addressOf(withAddress(t.Context(), remote)); got != want {
			t.Errorf("%q: %q, want %q", remote, got, want)
		}
	}
	ctx := withAddress(auth.With(t.Context(), auth.Principal{Name: auth.Anyone, Role: auth.Reader}), "10.0.0.7:80")
	if got := bucketOf(ctx); got != "address 10.0.0.7" {
		t.Error(got)
	}
	if got := bucketOf(auth.With(ctx, auth.Principal{Name: "address 10.0.0.7", Role: auth.Reader})); got == bucketOf(ctx) {
		t.Error("a name can be taken for an address")
	}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	b := newBuckets(1, 10, func() time.Time { return now })
	if b.take("busy", 10) != 0 || b.take("busy", 1) != time.Second {
		t.Error("the bucket does not hold ten")
	}
	for n := range maxBuckets {
		b.take(fmt.Sprint(n), 1)
		now = now.Add(time.Millisecond / 2)
	}
	if len(b.of) > maxBuckets || b.take("busy", 9) == 0 {
		t.Errorf("%d buckets; the busy one was forgotten", len(b.of))
	}
}
