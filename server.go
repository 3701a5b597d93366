// Command hearsay turns news articles into a graph of who said what about whom,
// with the exact place of every word, and answers questions about it.
//
//	hearsay load articles/
//	hearsay serve
package main

import (
	"context"
	"os"

	"hearsay/internal/app"
)

func main() {
	os.Exit(app.Run(context.Background(), os.Args[1:], app.Std()))
}
