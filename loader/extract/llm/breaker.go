package llm

import (
	"errors"
	"sync"
)

const (
	tripAfter  = 3  // failed questions in a row open the circuit
	probeAfter = 16 // questions turned away until one is let through to try
)

var (
	errOpen   = errors.New("the model failed several times in a row and is left alone for now")
	errBudget = errors.New("the budget for the model is spent")
)

// breaker keeps a server that fails from holding up every article. It counts
// questions instead of time, so that a run is the same on a slow machine.
type breaker struct {
	mu     sync.Mutex
	row    int   // failures in a row
	turned int   // questions turned away since it opened
	fatal  error // no question will ever do: wrong key, no such model
}

// allow returns an error where the server is not to be asked.
func (b *breaker) allow() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fatal != nil {
		return b.fatal
	}
	if b.row < tripAfter {
		return nil
	}
	if b.turned++; b.turned%probeAfter == 0 {
		return nil
	}
	return errOpen
}

// done notes how a question went.
func (b *breaker) done(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var f *failure
	switch {
	case err == nil:
		b.row, b.turned = 0, 0
	case errors.As(err, &f) && f.fatal:
		b.fatal = err
	case errors.As(err, &f) && f.content: // the server is well
	default:
		b.row++
	}
}

// spend takes a request of about the given number of tokens from the budget.
func (x *Extractor) spend(tokens int) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	c := &x.counts
	if x.c.Requests > 0 && c.Requests >= x.c.Requests || x.c.Tokens > 0 && c.Tokens+tokens > x.c.Tokens {
		return errBudget
	}
	c.Requests++
	c.Tokens += tokens
	return nil
}
