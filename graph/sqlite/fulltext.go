package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	sqlite3 "modernc.org/sqlite"

	"hearsay/graph"
)

// The driver knows no functions but those of the whole program. has_words(text,
// words) tells whether every word, folded and set apart by blanks, is in the text.
func init() {
	sqlite3.MustRegisterDeterministicScalarFunction("has_words", 2, func(_ *sqlite3.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, ok1 := args[0].(string)
		words, ok2 := args[1].(string)
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("has_words of %T and %T", args[0], args[1])
		}
		return hasWords(text, strings.Split(words, " ")), nil
	})
}

func hasWords(text string, words []string) bool {
	if plainText(text) {
		low := strings.ToLower(text)
		for _, w := range words {
			if !strings.Contains(low, w) {
				return false
			}
		}
	}
	have := graph.Words(text)
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(have, w) })
}

// plainText reports whether folding a text changes nothing within its words but the
// case, so that a word which is not part of it need not be looked for.
func plainText(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf || text[i] == '.' || text[i] == '\'' {
			return false
		}
	}
	return true
}

// manyClaims is from how many claims on words are common: so many rows are sorted in
// some twenty milliseconds.
const manyClaims = 3000

// claimsByTime returns the selection of a page. The claims with a rare word are looked
// up and sorted; where a word is common, claims are read in the order of the list and
// each is asked whether it has the word, until the page is full. From how many claims on a
// word is common depends on how many are wanted.
func (s *Store) claimsByTime(ctx context.Context, f graph.ClaimFilter, many int) (*selection, error) {
	words := slices.Compact(slices.Sorted(slices.Values(graph.Words(f.Text))))
	if len(words) == 0 || len(f.IDs) > 0 {
		return selectClaims(f), nil
	}
	match, n := `"`+strings.Join(words, `" AND "`)+`"`, 0
	err := s.query(ctx, "list claims", "SELECT count(*) FROM (SELECT 1 FROM claim_text WHERE claim_text MATCH ? LIMIT ?)",
		[]any{match, many}, func(r *sql.Rows) error { return r.Scan(&n) })
	if err != nil {
		return nil, err
	}
	if n < many {
		return selectClaims(f), nil
	}
	return commonClaims(f, words), nil
}

// commonClaims selects claims by reading them in the order of the list.
func commonClaims(f graph.ClaimFilter, words []string) *selection {
	f.Text = ""
	q := selectClaims(f)
	q.add("has_words(c.proposition, ?)", strings.Join(words, " "))
	return q
}
