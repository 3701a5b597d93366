package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/segment"
)

// maxSentence is the most tokens of a sentence: longer ones are tables or lists,
// and are cut.
const maxSentence = 400

// segmenter fills Tokens and Sentences.
type segmenter struct{}

// Name returns "segment".
func (segmenter) Name() string { return "segment" }

// Run cuts every block for itself: a sentence never crosses a block.
func (segmenter) Run(d *extract.Document) {
	d.Tokens, d.Sentences = make([]extract.Token, 0, len(d.Text)/5+8), nil
	done := 0
	for i, b := range d.Article.Blocks {
		if !usable(d.Text, b.Span, done) {
			continue
		}
		done = b.End
		toks := segment.Tokenize(b.Of(d.Text))
		turn := 0
		if b.Kind == graph.BlockParagraph {
			turn = label(b.Of(d.Text), toks)
		}
		for k, t := range toks {
			n := len(d.Sentences)
			if t.First || turn > 0 && k == turn || n == 0 || d.Sentences[n-1].Block != i || len(d.Tokens)-d.Sentences[n-1].First >= maxSentence {
				d.Sentences = append(d.Sentences, extract.Sentence{First: len(d.Tokens), Block: i})
				n++
			}
			d.Tokens = append(d.Tokens, extract.Token{
				Start: b.Start + int(t.Start), End: b.Start + int(t.End), Sent: n - 1, Head: -1})
			d.Sentences[n-1].Last = len(d.Tokens)
		}
	}
}

// maxLabel is how many tokens the name of a speaker may have.
const maxLabel = 6

// label returns how many tokens at the head of a paragraph name in capitals who speaks the
// rest of it ("BERG: We shall see."), 0 where none do. They are a sentence of their own, or
// the parser would make the speaker the subject of what is said.
func label(text string, toks []segment.Token) int {
	for i, t := range toks {
		w := text[t.Start:t.End]
		switch {
		case w == ":" && i > 0 && i+1 < len(toks):
			return i + 1
		case t.First && i > 0, i >= maxLabel, strings.ToUpper(w) != w, i == 0 && (len(w) < 2 || !unicode.IsLetter(rune(w[0]))):
			return 0
		}
	}
	return 0
}

// usable reports whether b is a stretch of text behind done, cut at borders of runes.
func usable(text string, b graph.Span, done int) bool {
	return b.Start >= done && b.Start < b.End && b.End <= len(text) &&
		utf8.RuneStart(text[b.Start]) && (b.End == len(text) || utf8.RuneStart(text[b.End]))
}
