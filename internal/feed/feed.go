// Package feed tells subscribers what is new in a graph, whichever process put it
// there.
//
//	hub := feed.New(store, feed.Options{})
//	for page := range hub.Claims(ctx, filter, after) { ... }
//
// Nothing is pushed: one poller for all subscribers asks the store how far it has come,
// and each subscriber then reads on from its own place at its own pace. A slow one
// holds one page and keeps nobody waiting, and a load never waits for any.
package feed

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"hearsay/graph"
)

// Store is the part of graph.Store that a hub reads.
type Store interface {
	graph.Feed
	Jobs(ctx context.Context, ids []string) (map[string]*graph.Job, error)
}

// Options are the settings of a hub; the zero value has the defaults.
type Options struct {
	// Interval is how often the store is asked while somebody listens, for what other
	// processes put there; default 1 s.
	Interval time.Duration
	Log      *slog.Logger // nil for none
}

const (
	pageSize = 50     // claims of a page
	window   = 20_000 // places that one read looks through
)

// Hub tells subscribers what is new. It asks the store only while there are any.
type Hub struct {
	store    Store
	interval time.Duration
	log      *slog.Logger
	wake     chan struct{}
	closed   context.Context
	close    context.CancelFunc

	mu        sync.Mutex
	listeners int
	heads     graph.Heads
	changed   chan struct{} // closed when heads change, and made anew
	stop      context.CancelFunc
}

// New returns a hub over a store.
func New(s Store, o Options) *Hub {
	if o.Interval <= 0 {
		o.Interval = time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	h := &Hub{store: s, interval: o.Interval, log: o.Log, wake: make(chan struct{}, 1), changed: make(chan struct{})}
	h.closed, h.close = context.WithCancel(context.Background())
	return h
}

// Close ends all streams, those to come too. It does not wait for them.
func (h *Hub) Close() { h.close() }

// Wake makes the hub look at once: something was put into the store.
func (h *Hub) Wake() {
	select {
	case h.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// Filter returns which claims a subscriber wants, none where some is false. It is asked
// anew after each change, since a name may mean others by then.
type Filter func(context.Context) (f graph.ClaimFilter, some bool, err error)

// Always is the Filter that stays the same.
func Always(f graph.ClaimFilter) Filter {
	return func(context.Context) (graph.ClaimFilter, bool, error) { return f, true, nil }
}

// Claims sends the claims that the filter matches and that stand behind a place in the
// order of recording, page by page, until ctx ends or the hub is closed. While the
// store does not answer nothing is sent.
func (h *Hub) Claims(ctx context.Context, filter Filter, after int64) <-chan []*graph.RecordedClaim {
	out := make(chan []*graph.RecordedClaim)
	go h.listen(ctx, func(ctx context.Context, heads graph.Heads) (bool, error) {
		if after >= heads.Claims {
			return false, nil
		}
		f, some, err := filter(ctx)
		if err != nil {
			return false, err
		}
		if !some {
			after = heads.Claims
		}
		for after < heads.Claims {
			upTo := min(heads.Claims, after+window)
			page, err := h.store.ClaimsAfter(ctx, after, upTo, f, pageSize)
			if err != nil {
				return false, err
			}
			if n := len(page.Items); n > 0 {
				select {
				case out <- page.Items:
				case <-ctx.Done():
					return false, ctx.Err()
				}
				after = page.Items[n-1].Seq
			}
			if !page.More {
				after = upTo
			}
		}
		return false, nil
	}, func() { close(out) })
	return out
}

// Job sends a job as it is and then each time that it has changed, until it has ended.
// Changes that follow one another closely may be sent as one. Nothing is sent of a job
// that is not there.
func (h *Hub) Job(ctx context.Context, id string) <-chan *graph.Job {
	out := make(chan *graph.Job)
	var seen int64
	go h.listen(ctx, func(ctx context.Context, _ graph.Heads) (bool, error) {
		found, err := h.store.Jobs(ctx, []string{id})
		if err != nil {
			return false, err
		}
		j := found[id]
		if j == nil {
			return true, nil
		}
		if j.Revision == seen {
			return false, nil
		}
		select {
		case out <- j:
		case <-ctx.Done():
			return false, ctx.Err()
		}
		seen = j.Revision
		return j.State.Ended(), nil
	}, func() { close(out) })
	return out
}

// listen runs read at first and after each change, until read says that it is done.
func (h *Hub) listen(ctx context.Context, read func(context.Context, graph.Heads) (done bool, err error), end func()) {
	defer end()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(h.closed, cancel)()
	h.enter()
	defer h.leave()
	for ctx.Err() == nil {
		heads, changed := h.state() // before the read, so that no change falls between
		done, err := read(ctx, heads)
		if done {
			return
		}
		var again <-chan time.Time
		if err != nil && ctx.Err() == nil {
			h.log.Warn("subscription: the store does not answer", "error", err)
			again = time.After(h.interval) // not by defer: the store may be away for days
		}
		select {
		case <-ctx.Done():
		case <-changed:
		case <-again:
		}
	}
}

func (h *Hub) state() (graph.Heads, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.heads, h.changed
}

// enter counts a listener; the first one starts the poller.
func (h *Hub) enter() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners++; h.listeners == 1 {
		ctx, stop := context.WithCancel(h.closed)
		h.stop = stop
		go h.poll(ctx)
		return
	}
	h.Wake() // the heads may be older than what the listener knows
}

func (h *Hub) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners--; h.listeners == 0 {
		h.stop()
	}
}

// poll asks the store how far it has come, and tells who listens.
func (h *Hub) poll(ctx context.Context) {
	tick := time.NewTicker(h.interval)
	defer tick.Stop()
	defer h.Wake() // what this one may have taken is the next one's
	for {
		heads, err := h.store.Heads(ctx)
		if err == nil {
			h.tell(heads)
		} else if ctx.Err() == nil {
			h.log.Warn("subscriptions: the store does not answer", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-h.wake:
		}
	}
}

func (h *Hub) tell(heads graph.Heads) {
	h.mu.Lock()
	defer h.mu.Unlock()
	// two pollers may overlap for a moment, and a reader may be behind another
	heads.Claims, heads.Jobs = max(heads.Claims, h.heads.Claims), max(heads.Jobs, h.heads.Jobs)
	if heads != h.heads {
		h.heads = heads
		close(h.changed)
		h.changed = make(chan struct{})
	}
}
