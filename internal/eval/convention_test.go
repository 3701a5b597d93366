package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/loader/extract"
)

// marked returns a document of one sentence, whose words are those of text; names
// stand in brackets, a letter for the type before them: "P[Baker]".
func marked(text string) *extract.Document {
	d := &extract.Document{}
	types := map[byte]extract.NameType{'P': extract.NamePerson, 'L': extract.NamePlace, 'O': extract.NameOrg}
	var name extract.Name
	for i, w := range strings.Fields(text) {
		if t, rest, ok := strings.Cut(w, "["); ok {
			name, w = extract.Name{First: i, Type: types[t[0]]}, rest
		}
		w, end := strings.CutSuffix(w, "]")
		start := len(d.Text)
		d.Text += w + " "
		d.Tokens = append(d.Tokens, extract.Token{Start: start, End: start + len(w)})
		if name.Last = i + 1; end {
			d.Names = append(d.Names, name)
		}
	}
	d.Sentences = []extract.Sentence{{First: 0, Last: len(d.Tokens)}}
	return d
}

func TestGUMNames(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"title", "then Senator P[Baker] spoke", "Senator Baker"},
		{"abbreviated title", "Mr. P[Ivo Baker] spoke", "Mr. Ivo Baker"},
		{"office in lower case", "the mayor P[Baker] spoke", "Baker"},
		{"title before an organization", "the Speaker O[House] spoke", "House"},
		{"larger place", "born in L[Exeter] , L[Devon] .", "Exeter , Devon"},
		{"list of two", "in L[Exeter] , L[Oslo] and Rome", "Exeter; Oslo"},
		{"list of three", "in L[Exeter] , L[Oslo] , and Rome", "Exeter; Oslo"},
		{"person in a place", "P[Baker] , L[Devon] .", "Baker; Devon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := marked(c.text)
			var got []string
			for _, n := range gumNames(d) {
				s := d.Span(n.First, n.Last)
				got = append(got, d.Text[s.Start:s.End])
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
