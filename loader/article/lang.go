package article

import (
	"strings"
	"unicode"
)

// stopWords are frequent short words that tell languages in Latin letters apart.
var stopWords = map[string][]string{
	"en": {"the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "as", "he", "his", "by", "at", "from", "has", "have", "it", "said", "are", "be", "not", "who", "an", "were", "had", "this", "will"},
	"de": {"der", "die", "und", "das", "den", "von", "zu", "mit", "sich", "des", "auf", "für", "ist", "im", "dem", "nicht", "ein", "eine", "als", "auch", "hat", "wird", "bei"},
	"fr": {"le", "les", "des", "et", "du", "une", "que", "dans", "pour", "qui", "sur", "par", "est", "au", "aux", "avec", "ce", "il", "pas", "plus", "été", "selon"},
	"es": {"el", "los", "las", "que", "del", "una", "por", "con", "para", "se", "su", "al", "lo", "como", "más", "pero", "ha", "fue", "según"},
	"it": {"il", "di", "che", "della", "per", "una", "del", "non", "con", "sono", "alla", "nel", "gli", "dei", "più", "anche", "ha", "delle", "da"},
	"pt": {"os", "que", "do", "da", "em", "um", "uma", "para", "com", "não", "dos", "por", "mais", "na", "no", "ao", "foi", "das", "são"},
	"nl": {"het", "een", "van", "en", "dat", "op", "te", "zijn", "met", "voor", "niet", "aan", "er", "ook", "als", "bij", "door", "naar", "werd"},
	"sv": {"och", "att", "det", "som", "på", "är", "av", "för", "med", "till", "inte", "har", "ett", "om", "från"},
	"pl": {"się", "na", "że", "jest", "nie", "do", "przez", "jak", "oraz", "od", "po", "dla", "w", "z", "która"},
	"tr": {"ve", "bir", "bu", "için", "ile", "olarak", "da", "de", "olan", "gibi", "daha", "çok", "sonra", "kadar"},
}

// detectLang tells the language of a text: by its letters where they are not Latin,
// else by which language's stop words are most frequent. Where nothing tells, the
// declared language stands, and "en" where none is declared.
func detectLang(text, declared string) string {
	declared = langTag(declared)
	if l := scriptLang(text, declared); l != "" {
		return l
	}
	counts := map[string]int{}
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text[:min(len(text), 32<<10)]), func(r rune) bool { return !unicode.IsLetter(r) }) {
		counts[w]++
		n++
	}
	best, hits, english := "", 0, 0
	for _, l := range []string{"en", "de", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr"} {
		h := 0
		for _, w := range stopWords[l] {
			h += counts[w]
		}
		if l == "en" {
			english = h
		}
		if h > hits {
			best, hits = l, h
		}
	}
	base, _, _ := strings.Cut(declared, "-")
	switch {
	case n >= 20 && hits*8 >= n && (best == "en" || hits > english*2):
		if best == base {
			return base
		}
		return best
	case base != "":
		return base
	}
	return "en"
}

// scriptLang tells the language of a text whose letters are mostly not Latin.
func scriptLang(text, declared string) string {
	latin, total := 0, 0
	script := map[string]int{}
	for _, r := range text[:min(len(text), 32<<10)] {
		if !unicode.IsLetter(r) {
			continue
		}
		total++
		switch {
		case r < 0x250:
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			script["ru"]++
			if strings.ContainsRune("іїєґІЇЄҐ", r) {
				script["uk"]++
			}
		case unicode.Is(unicode.Han, r):
			script["zh"]++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			script["ja"]++
		case unicode.Is(unicode.Hangul, r):
			script["ko"]++
		case unicode.Is(unicode.Arabic, r):
			script["ar"]++
		case unicode.Is(unicode.Hebrew, r):
			script["he"]++
		case unicode.Is(unicode.Greek, r):
			script["el"]++
		}
	}
	if total == 0 || latin*2 >= total {
		return ""
	}
	if base, _, _ := strings.Cut(declared, "-"); base != "" && base != "en" {
		return base
	}
	switch {
	case script["uk"]*50 > total:
		return "uk"
	case script["ja"]*10 > total:
		return "ja"
	}
	for _, l := range []string{"ru", "zh", "ja", "ko", "ar", "he", "el"} {
		if script[l]*2 >= total {
			return l
		}
	}
	return "und"
}

// langTag returns a declared language as a BCP 47 tag, "" where it is none.
func langTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	base, rest, _ := strings.Cut(s, "-")
	if len(base) < 2 || len(base) > 3 || strings.Trim(strings.ToLower(base), "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	if base = strings.ToLower(base); rest == "" {
		return base
	}
	return base + "-" + rest
}
