package app

import (
	"sync"

	"github.com/schollz/progressbar/v3"
)

// bar shows how far long work is, on a terminal only.
type bar struct {
	e    *environment
	name string
	mu   sync.Mutex
	unit progressbar.Option
	b    *progressbar.ProgressBar
}

// newBar counts steps, newByteBar counts bytes.
func newBar(e *environment, name string) *bar {
	return &bar{e: e, name: name, unit: progressbar.OptionShowIts()}
}

func newByteBar(e *environment, name string) *bar {
	return &bar{e: e, name: name, unit: progressbar.OptionShowBytes(true)}
}

// Start begins with a number of steps, -1 where it is not known.
func (p *bar) Start(total int) {
	if !p.e.ErrTerminal {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.b = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(p.e.Err),
		progressbar.OptionSetDescription(p.name),
		progressbar.OptionShowCount(),
		p.unit,
		progressbar.OptionThrottle(100_000_000),
		progressbar.OptionFullWidth(),
		progressbar.OptionClearOnFinish(),
	)
}

// Add counts n steps.
func (p *bar) Add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.b != nil {
		_ = p.b.Add(n) // a bar that cannot be drawn must not stop the work
	}
}

// Done takes the bar off the screen.
func (p *bar) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.b != nil {
		_ = p.b.Finish()
	}
}
