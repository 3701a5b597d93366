package grammar

import (
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
		for _, t := range segment.Tokenize(b.Of(d.Text)) {
			n := len(d.Sentences)
			if t.First || n == 0 || d.Sentences[n-1].Block != i || len(d.Tokens)-d.Sentences[n-1].First >= maxSentence {
				d.Sentences = append(d.Sentences, extract.Sentence{First: len(d.Tokens), Block: i})
				n++
			}
			d.Tokens = append(d.Tokens, extract.Token{
				Start: b.Start + int(t.Start), End: b.Start + int(t.End), Sent: n - 1, Head: -1})
			d.Sentences[n-1].Last = len(d.Tokens)
		}
	}
}

// usable reports whether b is a stretch of text behind done, cut at borders of runes.
func usable(text string, b graph.Span, done int) bool {
	return b.Start >= done && b.Start < b.End && b.End <= len(text) &&
		utf8.RuneStart(text[b.Start]) && (b.End == len(text) || utf8.RuneStart(text[b.End]))
}
