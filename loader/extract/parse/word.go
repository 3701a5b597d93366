package parse

import (
	"strings"

	"hearsay/loader/extract/lexicon"
	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/tag"
)

// NewWord makes the parser's view of a token from its form, its lemma, its
// hashes and its Penn tag, which has the number id in the tagger.
func NewWord(lx *lexicon.Lexicon, form, lemma string, f *tag.Feat, penn string, id uint8) Word {
	w := Word{Suf: f.Suf3, Tag: id}
	if strings.ContainsAny(form, "0123456789") {
		lemma = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, lemma)
	}
	w.Lex = linear.Hash(lemma)
	switch penn[0] {
	case 'N':
		if e, ok := lx.Get(lemma); ok {
			w.Topic = e.Noun
		}
	case 'V':
		if e, ok := lx.Get(lemma); ok {
			w.Topic, w.Frames = e.Verb, e.Flags()
		}
	}
	return w
}
