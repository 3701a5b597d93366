// Package language tells in which language a text is written, for a handful of
// languages: enough to say that an article is not English.
//
// Texts in Latin script are told by their function words, others by their script.
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sample is the number of bytes that are looked at.
const sample = 32 << 10

// Detect returns the ISO 639-1 code of the language of text, or "" where it
// cannot tell: the text is too short, has no words, or is in none of the languages
// that it knows.
func Detect(text string) string {
	text = cut(text)
	if code, letters := script(text); code != "" || letters == 0 {
		return code
	}
	return latin(text)
}

// cut shortens text to the sample at a border of runes.
func cut(text string) string {
	if len(text) <= sample {
		return text
	}
	n := sample
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// scripts and the language that most texts in them are in; where a script serves
// several, marks decide.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Cyrillic, "ru"}, {unicode.Greek, "el"}, {unicode.Arabic, "ar"}, {unicode.Hebrew, "he"},
	{unicode.Han, "zh"}, {unicode.Hangul, "ko"}, {unicode.Devanagari, "hi"}, {unicode.Thai, "th"},
	{unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Bengali, "bn"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
}

// script returns the language of a text that is mostly not in Latin letters, and
// the number of letters.
func script(text string) (code string, letters int) {
	count := map[string]int{}
	ascii := 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				ascii++
			}
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			ascii++
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				count[s.code]++
				letters++
				break
			}
		}
	}
	if letters <= ascii {
		return "", letters + ascii
	}
	best, most := "", 0
	for _, s := range scripts {
		if n := count[s.code]; n > most {
			best, most = s.code, n
		}
	}
	switch {
	case best == "zh" && count["ja"]*10 > most:
		best = "ja"
	case best == "ru" && strings.ContainsAny(text, "іїєґ"):
		best = "uk"
	case best == "ar" && strings.ContainsAny(text, "پچگژ"):
		best = "fa"
	}
	return best, letters + ascii
}

// latin returns the language whose function words text has most of.
func latin(text string) string {
	var score [len(codes)]int
	words := 0
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		for set, k := functionWords[strings.ToLower(w)], 0; set != 0; set, k = set>>1, k+1 {
			if set&1 != 0 {
				score[k]++
			}
		}
	}
	best, second := 0, -1
	for k := 1; k < len(score); k++ {
		switch {
		case score[k] > score[best]:
			best, second = k, best
		case second < 0 || score[k] > score[second]:
			second = k
		}
	}
	// Running text has a function word in every three or four; lists of names and
	// headlines of few words have none, and say nothing.
	if score[best] < 3 || score[best]*12 < words || score[best]*4 < score[second]*5 {
		return ""
	}
	return codes[best]
}
