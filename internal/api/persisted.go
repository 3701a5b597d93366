package api

import (
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Documents are trusted documents by the identifier that clients send in their place.
type Documents map[string]string

// MaxDocuments is the most bytes that a file of trusted documents may have.
const MaxDocuments = 16 << 20

// ReadDocuments reads trusted documents from JSON, as the tools write them: an object
// of identifier to document (relay-compiler, graphql-codegen), or the manifest of
// Apollo (format apollo-persisted-query-manifest). Each must parse.
func ReadDocuments(data []byte) (Documents, error) {
	var manifest struct {
		Format     string
		Version    int
		Operations []struct{ ID, Body string }
	}
	docs := Documents{}
	if err := json.Unmarshal(data, &manifest); err == nil && manifest.Format != "" {
		if manifest.Format != "apollo-persisted-query-manifest" || manifest.Version != 1 {
			return nil, fmt.Errorf("trusted documents: format %q version %d is not known", manifest.Format, manifest.Version)
		}
		for _, o := range manifest.Operations {
			docs[o.ID] = o.Body
		}
	} else if err := json.Unmarshal(data, &docs); err != nil {
		return nil, errors.New("trusted documents: neither an object of identifier to document nor a manifest")
	}
	for id, text := range docs {
		if _, err := parser.ParseQuery(&ast.Source{Input: text}); id == "" || err != nil {
			return nil, fmt.Errorf("trusted documents: %q does not parse: %w", id, err)
		}
	}
	return docs, nil
}

// keptPersisted bounds the bytes of documents that clients registered by hash. Each takes
// what its hash and its places in map and list do besides: a million of the shortest
// ones would take hundreds of megabytes.
const (
	keptPersisted = 4 << 20
	entrySize     = 512
)

// persisted finds the document of a request that sends an identifier in its place:
// a trusted document, or one that a client registered by its SHA-256 (automatic
// persisted queries, as Apollo's clients have them).
type persisted struct {
	trusted Documents
	known   map[string]bool // SHA-256 of every trusted document
	only    bool            // refuse all others

	mu     sync.Mutex
	byHash map[string]*list.Element
	used   list.List // of registered, the last used in front
	bytes  int
}

type registered struct{ hash, text string }

func newPersisted(trusted Documents, only bool) *persisted {
	p := &persisted{trusted: trusted, only: only, known: map[string]bool{}, byHash: map[string]*list.Element{}}
	for _, text := range trusted {
		p.known[hashOf(text)] = true
	}
	return p
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// resolve fills in the text of a request that came without, or refuses it. A text that
// comes with its hash is checked here and kept by keep once it has passed the guard.
func (p *persisted) resolve(r *request) *gqlerror.Error {
	if r.hash != "" && r.query != "" && hashOf(r.query) != r.hash {
		return newError(codeRequest, "the hash is not that of the query")
	}
	if r.query == "" {
		text, found := p.find(r)
		if !found {
			return newError(codePersisted, "PersistedQueryNotFound") // the words that clients look for
		}
		r.query = text
	}
	if p.only && !p.known[hashOf(r.query)] {
		return newError(codeUntrusted, "this server runs trusted documents only")
	}
	return nil
}

func (p *persisted) find(r *request) (string, bool) {
	if text, ok := p.trusted[r.document]; ok && r.document != "" {
		return text, true
	}
	if text, ok := p.trusted[r.hash]; ok && r.hash != "" {
		return text, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	hash := r.hash
	if hash == "" {
		hash = strings.TrimPrefix(r.document, "sha256:")
	}
	e := p.byHash[hash]
	if e == nil {
		return "", false
	}
	p.used.MoveToFront(e)
	return e.Value.(registered).text, true
}

// keep remembers the text of a request that came with its hash.
func (p *persisted) keep(r *request) {
	if r.hash == "" || p.only {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byHash[r.hash] != nil {
		return
	}
	p.byHash[r.hash] = p.used.PushFront(registered{r.hash, r.query})
	p.bytes += entrySize + len(r.query)
	for p.bytes > keptPersisted {
		oldest := p.used.Remove(p.used.Back()).(registered)
		delete(p.byHash, oldest.hash)
		p.bytes -= entrySize + len(oldest.text)
	}
}
