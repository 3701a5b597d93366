// Lean rewrites the executor that gqlgen generated, so that an answer costs less:
//
//	go run ./resolvers/lean resolvers/generated
//
// Objects and lists are put together by package exec. A field that is only a value of a
// struct needs neither a context nor a call through closures. @defer is ignored, as a
// server may, since answers are sent whole. What is answered stays the same; the
// executor works without this, too.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "lean:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*.generated.go"))
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, name := range names {
		if files[name], err = os.ReadFile(name); err != nil {
			return err
		}
	}
	plain := plainMarshalers(files)
	fields := 0
	for name, text := range files {
		text, n := lean(text, plain)
		if text, err = format.Source(text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil { // like gqlgen's
			return err
		}
		fields += n
	}
	if fields == 0 {
		return fmt.Errorf("no field was rewritten: gqlgen may generate other code now, or %s is lean already", folder)
	}
	return nil
}

// rewrites are told by what gqlgen generates and what stands in its place.
var rewrites = []struct{ from, to string }{
	{`\tdeferredFieldSet := graphql\.NewFieldSet\(nil\)\n\tdeferLabelToView := .*\n`, ""},
	{`(?s)\t\t\tif field\.IsDeferred\(\) \{\n.*?\n\t\t\t\}\n\n`, ""},
	{`(?s)\tatomic\.AddInt32\(&ec\.Deferred, .*?\n\t\}\)\n\n\treturn out`, "\treturn out"},
	{`graphql\.CollectFields\(ec\.OperationContext, `, "ec.shapes.Collect(ec.OperationContext, "},
	{`graphql\.NewFieldSet\(fields\)`, "exec.NewFieldSet(&ec.shapes, fields)"},
	{`\*graphql\.FieldSet\b`, "*exec.FieldSet"},
	{`graphql\.MarshalSliceConcurrently\(`, "exec.MarshalSliceConcurrently("},
	{`(type executionContext struct \{\n.*\n)`, "${1}\tshapes exec.Shapes\n"},
}

// field is a field that is a value of a struct or what a method without arguments
// returns.
var field = regexp.MustCompile(`(func \(ec \*executionContext\) (_\w+)\(ctx context\.Context, field graphql\.CollectedField, obj \S+\)) \(ret graphql\.Marshaler\) \{
	return graphql\.ResolveField\(
		ctx,
		ec\.OperationContext,
		field,
		func\(ctx context\.Context, field graphql\.CollectedField\) \(\*graphql\.FieldContext, error\) \{
			return ec\.fieldContext_\w+\(ctx, field\)
		\},
		func\(ctx context\.Context\) \(any, error\) \{
			return (obj(?:\.\w+)+(?:\(\))?), nil
		\},
		nil,
		func\(ctx context\.Context, selections ast\.SelectionSet, v \S+\) graphql\.Marshaler \{
			return ec\.(\S+)\(ctx, selections, v\)
		\},
		true,
		(?:true|false),
	\)
\}`)

// scalar is a function that marshals a scalar.
var scalar = regexp.MustCompile(`(?s)\nfunc \(ec \*executionContext\) (marshal[NO]\S+)\([^\n]*\) graphql\.Marshaler \{\n(.*?)\n\}\n`)

var never = regexp.MustCompile(`res := graphql\.Marshal(ID|String|Int|Boolean)\(`)

// plainMarshalers returns the functions that need no context of the field: those that
// make no object or list, and cannot find a null where there must be none.
func plainMarshalers(files map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for _, text := range files {
		for _, m := range scalar.FindAllSubmatch(text, -1) {
			name, body := string(m[1]), m[2]
			if !strings.Contains(name, "2ᚕ") && never.Match(body) {
				out[name] = true
			}
		}
	}
	return out
}

// lean returns the text rewritten, and how many fields became plain ones.
func lean(text []byte, plain map[string]bool) ([]byte, int) {
	for _, r := range rewrites {
		text = regexp.MustCompile(r.from).ReplaceAll(text, []byte(r.to))
	}
	n := 0
	text = field.ReplaceAllFunc(text, func(f []byte) []byte {
		m := field.FindSubmatch(f)
		n++
		if plain[string(m[4])] {
			return fmt.Appendf(nil, "%s graphql.Marshaler {\n\treturn ec.%s(ctx, field.Selections, %s)\n}", m[1], m[4], m[3])
		}
		return fmt.Appendf(nil, `%s graphql.Marshaler {
	fc, err := ec.fieldContext%s(ctx, field)
	if err != nil {
		return graphql.Null
	}
	return ec.%s(graphql.WithFieldContext(ctx, fc), field.Selections, %s)
}`, m[1], m[2], m[4], m[3])
	})
	return imports(text), n
}

var imported = regexp.MustCompile(`\t"(?:[^"\n]*/)?(\w+)"\n`)

// imports takes out what is no longer used and puts in package exec.
func imports(text []byte) []byte {
	head, body, _ := bytes.Cut(text, []byte("\n)\n"))
	head = imported.ReplaceAllFunc(append(head, '\n'), func(line []byte) []byte {
		if name := imported.FindSubmatch(line)[1]; !bytes.Contains(body, append(name, '.')) {
			return nil
		}
		return line
	})
	if bytes.Contains(body, []byte("exec.")) {
		head = append(head, "\t\"hearsay/resolvers/exec\"\n"...)
	}
	return append(append(head, ")\n"...), body...)
}
