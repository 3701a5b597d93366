package neo4j

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/graph"
)

// maxWord is the greatest length in bytes of a word in a full-text index. The
// analyzer cuts what is longer than 255 characters, so longer words are hashed.
const maxWord = 100

// maxClauses is how many words a full-text query may hold; the index allows 1024.
const maxClauses = 500

// words returns the distinct words of the texts as the full-text indexes hold them.
func words(texts ...string) []string {
	out := graph.Words(strings.Join(texts, " \n "))
	slices.Sort(out)
	out = slices.Compact(out)
	for i, w := range out {
		if len(w) > maxWord {
			out[i] = hash(w)
		}
	}
	return out
}

// wordText returns the value of a property under a full-text index.
func wordText(texts ...string) string { return strings.Join(words(texts...), " ") }

// hash returns 128 bits of a SHA-256, in hex: an exact key for a text of any length.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// foldKey returns the key of a name that is compared folded, "" where it has no word.
func foldKey(name string) string {
	f := graph.Fold(name)
	if f == "" {
		return ""
	}
	return hash(f)
}

// nameKeys returns the keys under which an entity is found by name.
func nameKeys(e *graph.Entity) string {
	names := append([]string{e.Name}, e.Aliases...)
	if e.Kind == graph.KindCountry {
		names = append(names, e.Country)
	}
	var keys []string
	for _, n := range names {
		if k := foldKey(n); k != "" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), " ")
}

// inShort returns the keys of graph.Keys or graph.Seeks in short, as graph.Relate is
// asked about all that share one and a needless question does no harm.
func inShort(keys []string) []string {
	for i, k := range keys {
		keys[i] = hash(k)[:16]
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// allOf and anyOf return full-text queries. The words hold letters and digits only,
// so nothing of the query language can be in them; the quotes are a second lock.
func allOf(words []string) string { return `+"` + strings.Join(words, `" +"`) + `"` }

func anyOf(words []string) string { return `"` + strings.Join(words, `" "`) + `"` }

// sortKey returns as much of a folded name as goes under an index.
func sortKey(folded string) string {
	const most = 400
	if len(folded) <= most {
		return folded
	}
	cut := most
	for !utf8.RuneStart(folded[cut]) {
		cut--
	}
	return folded[:cut]
}
