package api

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

// guard refuses a query that asks for too much, before anything runs on it that takes
// more than linear time. It looks at bytes, then tokens, then the parsed document.
// What it cannot parse it lets through: the parser will say what is wrong.
func (e *engine) guard(ctx context.Context, r *request) *gqlerror.Error {
	l := e.limits
	if n := len(r.query); n > l.Query {
		return overLimit("query", l.Query, "the query has %d bytes, the limit is %d", n, l.Query)
	}
	if _, known := e.passed.Get(ctx, r.query); known {
		return nil
	}
	if !utf8.ValidString(r.query) || loneSurrogate(r.query) {
		return newError(codeParse, "the query is not valid Unicode")
	}
	if err := checkTokens(r.query, l); err != nil {
		return err
	}
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: r.query}, l.Tokens+1)
	if err != nil {
		return nil
	}
	return (&inspector{limits: l, doc: doc, fragments: map[string]*measure{}}).document()
}

// maxBrackets bounds brackets of all kinds inside one another, so that the parser's
// recursion stays shallow: selections, and the values of arguments in them.
func maxBrackets(l Limits) int { return 2 * l.Depth }

func checkTokens(query string, l Limits) *gqlerror.Error {
	lex := lexer.New(&ast.Source{Input: query})
	depth := 0
	for n := 1; ; n++ {
		tok, err := lex.ReadToken()
		if err != nil || tok.Kind == lexer.EOF {
			return nil
		}
		if n > l.Tokens {
			return overLimit("tokens", l.Tokens, "the query has more than %d tokens", l.Tokens)
		}
		switch tok.Kind {
		case lexer.BraceL, lexer.BracketL, lexer.ParenL:
			depth++
			if most := maxBrackets(l); depth > most {
				return overLimit("brackets", most, "brackets are nested more than %d deep", most)
			}
		case lexer.BraceR, lexer.BracketR, lexer.ParenR:
			depth--
		}
	}
}

// kindOf returns which kind of operation a request asks to run.
func (e *engine) kindOf(ctx context.Context, r *request) ast.Operation {
	doc, known := e.passed.Get(ctx, r.query)
	if !known {
		var err error
		if doc, err = parser.ParseQuery(&ast.Source{Input: r.query}); err != nil {
			return ast.Query // the executor will say what is wrong
		}
	}
	if op := doc.Operations.ForName(r.operation); op != nil {
		return op.Operation
	}
	return ast.Query
}

// measure is how large a selection set is with its fragments put in their places.
type measure struct {
	fields, depth int
	open          bool // being measured: meeting it again is a cycle
}

type inspector struct {
	limits              Limits
	doc                 *ast.QueryDocument
	fragments           map[string]*measure
	aliases, directives int
	err                 *gqlerror.Error
}

func (in *inspector) document() *gqlerror.Error {
	l := in.limits
	if n := len(in.doc.Fragments); n > l.Fragments {
		return overLimit("fragments", l.Fragments, "%d fragments, the limit is %d", n, l.Fragments)
	}
	fields := 0
	for _, f := range in.doc.Fragments {
		in.directives += len(f.Directives)
		in.fragment(f.Name)
	}
	for _, op := range in.doc.Operations {
		in.directives += len(op.Directives)
		for _, v := range op.VariableDefinitions {
			in.directives += len(v.Directives)
		}
		m := in.selection(op.SelectionSet)
		fields += m.fields
		in.check("depth", l.Depth, m.depth)
		in.check("fields", l.Fields, fields)
	}
	in.check("aliases", l.Aliases, in.aliases)
	in.check("directives", l.Directives, in.directives)
	if in.err != nil {
		return in.err
	}
	// every set is small enough by now to be looked at with its fragments in place
	for _, op := range in.doc.Operations {
		n := 0
		for _, c := range in.repeats(op.SelectionSet) {
			n += c
		}
		in.check("root fields", l.RootFields, n)
		in.everySet(op.SelectionSet)
	}
	for _, f := range in.doc.Fragments {
		in.everySet(f.SelectionSet)
	}
	return in.err
}

