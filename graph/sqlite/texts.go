package sqlite

import (
	"strings"

	"hearsay/graph"
)

// text is a row of a full-text table to be written, or to be taken out.
type text struct {
	table string
	n     int64
	words string
	gone  bool
}

// index lets a row be found by the words of the texts.
func (b *batch) index(table string, n int64, texts ...string) {
	var all []string
	for _, t := range texts {
		all = append(all, graph.Words(t)...)
	}
	b.texts = append(b.texts, text{table: table, n: n, words: strings.Join(words(all...), " ")})
}

// unindex takes a row out.
func (b *batch) unindex(table string, n int64) {
	b.texts = append(b.texts, text{table: table, n: n, gone: true})
}

// settleTexts writes the full-text tables at the end of the transaction: FTS5
// writes out what it gathered before every other statement that may have to be
// undone, so that it must not alternate with them.
func (b *batch) settleTexts() error {
	for _, t := range b.texts {
		var err error
		if t.gone {
			err = b.run("DELETE FROM "+t.table+" WHERE rowid = ?", t.n)
		} else {
			err = b.run("INSERT INTO "+t.table+" (rowid, words) VALUES (?, ?)", t.n, t.words)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
