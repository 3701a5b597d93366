package eval

import (
	_ "embed"
	"strings"
)

// speechWords are the lemmas of reporting words by which the gold's scorer tells
// speech from belief, intention and perception.
//
//go:embed speech.txt
var speechList string

var (
	speechWords = wordSet(speechList)
	irregular   = map[string]string{"said": "say", "says": "say", "told": "tell", "spoke": "speak", "spoken": "speak",
		"wrote": "write", "written": "write", "swore": "swear", "sworn": "swear", "read": "read", "rang": "ring",
		"held": "hold", "denied": "deny", "denies": "deny", "cried": "cry", "cries": "cry", "replied": "reply",
		"replies": "reply", "implied": "imply", "implies": "imply", "testified": "testify", "testifies": "testify",
		"notified": "notify", "ripped": "rip", "slammed": "slam", "admitted": "admit", "quipped": "quip",
		"submitted": "submit", "referred": "refer", "referring": "refer", "slamming": "slam", "admitting": "admit",
		"denying": "deny", "relayed": "relay", "rebutted": "rebut"}
	endings = [][2]string{{"ies", "y"}, {"es", ""}, {"es", "e"}, {"s", ""}, {"ed", ""}, {"ed", "e"}, {"ing", ""},
		{"ing", "e"}, {"ied", "y"}, {"d", ""}}
)

// cueClass is "speech" for a reporting verb or noun, "according to" or a colon,
// "other" for any other cue and "none" for no cue.
func cueClass(t *text, spans []Span) string {
	if len(spans) == 0 {
		return "none"
	}
	last := spans[len(spans)-1]
	if strings.HasSuffix(strings.TrimSpace(t.slice(last[0], last[1])), ":") {
		return "speech"
	}
	for _, i := range t.words(spans) {
		if isSpeech(t.form(i)) {
			return "speech"
		}
	}
	return "other"
}

func isSpeech(w string) bool {
	w = strings.ReplaceAll(strings.ToLower(w), "’", "'")
	w = strings.TrimSuffix(w, "'s")
	if speechWords[w] || speechWords[irregular[w]] {
		return true
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(w, e[0]); ok && len(stem) > 1 && speechWords[stem+e[1]] {
			return true
		}
	}
	for _, e := range []string{"ed", "ing"} { // a doubled consonant: "slammed"
		if stem, ok := strings.CutSuffix(w, e); ok && len(stem) > 2 {
			n := len(stem)
			if stem[n-1] == stem[n-2] && strings.IndexByte("bdglmnprt", stem[n-1]) >= 0 && speechWords[stem[:n-1]] {
				return true
			}
		}
	}
	return false
}
