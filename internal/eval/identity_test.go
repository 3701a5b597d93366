package eval

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// spoil makes predictions of gold: some mentions left out, some cut to their last
// word, some given to another entity or to none, some invented; events likewise.
func spoil(d Doc) Doc {
	p := Doc{ID: d.ID, Entities: []Entity{}, Events: []Event{}}
	text := []rune(d.Text)
	for i, e := range d.Entities {
		n := i + len(d.ID)
		if n%5 == 0 {
			continue
		}
		words := string(text[e.Span[0]:e.Span[1]])
		if k := strings.LastIndex(words, " "); n%3 == 0 && k >= 0 {
			e.Span[0] += len([]rune(words[:k+1]))
		}
		switch n % 7 {
		case 1:
			e.ID = fmt.Sprint("other ", n%4)
		case 2:
			e.ID = nil
		}
		p.Entities = append(p.Entities, e)
		if n%11 == 0 {
			p.Entities = append(p.Entities, e, Entity{Span: Span{0, 3}, Type: "PER", ID: "x"})
		}
	}
	for i, e := range d.Events {
		n := i + len(d.Text)
		if n%4 == 0 {
			continue
		}
		if n%3 == 0 {
			e.Code, e.Source = "OTHER", e.Target
		}
		if n%5 == 0 {
			e.Target = e.Source
		}
		if n%5 == 1 {
			e.Source = []Span{{0, 2}}
		}
		p.Events = append(p.Events, e)
		if n%6 == 0 {
			p.Events = append(p.Events, Event{Code: e.Code, Trigger: []Span{{0, 4}}})
		}
	}
	return p
}

// TestIdentityAgreesWithReference compares the figures of identity across documents
// and of coded events with those of the reference scorer.
func TestIdentityAgreesWithReference(t *testing.T) {
	for file, rows := range map[string]map[string]string{
		"meantime.jsonl": {"identity.mentions": "entity_identity/mentions/f1", "identity.b3": "entity_identity/b3/f1",
			"identity.cross_document_links": "entity_identity/cross_document_links/f1", "entities.span_type": "entities/span_type/f1"},
		"plover.jsonl": {"events.code": "events/code/f1", "events.source_overlap": "events/source_overlap",
			"events.target_overlap": "events/target_overlap"},
	} {
		t.Run(file, func(t *testing.T) {
			gold := sharedPath(t, "attribution", file)
			pred := filepath.Join(t.TempDir(), "pred.jsonl")
			out, err := os.Create(pred)
			if err != nil {
				t.Fatal(err)
			}
			defer out.Close()
			if err := readLines(open(t, gold), func(d Doc) error { return writeLine(out, spoil(d)) }); err != nil {
				t.Fatal(err)
			}
			var want any
			if err := json.Unmarshal(runPython(t, sharedPath(t, "attribution", "score.py"), gold, pred, "--json"), &want); err != nil {
				t.Fatal(err)
			}
			s, err := ScoreAttributions(open(t, gold), open(t, pred))
			if err != nil {
				t.Fatal(err)
			}
			for name, path := range rows {
				got, want := rowValue(t, s.Rows(), name), at(t, want, path)
				if math.Abs(got-want) > 0.0006 || want == 0 || want == 1 {
					t.Errorf("%s: got %.4f, want %.4f", name, got, want)
				}
				t.Logf("%s: %.4f", name, got)
			}
		})
	}
}
