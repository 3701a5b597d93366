package lexicon

import "strings"

// Lower is strings.ToLower with straight apostrophes.
func Lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ReplaceAll(strings.ToLower(s), "’", "'")
		}
	}
	return s
}

// Lemma returns the base form of a word with a Penn tag.
func (l *Lexicon) Lemma(form, tag string) string {
	w := Lower(form)
	switch tag {
	case "NNP":
		return form
	case "NNPS":
		x, _ := l.plural(form, posNoun)
		return x
	case "NNS":
		if x := l.irregular(noun, w); x != "" {
			return x
		}
		x, _ := l.plural(w, posNoun)
		return x
	case "VBZ", "VBD", "VBN", "VBG":
		return l.inflectedVerb(w, tag)
	case "VB", "VBP", "MD":
		return l.plainVerb(w, tag)
	case "JJR", "RBR", "JJS", "RBS":
		return l.compared(w, tag)
	case "PRP", "DT", "RB":
		return small(w, tag)
	}
	return w
}

func (l *Lexicon) inflectedVerb(w, tag string) string {
	if x := l.irregular(verb, w); x != "" {
		return x
	}
	n := len(w)
	switch {
	case tag == "VBZ":
		x, _ := l.plural(w, posVerb)
		return x
	case tag == "VBG" && strings.HasSuffix(w, "ing") && n > 4:
		x, _ := l.stem(w[:n-3], posVerb)
		return x
	case tag != "VBG" && strings.HasSuffix(w, "ed") && n > 3:
		x, _ := l.stem(w[:n-2], posVerb)
		return x
	}
	return w
}

func (l *Lexicon) plainVerb(w, tag string) string {
	switch w {
	case "'ll", "wo":
		return "will"
	case "ca":
		return "can"
	case "'d":
		return "would"
	}
	if x := l.irregular(verb, w); x != "" {
		switch {
		case tag == "VBP" && !l.has(w, posVerb):
			return x
		case w == "am" || w == "are" || w == "'re" || w == "'m" || w == "'ve":
			return x
		}
	}
	return w
}

func (l *Lexicon) compared(w, tag string) string {
	p := adjective
	if tag[0] == 'R' {
		p = adverb
	}
	if x := l.irregular(p, w); x != "" {
		return x
	}
	for _, s := range [...]string{"er", "est", "r", "st"} {
		if strings.HasSuffix(w, s) && len(w) > len(s)+1 {
			if x, ok := l.stem(w[:len(w)-len(s)], posAdjective|posAdverb); ok {
				return x
			}
		}
	}
	return w
}

// small returns the lemma of pronouns, determiners and "n't".
func small(w, tag string) string {
	switch tag + " " + w {
	case "PRP me", "PRP i":
		return "I"
	case "PRP him":
		return "he"
	case "PRP her":
		return "she"
	case "PRP us", "PRP 's":
		return "we"
	case "PRP them":
		return "they"
	case "DT an":
		return "a"
	case "DT these":
		return "this"
	case "DT those":
		return "that"
	case "RB n't":
		return "not"
	}
	return w
}
