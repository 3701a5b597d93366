package lexicon

import "strings"

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// stem undoes an -ed or -ing ending; stem "stopp" gives "stop", "mak" "make".
func (l *Lexicon) stem(s string, pos uint8) (string, bool) {
	n := len(s)
	if n < 2 {
		return s, false
	}
	if l.has(s+"e", pos) && !(l.has(s, pos) && strings.HasSuffix(s, "o")) {
		// "hope" before "hop": a doubled consonant would have been written
		return s + "e", true
	}
	if l.has(s, pos) {
		return s, true
	}
	if n > 2 && s[n-1] == s[n-2] && l.has(s[:n-1], pos) {
		return s[:n-1], true
	}
	if strings.HasSuffix(s, "i") && l.has(s[:n-1]+"y", pos) {
		return s[:n-1] + "y", true
	}
	if strings.HasSuffix(s, "ck") && l.has(s[:n-1], pos) {
		return s[:n-1], true
	}
	return guess(s), false
}

// guess restores the base of an unknown verb stem.
func guess(s string) string {
	n := len(s)
	switch {
	case s[n-1] == 'i':
		return s[:n-1] + "y"
	case n > 2 && s[n-1] == s[n-2] && !vowel(s[n-1]) && strings.IndexByte("lsfz", s[n-1]) < 0:
		return s[:n-1]
	case strings.HasSuffix(s, "at") || strings.HasSuffix(s, "iz") || strings.HasSuffix(s, "is") || s[n-1] == 'v' || s[n-1] == 'c' || s[n-1] == 'u' || strings.HasSuffix(s, "dg") || strings.HasSuffix(s, "nc"):
		return s + "e"
	}
	return s
}

func (l *Lexicon) plural(w string, pos uint8) (string, bool) {
	n := len(w)
	switch {
	case n < 3 || w[n-1] != 's' || w[n-2] == 's':
		return w, false
	case strings.HasSuffix(w, "ies") && n > 4:
		if l.has(w[:n-1], pos) {
			return w[:n-1], true
		}
		return w[:n-3] + "y", l.has(w[:n-3]+"y", pos)
	case l.has(w[:n-1], pos):
		return w[:n-1], true
	case strings.HasSuffix(w, "es"):
		if l.has(w[:n-2], pos) {
			return w[:n-2], true
		}
		if strings.HasSuffix(w, "ves") && l.has(w[:n-3]+"f", pos) {
			return w[:n-3] + "f", true
		}
		if b := w[:n-2]; strings.HasSuffix(b, "s") || strings.HasSuffix(b, "x") || strings.HasSuffix(b, "z") || strings.HasSuffix(b, "ch") || strings.HasSuffix(b, "sh") || strings.HasSuffix(b, "o") {
			return b, false
		}
	}
	return w[:n-1], false
}

// Mask returns the analyses of a lower-cased form.
func (l *Lexicon) Mask(w string) (m uint32) {
	e, _ := l.Get(w)
	if e.POS&1 != 0 {
		m |= NN
	}
	if e.POS&2 != 0 {
		m |= VB
	}
	if e.POS&4 != 0 {
		m |= JJ
	}
	if e.POS&8 != 0 {
		m |= RB
	}
	if l.irregular(noun, w) != "" {
		m |= NNS
	} else if _, ok := l.plural(w, 1); ok {
		m |= NNS
	}
	if _, ok := l.plural(w, 2); ok {
		m |= VBZ
	}
	n := len(w)
	switch {
	case strings.HasSuffix(w, "ed") && n > 3:
		if _, ok := l.stem(w[:n-2], 2); ok {
			m |= VBD
		}
	case strings.HasSuffix(w, "ing") && n > 4:
		if _, ok := l.stem(w[:n-3], 2); ok {
			m |= VBG
		}
	case strings.HasSuffix(w, "er"):
		if _, ok := l.stem(w[:n-2], 4); ok {
			m |= JJR
		}
	case strings.HasSuffix(w, "est"):
		if _, ok := l.stem(w[:n-3], 4); ok {
			m |= JJS
		}
	}
	if l.irregular(verb, w) != "" && m&VBG == 0 {
		m |= VBD
	}
	return m
}
