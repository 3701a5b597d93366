package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// Record is all that one extraction found in one article. IDs are set by the
// constructors of id.go; a record is checked as a whole by Check.
type Record struct {
	Article      Article
	Extraction   Extraction
	Entities     []Entity
	Mentions     []Mention
	Roles        []Role
	Events       []Event
	Claims       []Claim
	Attributions []Attribution
	Links        []Link // those that the article itself makes
}

// Refusal is a part of a record that was not stored, and why.
type Refusal struct {
	ArticleID string `json:"article"`
	Part      string `json:"part"` // "article", "attribution", "mention", ...
	ID        string `json:"id"`
	Reason    string `json:"reason"`
}

// Digest returns a SHA-256 in hex over all that a checked record says: two records
// are alike if and only if their digests are.
func (r *Record) Digest() string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("graph: record does not marshal, which Check excludes: %v", err)) // NaN is refused
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...)
}

// sort orders the parts of a record by ID.
func (r *Record) sort() {
	slices.SortFunc(r.Entities, func(a, b Entity) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Mentions, func(a, b Mention) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Roles, func(a, b Role) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Events, func(a, b Event) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Claims, func(a, b Claim) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Attributions, func(a, b Attribution) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Links, func(a, b Link) int { return cmp.Compare(a.ID, b.ID) })
}

// sorted returns a sorted copy without repetitions and without "", nil if empty.
func sorted(list []string) []string {
	var out []string
	for _, x := range list {
		if x != "" {
			out = append(out, x)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// asSet returns list sorted and without repetitions, and list itself if it is so
// already, as the lists of stored claims are.
func asSet(list []string) []string {
	for i, x := range list {
		if x == "" || i > 0 && x <= list[i-1] {
			return sorted(list)
		}
	}
	return list
}

// list returns l, nil if empty.
func list[T any](l []T) []T {
	if len(l) == 0 {
		return nil
	}
	return slices.Clone(l)
}