// check notes that a limit is passed; the first one stays.
func (in *inspector) check(name string, limit, have int) {
	if have > limit && in.err == nil {
		in.err = overLimit(name, limit, "the query passes the limit of %d %s", limit, limitNames[name])
	}
}

var limitNames = map[string]string{
	"depth": "levels of nesting", "fields": "fields", "aliases": "aliases", "directives": "directives",
	"root fields": "fields at the root", "repeats": "fields of one name in one place",
}

func (in *inspector) fragment(name string) measure {
	if m := in.fragments[name]; m != nil {
		if m.open && in.err == nil {
			in.err = newError(codeValidation, "fragment %q is part of itself", name)
		}
		return *m
	}
	f := in.doc.Fragments.ForName(name)
	if f == nil {
		return measure{} // validation will say so
	}
	m := &measure{open: true}
	in.fragments[name] = m
	*m = in.selection(f.SelectionSet)
	in.check("depth", in.limits.Depth, m.depth)
	in.check("fields", in.limits.Fields, m.fields)
	return *m
}

// selection measures a set. It visits each set of the document once, as fragments are
// measured once, and stops at the first limit.
func (in *inspector) selection(set ast.SelectionSet) (total measure) {
	for _, s := range set {
		if in.err != nil {
			return total
		}
		var m measure
		switch s := s.(type) {
		case *ast.Field:
			if s.Alias != s.Name {
				in.aliases++
			}
			in.directives += len(s.Directives)
			m = in.selection(s.SelectionSet)
			m.fields++
			m.depth++
		case *ast.InlineFragment:
			in.directives += len(s.Directives)
			m = in.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			in.directives += len(s.Directives)
			m = in.fragment(s.Name)
		}
		total.fields += m.fields
		total.depth = max(total.depth, m.depth)
		in.check("fields", in.limits.Fields, total.fields)
	}
	return total
}

// place is where a field may meet another of its name: under one type condition.
type place struct{ condition, key string }

// everySet checks how often a response key stands in each set below.
func (in *inspector) everySet(set ast.SelectionSet) {
	if in.err != nil || len(set) == 0 {
		return
	}
	for _, n := range in.repeats(set) {
		in.check("repeats", in.limits.Repeats, n)
	}
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			in.everySet(s.SelectionSet)
		case *ast.InlineFragment:
			in.everySet(s.SelectionSet)
		}
	}
}

func (in *inspector) repeats(set ast.SelectionSet) map[place]int {
	count := map[place]int{}
	in.collect(set, "", count)
	return count
}

func (in *inspector) collect(set ast.SelectionSet, condition string, count map[place]int) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			count[place{condition, s.Alias}]++
		case *ast.InlineFragment:
			c := s.TypeCondition
			if c == "" {
				c = condition
			}
			in.collect(s.SelectionSet, c, count)
		case *ast.FragmentSpread:
			if f := in.doc.Fragments.ForName(s.Name); f != nil {
				in.collect(f.SelectionSet, f.TypeCondition, count)
			}
		}
	}
}

// loneSurrogate reports whether text has an escape \uD800 to \uDFFF that is not one of
// a pair: it stands for no character, and parsers put U+FFFD in its place silently.
func loneSurrogate(text string) bool {
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\\')
		if j < 0 {
			return false
		}
		i += j
		u, ok := escape(text[i:])
		switch {
		case !ok:
			i += 2 // another escape, "\\" included
			if i > len(text) {
				return false
			}
		case u >= 0xDC00 && u <= 0xDFFF:
			return true
		case u >= 0xD800 && u <= 0xDBFF:
			low, ok := escape(text[i+6:])
			if !ok || low < 0xDC00 || low > 0xDFFF {
				return true
			}
			i += 12
		default:
			i += 6
		}
	}
}

// escape reads \uXXXX at the start of s.
func escape(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var u rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case c >= '0' && c <= '9':
			u = u<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			u = u<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return u, true
}
