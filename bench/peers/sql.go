package main

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"

	_ "modernc.org/sqlite" // the driver that graph/sqlite uses
)

//go:embed questions
var files embed.FS

// texts returns the questions that have a file with the suffix, by name.
func texts(suffix string) map[string]string {
	out := map[string]string{}
	names, err := fs.Glob(files, "questions/*"+suffix)
	if err != nil {
		panic(err) // the pattern is constant
	}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), suffix)
		if strings.Contains(base, ".") {
			continue // NAME.peer.graphql is none of .graphql
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err) // it was listed
		}
		out[base] = string(text)
	}
	return out
}

func openDB(file string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=mmap_size(268435456)&_pragma=cache_size(-65536)")
}

type sqlCmd struct {
	DB   string `name:"db" required:"" help:"SQLite store."`
	Addr string `default:"127.0.0.1:8091"`
}

var parameter = regexp.MustCompile(`:([a-z]+)`)

// Run serves POST / with {"question": NAME, "variables": {...}}: every question is
// prepared once, its rows are written as they come.
func (c sqlCmd) Run(ctx context.Context) error {
	db, err := openDB(c.DB)
	if err != nil {
		return err
	}
	statements := map[string]*sql.Stmt{}
	parameters := map[string][]string{}
	for name, text := range texts(".sql") {
		if statements[name], err = db.PrepareContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, m := range parameter.FindAllStringSubmatch(text, -1) {
			parameters[name] = append(parameters[name], m[1])
		}
	}
	http.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Question  string
			Variables map[string]any
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || statements[ask.Question] == nil {
			http.Error(w, "bad question", http.StatusBadRequest)
			return
		}
		var args []any
		for _, p := range parameters[ask.Question] {
			args = append(args, sql.Named(p, ask.Variables[p]))
		}
		rows, err := answer(r.Context(), statements[ask.Question], args)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"rows": rows}) // the client may have gone
	})
	fmt.Println("listens at", c.Addr)
	return http.ListenAndServe(c.Addr, nil)
}

func answer(ctx context.Context, s *sql.Stmt, args []any) ([]map[string]any, error) {
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	out := []map[string]any{}
	for rows.Next() {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := make(map[string]any, len(names))
		for i, name := range names {
			row[name] = values[i]
			if text, ok := values[i].(string); ok && strings.HasPrefix(text, "[") {
				row[name] = json.RawMessage(text)
			}
		}
		out = append(out, row)
	}
	return out, rows.Err()
}
