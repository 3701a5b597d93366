package parse

import (
	"strings"
	"testing"
)

// TestLookAhead has sentences as word/tag, and for words of them the word that heads
// what comes behind.
func TestLookAhead(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"met/VBD the/DT new/JJ head/NN of/IN Acme/NNP Bank/NNP on/IN Monday/NNP": {"met": "head", "of": "Bank", "on": "Monday", "Monday": ""},
		"came/VBD and/CC has/VBZ not/RB yet/RB denied/VBN it/PRP":                {"and": "denied", "came": "denied", "denied": "it"},
		"is/VBZ poor/JJ but/CC very/RB honest/JJ ./.":                            {"but": "honest", "honest": "."},
	} {
		var words []string
		var ws []Word
		for _, x := range strings.Fields(text) {
			form, penn, _ := strings.Cut(x, "/")
			words = append(words, form)
			ws = append(ws, Word{Kind: kindOf(penn)})
		}
		var s state
		s.reset(ws, nil)
		for i, form := range words {
			got := ""
			if a := s.nodes[i].ahead; a >= 0 {
				got = words[a]
			}
			if w, ok := want[form]; ok && got != w {
				t.Errorf("%s: behind %s comes %q, want %q", text, form, got, w)
			}
		}
	}
}

func TestBetween(t *testing.T) {
	var s state
	s.reset([]Word{{Kind: nounKind}, {Kind: commaKind}, {Kind: verbKind}, {Kind: verbKind}, {Kind: joinKind}, {Kind: nounKind}}, nil)
	if got, want := between(&s.nodes[0], &s.nodes[5]), uint32(2<<4|1<<2|1); got != want {
		t.Errorf("got %b, want %b", got, want)
	}
	if between(&none, &s.nodes[5]) == between(&s.nodes[0], &s.nodes[0]) {
		t.Error("no word counts as none between")
	}
}
