package api

import (
	"context"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"
	"golang.org/x/time/rate"

	"hearsay/internal/auth"
)

// What a caller may use is a bucket of points that fills at an even rate. An operation
// takes as many points as it has complexity, so that neither many small operations nor
// few great ones pass the limit. Who fails to say who he is has a bucket of failures.
const (
	requestCost    = 1      // of every request, whatever is in it
	burstTime      = 10     // seconds of its rate that a bucket holds
	maxBuckets     = 10_000 // callers remembered
	failuresBurst  = 20     // failures that an address has at once
	failuresPerSec = rate.Limit(0.5)
)

// buckets holds one bucket a caller.
type buckets struct {
	rate  rate.Limit
	burst int
	now   func() time.Time

	mu sync.Mutex
	of map[string]*rate.Limiter
}

func newBuckets(perSecond rate.Limit, burst int, now func() time.Time) *buckets {
	return &buckets{rate: perSecond, burst: burst, now: now, of: map[string]*rate.Limiter{}}
}

// newRates returns the buckets of the settings, nil where there is no limit. A full
// bucket pays for the dearest operation.
func newRates(o Options) *buckets {
	if o.Rate <= 0 {
		return nil
	}
	return newBuckets(rate.Limit(o.Rate), max(burstTime*o.Rate, o.Limits.Complexity+requestCost), o.Now)
}

// take takes points from a caller's bucket. Where there are not enough it takes none and
// returns how long it is until there are.
func (b *buckets) take(who string, points int) (wait time.Duration) {
	now := b.now()
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.of[who]
	if l == nil {
		b.makeRoom(now)
		l = rate.NewLimiter(b.rate, b.burst)
		b.of[who] = l
	}
	r := l.ReserveN(now, points)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// makeRoom forgets callers whose buckets are full, who would get full ones again; and
// where all are busy, all of them.
func (b *buckets) makeRoom(now time.Time) {
	if len(b.of) < maxBuckets {
		return
	}
	for who, l := range b.of {
		if l.TokensAt(now) >= float64(b.burst) {
			delete(b.of, who)
		}
	}
	if len(b.of) >= maxBuckets {
		clear(b.of)
	}
}

// charge takes points for what a caller asks, and says so where he has to wait.
func (b *buckets) charge(ctx context.Context, points int) *gqlerror.Error {
	if b == nil {
		return nil
	}
	wait := b.take(bucketOf(ctx), points)
	if wait == 0 {
		return nil
	}
	err := tooOften("this key has used up its share for now; ask again in %d s, or for less", wait)
	err.Extensions["limit"], err.Extensions["value"], err.Extensions["cost"] = "rate", int(b.rate), points
	return err
}

// pay takes points for what a stream is about to send. Where there are not enough it
// waits until there are, false where ctx ends before.
func (b *buckets) pay(ctx context.Context, points int) bool {
	if b == nil {
		return true
	}
	for {
		wait := b.take(bucketOf(ctx), points)
		if wait == 0 {
			return true
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return false
		}
	}
}

// tooOften is the error of a request that comes too early.
func tooOften(format string, wait time.Duration) *gqlerror.Error {
	seconds := int(math.Ceil(wait.Seconds()))
	err := newError(codeLimited, format, seconds)
	err.Extensions["retryAfter"] = seconds
	return err
}

// waits tells a client by its header when to come back, and reports whether the error
// says that it must.
func waits(h http.Header, err *gqlerror.Error) bool {
	seconds, ok := err.Extensions["retryAfter"].(int)
	if ok {
		h.Set("Retry-After", strconv.Itoa(seconds))
	}
	return ok
}

// bucketOf returns whose bucket pays: the caller's; callers without a name of their own
// are told apart by address.
func bucketOf(ctx context.Context) string {
	p := auth.From(ctx)
	if p.Name == auth.Anyone || p == (auth.Principal{}) {
		return "address " + addressOf(ctx)
	}
	return "caller " + p.Name
}

type addressKey struct{}

// withAddress keeps the address that a request came from.
func withAddress(ctx context.Context, remote string) context.Context {
	return context.WithValue(ctx, addressKey{}, remote)
}

// addressOf returns the address that a request came from; of IPv6 the network, within
// which one caller has as many addresses as he likes.
func addressOf(ctx context.Context) string {
	remote, _ := ctx.Value(addressKey{}).(string)
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		const network = 64
		p, _ := ip.Prefix(network) // a length that an address has
		return p.String()
	}
	return ip.String()
}
