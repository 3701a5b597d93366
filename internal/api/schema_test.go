package api

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"hearsay/graph"
	"hearsay/internal/batch"
	"hearsay/loader"
	"hearsay/loader/article"
	"hearsay/schema"
)

func loadSchema(t *testing.T) *ast.Schema {
	t.Helper()
	names, err := fs.Glob(schema.Files, "*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	var sources []*ast.Source
	for _, n := range names {
		data, err := fs.ReadFile(schema.Files, n)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: n, Input: string(data)})
	}
	s, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The executor was generated from the schema as it is.
func TestGeneratedCodeIsCurrent(t *testing.T) {
	text := func(s *ast.Schema) string {
		var b bytes.Buffer
		formatter.NewFormatter(&b).FormatSchema(s)
		return b.String()
	}
	have := text(newEngine(broken{}, Options{Limits: DefaultLimits()}).schema.Schema())
	if diff := cmp.Diff(text(loadSchema(t)), have); diff != "" {
		t.Errorf("run scripts/generate.sh (-schema +generated):\n%s", diff)
	}
}

// Descriptions are the manual of the API: nothing goes without.
func TestEverythingIsDescribed(t *testing.T) {
	for name, d := range loadSchema(t).Types {
		if d.BuiltIn {
			continue
		}
		check := func(what, description string) {
			if !strings.HasSuffix(strings.TrimSpace(description), ".") && !strings.HasSuffix(description, ")") {
				t.Errorf("%s: the description %q is no sentence", what, description)
			}
		}
		check(name, d.Description)
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				check(name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range d.EnumValues {
			check(name+"."+v.Name, v.Description)
		}
	}
}

func problemCodes(list ...article.Code) (out []string) {
	for _, c := range list {
		out = append(out, string(c))
	}
	return out
}

// Closed lists of the API and of the graph hold the same.
func TestEnumsAreThoseOfTheGraph(t *testing.T) {
	s := loadSchema(t)
	names := func(values any) (out []string) {
		switch v := values.(type) {
		case []graph.SpeechAct:
			for _, x := range v {
				out = append(out, string(x))
			}
		case []string:
			out = v
		}
		slices.Sort(out)
		return out
	}
	for name, want := range map[string]any{
		"SpeechAct":     graph.Acts,
		"Polarity":      []string{string(graph.Positive), string(graph.Negative)},
		"Modality":      []string{string(graph.Asserted), string(graph.Possible), string(graph.Wanted)},
		"QuoteType":     []string{string(graph.Direct), string(graph.Indirect), string(graph.Mixed)},
		"LinkKind":      []string{string(graph.Denies), string(graph.Confirms), string(graph.Repeats), string(graph.Contradicts)},
		"LinkDirection": []string{string(graph.LinksOut), string(graph.LinksIn)},
		"Direction":     []string{string(graph.Onward), string(graph.Back), string(graph.EitherWay)},
		"Stance":        []string{string(batch.StanceMakes), string(batch.StanceDenies), string(batch.StanceConfirms), string(batch.StanceContradicts)},
		"Measure":       []string{string(graph.ByClaims), string(graph.ByArticles), string(graph.ByOrigins)},
		"EntityKind":    []string{string(graph.KindPerson), string(graph.KindCountry), string(graph.KindOrganization), string(graph.KindGroup)},
		"MentionKind":   []string{string(graph.MentionName), string(graph.MentionNominal), string(graph.MentionPronoun)},
		"JudgementKind": []string{string(graph.JudgeSame), string(graph.JudgeDifferent), string(graph.JudgeUnsure), string(graph.JudgeCorrect),
			string(graph.JudgeHide), string(graph.JudgeUndo)},
		"BlockKind": []string{string(graph.BlockTitle), string(graph.BlockSubhead), string(graph.BlockParagraph), string(graph.BlockCaption)},
		"JobState":  []string{string(graph.JobQueued), string(graph.JobRunning), string(graph.JobDone), string(graph.JobFailed)},
		"DocumentProblemCode": problemCodes(article.EmptyInput, article.BinaryInput, article.BadEncoding, article.NoArticle, article.BadRecord,
			article.TooLarge, article.LineTooLong, article.TimedOut, loader.ReadFailed, loader.ExtractionFailed, loader.RefusedSpans,
			loader.ModelFailed, article.NoDate, article.BadDate, article.BadURL, article.ReplacedBytes, article.RemovedControls,
			article.TooDeep, article.LanguageUnsupported),
	} {
		var have []string
		for _, v := range s.Types[name].EnumValues {
			have = append(have, v.Name)
		}
		if diff := cmp.Diff(names(want), names(have)); diff != "" {
			t.Errorf("%s (-graph +schema):\n%s", name, diff)
		}
	}
}

// Every list of nodes is a connection of the same make.
func TestConnectionsAreAlike(t *testing.T) {
	s := loadSchema(t)
	for name, d := range s.Types {
		if strings.HasSuffix(name, "Connection") {
			for _, f := range []string{"edges", "nodes", "pageInfo", "totalCount"} {
				if d.Fields.ForName(f) == nil {
					t.Errorf("%s has no %s", name, f)
				}
			}
		}
		for _, f := range d.Fields {
			if !strings.HasSuffix(f.Type.Name(), "Connection") || d.Kind == ast.InputObject {
				continue
			}
			for _, a := range []string{"first", "after", "last", "before"} {
				if f.Arguments.ForName(a) == nil {
					t.Errorf("%s.%s takes no %s", name, f.Name, a)
				}
			}
		}
	}
}
