package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

type wordsCmd struct {
	DB string `name:"db" required:"" help:"File that multiply.sql has worked on."`
}

// Run adds the words of the claims that multiply.sql copied. Invented propositions
// are folded as they stand.
func (c *wordsCmd) Run(ctx context.Context) error {
	db, err := sql.Open("sqlite", "file:"+c.DB+"?_pragma=cache_size(-262144)&_pragma=synchronous(0)")
	if err != nil {
		return err
	}
	defer db.Close()
	start := time.Now()
	res, err := db.ExecContext(ctx, `INSERT INTO claim_text (rowid, words) SELECT n, proposition FROM claim
		WHERE n > (SELECT max(id) FROM claim_text_docsize)`)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	fmt.Printf("words of %d claims in %.1fs\n", n, time.Since(start).Seconds())
	return err
}
