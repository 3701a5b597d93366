// Package archtest holds the rules of structure that the compiler does not know:
// which package may import which, how long files and functions may grow, and that
// every package and exported name is documented.
package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	maxFileLines = 600
	maxFuncLines = 100
)

// mayImport lists, for each package of ours, the packages of ours that its
// non-test files may import. A pattern that ends in /... stands for all below. A
// package that is not listed fails the test: decide where it belongs.
var mayImport = map[string][]string{
	".":                     {"internal/app"},
	"graph":                 {},
	"graph/sqlite":          {"graph"},
	"graph/neo4j":           {"graph"},
	"graph/neo4j/neo4jtest": {"graph/neo4j"},
	"graph/graphtest":       {"graph"},
	"schema":                {},
	"internal/auth":         {},
	"internal/auth/oidc":    {"internal/auth"},
	"internal/meter":        {"graph"},
	"internal/feed":         {"graph"},
	"internal/jobs":         {"graph", "loader", "loader/article"},

	"loader":                   {"graph", "loader/article"},
	"loader/article":           {"graph", "loader/extract/language"},
	"loader/extract":           {"graph"},
	"loader/extract/linear":    {},
	"loader/extract/neural":    {},
	"loader/extract/wordtable": {},
	"loader/extract/language":  {},
	"loader/extract/lexicon":   {"loader/extract/wordtable"},
	"loader/extract/world":     {},
	"loader/extract/segment":   {"graph", "loader/extract"},
	"loader/extract/quotes":    {"graph", "loader/extract"},
	"loader/extract/tag":       {"loader/extract", "loader/extract/lexicon", "loader/extract/linear"},
	"loader/extract/parse":     {"loader/extract", "loader/extract/lexicon", "loader/extract/linear", "loader/extract/neural", "loader/extract/tag"},
	"loader/extract/names":     {"loader/extract", "loader/extract/linear", "loader/extract/tag", "loader/extract/wordtable"},
	"loader/extract/model": {"loader/extract/lexicon", "loader/extract/linear", "loader/extract/names", "loader/extract/parse",
		"loader/extract/tag", "loader/extract/wordtable"},
	"loader/extract/grammar": {"graph", "loader/extract", "loader/extract/lexicon", "loader/extract/model", "loader/extract/names",
		"loader/extract/parse", "loader/extract/quotes", "loader/extract/segment", "loader/extract/tag"},
	"loader/extract/coref":       {"graph", "loader/extract", "loader/extract/world", "loader/extract/lexicon"},
	"loader/extract/attribution": {"graph", "loader/extract", "loader/extract/lexicon", "loader/extract/world"},
	"loader/extract/speechact":   {"graph", "loader/extract", "loader/extract/lexicon", "loader/extract/world"},
	"loader/extract/when":        {"graph", "loader/extract"},
	"loader/extract/event":       {"graph", "loader/extract", "loader/extract/when", "loader/extract/world"},
	"loader/extract/link":        {"graph", "loader/extract", "loader/extract/when", "loader/extract/event", "loader/extract/lexicon", "loader/extract/world"},
	"loader/extract/confidence":  {"graph", "loader/extract"},
	"loader/extract/llm":         {"graph", "loader/extract"},
	"loader/extract/english":     {"graph", "loader/extract/...", "loader/extract"},
	"loader/extract/train/...":   {"loader/extract/...", "loader/extract"},
	"loader/extract/train/confidence": {"graph", "internal/eval", "loader/article", "loader/extract", "loader/extract/confidence",
		"loader/extract/english"},

	"resolvers":           {"graph", "internal/auth", "internal/batch", "internal/feed", "internal/jobs", "loader/article", "resolvers/exec", "resolvers/generated"},
	"resolvers/generated": {"graph", "internal/batch", "loader/article", "resolvers/exec", "resolvers/scalar"},
	"resolvers/exec":      {},
	"resolvers/lean":      {},
	"resolvers/scalar":    {"graph"},
	"internal/batch":      {"graph", "internal/jobs", "loader", "loader/article"},
	"internal/api":        {"graph", "schema", "resolvers", "resolvers/exec", "resolvers/generated", "internal/auth", "internal/batch", "internal/feed", "internal/jobs", "internal/meter", "web"},
	"web":                 {},
	"internal/eval":       {"graph", "loader/extract", "loader/extract/coref", "loader/extract/when", "loader/extract/world"},
	"internal/app": {"graph", "graph/sqlite", "graph/neo4j", "loader", "loader/article", "loader/extract", "loader/extract/confidence", "loader/extract/english", "loader/extract/llm",
		"internal/api", "internal/auth", "internal/auth/oidc", "internal/eval", "internal/feed", "internal/jobs"},
	"bench/...": {"..."},
}

