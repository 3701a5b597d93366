package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/loader/extract/tag"
	"hearsay/loader/extract/wordtable"
)

func TestEncodeAndSpans(t *testing.T) {
	for _, c := range []struct {
		name   string
		labels []string
		want   []Span
	}{
		{"none", []string{"O", "O"}, nil},
		{"one word", []string{"B-LOC", "O"}, []Span{{0, 1, "LOC"}}},
		{"two words", []string{"O", "B-PER", "I-PER"}, []Span{{1, 3, "PER"}}},
		{"three words", []string{"B-ORG", "I-ORG", "I-ORG"}, []Span{{0, 3, "ORG"}}},
		{"two names", []string{"B-PER", "B-PER", "I-PER", "B-LOC"}, []Span{{0, 1, "PER"}, {1, 3, "PER"}, {3, 4, "LOC"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Spans(Encode(c.labels))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func sentence(look *Tagger, words ...string) []Token {
	ts := make([]Token, len(words))
	for i, w := range words {
		ts[i] = Token{F: tag.Extract(w), W: look.NewWord(w)}
	}
	return ts
}

func TestLook(t *testing.T) {
	g := New(nil, wordtable.New(map[string]uint32{"oslo": 1, "acme": 2, "acme bank": 4, "acme bank of oslo": 8}))
	ts := sentence(g, "Acme", "Bank", "of", "Oslo", "acme", "bank")
	g.look(ts)
	var got []uint32
	for _, x := range ts {
		got = append(got, x.gaz)
	}
	want := []uint32{2 | 8<<Classes, 8 << Classes, 8 << Classes, 1 | 8<<Classes, 2, 0} // lower case begins no phrase
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTrainAndTag(t *testing.T) {
	table := wordtable.New(map[string]uint32{"oslo": 1, "anna": 2})
	look := New(nil, table)
	var data []Doc
	for range 10 {
		data = append(data, Doc{
			Sents:  [][]Token{sentence(look, "Anna", "Berg", "left", "Oslo", "."), sentence(look, "The", "van", "Acme", "left", ".")},
			Labels: [][]uint8{Encode([]string{"B-PER", "I-PER", "O", "B-LOC", "O"}), Encode([]string{"O", "O", "B-ORG", "O", "O"})},
		})
	}
	tagger := Train(data, table, Options{Passes: 5, MinUpdates: 1, Learners: 3})
	ts := sentence(tagger, "Anna", "Berg", "left", "Oslo", ".")
	out := make([]uint8, len(ts))
	mem := Memory{}
	tagger.Observe(ts, mem)
	tagger.Tag(ts, mem, out)
	if diff := cmp.Diff([]Span{{0, 2, "PER"}, {3, 4, "LOC"}}, Spans(out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTidy(t *testing.T) {
	look := New(nil, wordtable.New(nil))
	for _, c := range []struct {
		words, labels []string
		want          []Span
	}{
		{[]string{"Washington", "of", "lying"}, []string{"B-ORG", "I-ORG", "I-ORG"}, []Span{{0, 1, "ORG"}}},
		{[]string{"Acme", "Bank", "and", "others"}, []string{"B-ORG", "I-ORG", "I-ORG", "I-ORG"}, []Span{{0, 2, "ORG"}}},
		{[]string{"Bank", "of", "Oslo"}, []string{"B-ORG", "I-ORG", "I-ORG"}, []Span{{0, 3, "ORG"}}},
		{[]string{"Mrs", "Ann", "Berg"}, []string{"B-PER", "I-PER", "I-PER"}, []Span{{1, 3, "PER"}}},
		{[]string{"Prime", "Minister", "Berg"}, []string{"B-PER", "I-PER", "I-PER"}, []Span{{2, 3, "PER"}}},
		{[]string{"President"}, []string{"B-PER"}, nil},
		{[]string{"King", "County"}, []string{"B-LOC", "I-LOC"}, []Span{{0, 2, "LOC"}}},
		{[]string{"Salikh", "district"}, []string{"B-LOC", "I-LOC"}, []Span{{0, 2, "LOC"}}},
		{[]string{"tampa", "bay"}, []string{"B-LOC", "I-LOC"}, []Span{{0, 2, "LOC"}}},
	} {
		labels := Encode(c.labels)
		Tidy(sentence(look, c.words...), labels)
		if diff := cmp.Diff(c.want, Spans(labels)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.words, diff)
		}
	}
}

// TestMemory: what the document tells of "Acme" elsewhere is told where it stands alone.
func TestMemory(t *testing.T) {
	look := New(nil, wordtable.New(map[string]uint32{"anna": givenNames, "inc": lastOfOrg, "acme inc": 1 << 15}))
	mem := Memory{}
	for _, s := range [][]string{{"Acme", "fell", "."}, {"from", "Acme", "Inc"}, {"an", "acme"}, {"Anna", "Berg", "'s"}} {
		look.Observe(sentence(look, s...), mem)
	}
	for _, c := range []struct {
		word    string
		ways    uint32
		phrases uint32
		before  int
	}{
		{"Acme", lowered | inside | placed | incorporated | begun, 1 << 15, 2},
		{"Inc", inside | ended, 1 << 15, 1},
		{"Anna", begun, 0, 1},
		{"Berg", inside | forename | owning | ended, 0, 1},
	} {
		got := mem[tag.Extract(c.word).Lower]
		n := 0
		for _, x := range got.before {
			if x != 0 {
				n++
			}
		}
		if got.ways != c.ways || got.phrases != c.phrases || n != c.before {
			t.Errorf("%s: ways %b, phrases %b, %d words before; want %b, %b, %d", c.word, got.ways, got.phrases, n, c.ways, c.phrases, c.before)
		}
	}
}

func TestJoined(t *testing.T) {
	look := New(nil, wordtable.New(nil))
	ts := sentence(look, "Bank", "of", "the", "North", "and", "for", "the", "South")
	for _, c := range []struct {
		k, step int
		want    *Token
	}{{1, 1, &ts[3]}, {2, -1, &ts[0]}, {4, 1, nil}, {0, 1, nil}, {8, 1, nil}, {-1, -1, nil}} {
		if got := joined(ts, c.k, c.step); got != c.want {
			t.Errorf("joined(%d, %d) is the wrong word", c.k, c.step)
		}
	}
}
