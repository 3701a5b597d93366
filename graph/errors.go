package graph

import "errors"

// Kinds of errors. Anything that is none of these is internal and its text is
// not for clients.
var (
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid")
	ErrConflict    = errors.New("conflict")
	ErrUnavailable = errors.New("store unavailable")
	ErrUnsupported = errors.New("unsupported")
	ErrBusy        = errors.New("busy")
)
