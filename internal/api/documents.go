package api

import (
	"container/list"
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// documents keeps parsed and validated documents, the ones used last. It leaves out
// long ones, which would take much memory and are seldom sent twice.
type documents struct {
	mu    sync.Mutex
	byKey map[string]*list.Element
	used  list.List // of *document, the last used in front
}

type document struct {
	query string
	doc   *ast.QueryDocument
}

const (
	keptDocuments = 200
	keptBytes     = 4096 // of query text
)

func newDocuments() *documents { return &documents{byKey: map[string]*list.Element{}} }

// Get returns the document of a query that passed guard and validation before.
func (d *documents) Get(_ context.Context, query string) (*ast.QueryDocument, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.byKey[query]
	if e == nil {
		return nil, false
	}
	d.used.MoveToFront(e)
	return e.Value.(*document).doc, true
}

// Add keeps a document.
func (d *documents) Add(_ context.Context, query string, doc *ast.QueryDocument) {
	if len(query) > keptBytes {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.byKey[query] != nil {
		return
	}
	d.byKey[query] = d.used.PushFront(&document{query, doc})
	if d.used.Len() > keptDocuments {
		oldest := d.used.Remove(d.used.Back()).(*document)
		delete(d.byKey, oldest.query)
	}
}