type file struct {
	path, dir string // slash-separated, from the root of the module
	test      bool
	generated bool
	ast       *ast.File
	lines     int
}

func TestStructure(t *testing.T) {
	fset := token.NewFileSet()
	files := load(t, fset)
	if len(files) < 50 {
		t.Fatalf("found only %d Go files: wrong folder?", len(files))
	}
	documented := map[string]bool{}
	for _, f := range files {
		checkImports(t, f)
		if f.generated {
			documented[f.dir] = true
			continue
		}
		if f.lines > maxFileLines && !f.test {
			t.Errorf("%s: %d lines, the limit is %d", f.path, f.lines, maxFileLines)
		}
		// the signatures of *.resolvers.go are written by gqlgen, without comments
		checkDecls(t, fset, f, !strings.HasSuffix(f.path, ".resolvers.go"))
		if f.ast.Doc != nil {
			documented[f.dir] = true
		} else if _, seen := documented[f.dir]; !seen {
			documented[f.dir] = false
		}
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

func load(t *testing.T, fset *token.FileSet) (files []file) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		if d.IsDir() {
			if n := d.Name(); path != root && (strings.HasPrefix(n, ".") || n == "node_modules" || n == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, err := parser.ParseFile(fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file{
			path: filepath.ToSlash(rel), dir: filepath.ToSlash(filepath.Dir(rel)),
			test: strings.HasSuffix(path, "_test.go"), generated: ast.IsGenerated(a),
			ast: a, lines: strings.Count(string(src), "\n"),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func checkImports(t *testing.T, f file) {
	if f.test {
		return
	}
	allowed, ok := lookup(f.dir)
	if !ok {
		t.Errorf("%s: package %s is not in the import table", f.path, f.dir)
		return
	}
	for _, i := range f.ast.Imports {
		p, ours := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "hearsay/")
		if ours && !slices.ContainsFunc(allowed, func(pattern string) bool { return matches(pattern, p) }) {
			t.Errorf("%s: package %s may not import %s", f.path, f.dir, p)
		}
	}
}

func lookup(dir string) ([]string, bool) {
	if a, ok := mayImport[dir]; ok {
		return a, true
	}
	for pattern, a := range mayImport {
		if strings.HasSuffix(pattern, "/...") && matches(pattern, dir) {
			return a, true
		}
	}
	return nil, false
}

// matches reports whether p is the package that pattern names, or one below it.
func matches(pattern, p string) bool {
	if pattern == "..." {
		return true
	}
	below, ok := strings.CutSuffix(pattern, "/...")
	return pattern == p || ok && (p == below || strings.HasPrefix(p, below+"/"))
}

func checkDecls(t *testing.T, fset *token.FileSet, f file, docs bool) {
	for _, d := range f.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if n := fset.Position(d.End()).Line - fset.Position(d.Pos()).Line + 1; n > maxFuncLines && !f.test {
				t.Errorf("%s: %s has %d lines, the limit is %d", f.path, d.Name.Name, n, maxFuncLines)
			}
			if docs && !f.test && d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) {
				t.Errorf("%s: %s is exported and not documented", f.path, d.Name.Name)
			}
		case *ast.GenDecl:
			if !f.test {
				checkSpecs(t, f, d)
			}
		}
	}
}

// exportedReceiver reports whether d is a function or a method of an exported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	x := d.Recv.List[0].Type
	if s, ok := x.(*ast.StarExpr); ok {
		x = s.X
	}
	if g, ok := x.(*ast.IndexExpr); ok {
		x = g.X
	}
	id, ok := x.(*ast.Ident)
	return ok && id.IsExported()
}

func checkSpecs(t *testing.T, f file, d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				t.Errorf("%s: type %s is exported and not documented", f.path, s.Name.Name)
			}
		case *ast.ValueSpec:
			for _, n := range s.Names {
				if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s is exported and not documented", f.path, n.Name)
				}
			}
		}
	}
}
