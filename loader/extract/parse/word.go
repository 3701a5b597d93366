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
	w := Word{Suf: f.Suf3, Tag: id, Kind: kindOf(penn), Fine: uint16(f.Fine), Middle: uint16(f.Middle), Coarse: uint16(f.Coarse)}
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

// Kind is a coarse part of speech.
type Kind uint8

// The kinds that the parser counts between two words and looks ahead for.
const (
	otherKind Kind = iota
	nounKind
	modifierKind // stands in front of a noun
	verbKind
	adverbKind
	linkKind // preposition, subordinating conjunction
	joinKind // coordinating conjunction
	commaKind
)

func kindOf(penn string) Kind {
	switch penn {
	case "NN", "NNS", "NNP", "NNPS", "PRP", "EX", "WP":
		return nounKind
	case "DT", "PDT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "WDT", "WP$", "$", "HYPH", "AFX":
		return modifierKind
	case "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD":
		return verbKind
	case "RB", "RBR", "RBS":
		return adverbKind
	case "IN", "TO", "RP":
		return linkKind
	case "CC":
		return joinKind
	case ",", ":", "-LRB-", "-RRB-":
		return commaKind
	}
	return otherKind
}
