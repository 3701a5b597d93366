package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader"
)

type showCmd struct {
	Article string `arg:"" help:"A file or - for standard input (read and analysed, not stored), or the ID or URL of a stored article."`
	JSON    bool   `help:"Print the record as JSON."`
	Color   string `enum:"auto,always,never" default:"auto" help:"Colours: auto, always or never (NO_COLOR is respected)."`
	engineFlags
}

// Help gives examples.
func (showCmd) Help() string {
	return `The source of each attribution is shown blue, the cue yellow, the content green and the target red; without colours they stand in brackets: [S:...] [C:...] [T:...] and [“...]. Under each paragraph stand the claims that begin in it.

Examples:
  hearsay show testdata/articles/harbour-pact.md
  hearsay show https://example.org/2024/05/dam-report
  hearsay show art_m4nvx... --json
  curl -s https://example.org/story.html | hearsay show -`
}

// Run shows the article.
func (c showCmd) Run(ctx context.Context, e *environment) error {
	records, err := c.records(ctx, e)
	if err != nil {
		return err
	}
	for i, r := range records {
		if c.JSON {
			enc := json.NewEncoder(e.Out)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(r); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(e.Out)
		}
		if err := newPrinter(e, r, c.colors(e)).print(); err != nil {
			return err
		}
	}
	return nil
}

func (c showCmd) colors(e *environment) bool {
	switch c.Color {
	case "always":
		return true
	case "never":
		return false
	}
	return e.OutTerminal && os.Getenv("NO_COLOR") == ""
}

func (c showCmd) records(ctx context.Context, e *environment) ([]*graph.Record, error) {
	if c.Article == "-" {
		return c.analyse(ctx, e)
	}
	if info, err := os.Stat(c.Article); err == nil {
		if info.IsDir() {
			return nil, usage("%s is a folder; name one file of it", c.Article)
		}
		return c.analyse(ctx, e)
	}
	store, err := e.openExisting(ctx)
	if err != nil {
		return nil, fmt.Errorf("%s is not a file, and %w", c.Article, err)
	}
	defer store.Close()
	r, err := storedRecord(ctx, store, c.Article)
	return []*graph.Record{r}, err
}

// analyse reads the articles of a file and extracts their records.
func (c showCmd) analyse(ctx context.Context, e *environment) ([]*graph.Record, error) {
	engine, err := c.engine(ctx, e)
	if err != nil {
		return nil, err
	}
	var kept collector
	report, err := loader.Load(ctx, loader.Options{Inputs: []string{c.Article}, Stdin: e.In, Log: e.log}, engine, &kept)
	if err != nil {
		return nil, err
	}
	for _, p := range report.Problems {
		fmt.Fprintln(e.Err, printable(p.String()))
	}
	engine.tell(e)
	if len(kept) == 0 {
		return nil, fmt.Errorf("%s holds no article", c.Article)
	}
	return kept, nil
}

// collector keeps the records of a load instead of storing them.
type collector []*graph.Record

// Known knows no article.
func (*collector) Known(context.Context, []string) (map[string]string, error) { return nil, nil }

// Put keeps what would be stored.
func (k *collector) Put(_ context.Context, records []*graph.Record) (out graph.PutResult, err error) {
	for _, r := range records {
		checked, refused, err := graph.Check(r)
		if err != nil {
			return out, err
		}
		out.Stored++
		out.Refused = append(out.Refused, refused...)
		*k = append(*k, checked)
	}
	return out, nil
}

// storedRecord reads back what the store holds of an article; key is its ID or URL.
func storedRecord(ctx context.Context, s graph.Store, key string) (*graph.Record, error) {
	f := graph.ArticleFilter{URL: key}
	if graph.IDType(key) == graph.PrefixArticle {
		f = graph.ArticleFilter{IDs: []string{key}}
	}
	found, err := s.ListArticles(ctx, f, graph.Page{First: 1, Desc: true})
	if err != nil {
		return nil, err
	}
	if len(found.Items) == 0 {
		return nil, fmt.Errorf("%w: no file and no stored article %q", graph.ErrNotFound, key)
	}
	id := found.Items[0].ID
	full, err := s.FullArticles(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	if full[id] == nil {
		return nil, fmt.Errorf("%w: article %s is gone", graph.ErrNotFound, id)
	}
	r := &graph.Record{Article: *full[id]}
	if err := addAttributions(ctx, s, r); err != nil {
		return nil, err
	}
	return r, addClaims(ctx, s, r)
}

func addAttributions(ctx context.Context, s graph.Store, r *graph.Record) error {
	page := graph.Page{First: graph.MaxPage}
	for {
		m, err := s.AttributionsOf(ctx, graph.AttributionsOfArticle, []string{r.Article.ID}, page)
		if err != nil {
			return err
		}
		for _, a := range m[r.Article.ID].Items {
			r.Attributions = append(r.Attributions, *a)
			c := a.Cursor(graph.AttributionsOfArticle)
			page.After = &c
		}
		if !m[r.Article.ID].More {
			return nil
		}
	}
}

func addClaims(ctx context.Context, s graph.Store, r *graph.Record) error {
	var ids, parties []string
	for _, a := range r.Attributions {
		ids = append(ids, a.ClaimID)
	}
	claims, err := s.Claims(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(claims) {
		r.Claims = append(r.Claims, *claims[id])
		parties = append(parties, claims[id].SourceIDs...)
		parties = append(parties, claims[id].TargetIDs...)
	}
	entities, err := s.Entities(ctx, parties)
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(entities) {
		r.Entities = append(r.Entities, *entities[id])
	}
	return nil
}

// names returns the names of entities for people to read.
func names(entities map[string]graph.Entity, ids []string) string {
	if len(ids) == 0 {
		return "—"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = entities[id].Name
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
