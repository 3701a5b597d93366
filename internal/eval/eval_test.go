package eval

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shared returns a path in the reference data that stands beside the project.
func sharedPath(t *testing.T, parts ...string) string {
	t.Helper()
	p := filepath.Join(append([]string{"..", "..", "..", "shared", "eval"}, parts...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("the reference data is not beside the project: %v", err)
	}
	return p
}

func runPython(t *testing.T, args ...string) []byte {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the reference scorer with")
	}
	cmd := exec.Command(python, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

func open(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// at walks a decoded JSON object.
func at(t *testing.T, x any, path string) float64 {
	t.Helper()
	for _, k := range strings.Split(path, "/") {
		m, ok := x.(map[string]any)
		if !ok || m[k] == nil {
			t.Fatalf("the reference scorer gives no %s", path)
		}
		x = m[k]
	}
	return x.(float64)
}

func rowValue(t *testing.T, rows []Row, name string) float64 {
	t.Helper()
	for _, r := range rows {
		if r.Name == name {
			if r.PRF != nil {
				return r.PRF.F1
			}
			return r.Acc
		}
	}
	t.Fatalf("no row %q", name)
	return 0
}

// The reference scorer and ours give the same figures for the predictions of a
// simple baseline (quotation marks and "X said").
func TestAttributionsAgreeWithReference(t *testing.T) {
	for _, file := range []string{"polnear_dev.jsonl", "gum_news.jsonl", "ewt.jsonl"} {
		t.Run(file, func(t *testing.T) {
			gold := sharedPath(t, "attribution", file)
			pred := filepath.Join(t.TempDir(), "pred.jsonl")
			runPython(t, sharedPath(t, "attribution", "baseline.py"), gold, pred)
			var want any
			if err := json.Unmarshal(runPython(t, sharedPath(t, "attribution", "score.py"), gold, pred, "--json"), &want); err != nil {
				t.Fatal(err)
			}
			s, err := ScoreAttributions(open(t, gold), open(t, pred))
			if err != nil {
				t.Fatal(err)
			}
			rows := s.Rows()
			compared := 0
			for name, path := range map[string]string{
				"relation": "relation/f1", "relation_head": "relation_head/f1", "relation_strict": "relation_strict/f1",
				"content.soft": "content/soft/f1", "content.j50": "content/j50/f1", "content.exact": "content/exact/f1",
				"content.token": "content/token/f1", "source.overlap": "source_given_content/overlap",
				"source.head": "source_given_content/head", "source.exact": "source_given_content/exact",
				"cue.overlap": "cue/overlap/f1", "cue.exact": "cue/exact/f1", "cue.given_content": "cue/given_content",
				"relation[type=direct]":   "by_type/direct/relation/f1",
				"relation[type=indirect]": "by_type/indirect/relation/f1",
				"relation[type=mixed]":    "by_type/mixed/relation/f1",
				"relation[cue=speech]":    "by_cue_class/speech/relation/f1",
				"relation[cue=other]":     "by_cue_class/other/relation/f1",
			} {
				if got, want := rowValue(t, rows, name), at(t, want, path); math.Abs(got-want) > 0.0006 {
					t.Errorf("%s: got %.4f, want %.4f", name, got, want)
				}
				compared++
			}
			if compared < 10 {
				t.Errorf("only %d figures compared", compared)
			}
		})
	}
}

// damage changes the gold a little and in every kind of place, so that no figure
// is trivially 100.
func damage(doc ActDoc, n int) ActDoc {
	out := []ActItem{}
	for i, x := range doc.Items {
		x.Answers = nil
		switch (i + n) % 7 {
		case 0:
			continue
		case 1:
			x.Act = "CRITICIZE"
		case 2:
			x.Source, x.SourceEntity = x.Target, x.TargetEntity
		case 3:
			x.Content = nil
		case 4:
			x.SourceEntity, x.TargetEntity = nil, nil
		case 5:
			x.Target, x.TargetEntity = nil, nil
		}
		x.NestedIn, x.ReportedBy = nil, nil
		out = append(out, x)
	}
	last := -1
	for i := range out {
		if out[i].Act == "ACCUSE" {
			last = i
		} else if out[i].Act == "DENY" && last >= 0 {
			out[i].Answers = []int{last}
		}
	}
	return ActDoc{ID: doc.ID, Items: out}
}

func TestActsAgreeWithReference(t *testing.T) {
	gold, docs := sharedPath(t, "acts", "gold.jsonl"), sharedPath(t, "acts", "docs.jsonl")
	var b bytes.Buffer
	n := 0
	if err := readLines(open(t, gold), func(d ActDoc) error { n++; return writeLine(&b, damage(d, n)) }); err != nil {
		t.Fatal(err)
	}
	pred := filepath.Join(t.TempDir(), "pred.jsonl")
	if err := os.WriteFile(pred, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, explicit := range []bool{false, true} {
		args := []string{sharedPath(t, "acts", "score_acts.py"), gold, pred, "--docs", docs, "--json"}
		suffix := ""
		if explicit {
			args, suffix = append(args, "--explicit"), " (explicit)"
		}
		var want any
		if err := json.Unmarshal(runPython(t, args...), &want); err != nil {
			t.Fatal(err)
		}
		s, err := ScoreActs(open(t, gold), open(t, pred), open(t, docs), explicit)
		if err != nil {
			t.Fatal(err)
		}
		rows := s.Rows()
		for name, path := range map[string]string{
			"cue": "exact/cue/f1", "act": "exact/act/f1", "act+source": "exact/act+source/f1",
			"act+source+target":         "exact/act+source+target/f1",
			"act+source+target+content": "exact/act+source+target+content/f1",
			"blame: act+source+target":  "blame/act+source+target/f1",
			"names: act+source":         "names/act+source/f1",
			"names: act+source+target":  "names/act+source+target/f1",
			"answers":                   "answers/f1", "answers_links": "answers_links/f1",
			"ACCUSE: act+source+target+content": "by_act/ACCUSE/act+source+target+content/f1",
		} {
			if got, want := 100*rowValue(t, rows, name+suffix), at(t, want, path); math.Abs(got-want) > 0.06 {
				t.Errorf("%s%s: got %.2f, want %.2f", name, suffix, got, want)
			}
		}
	}
}

func TestAssignFindsTheGreatestSum(t *testing.T) {
	// greedy would take 0-0 (0.9) and end with 0.9 + 0.1; the best is 0.8 + 0.8
	got := assign(map[pair]float64{{0, 0}: 0.9, {0, 1}: 0.8, {1, 0}: 0.8, {1, 1}: 0.1, {5, 7}: 1})
	want := map[int]int{0: 1, 1: 0, 5: 7}
	for r, c := range want {
		if got[r] != c {
			t.Errorf("row %d: got column %d, want %d", r, got[r], c)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBadGoldIsRefused(t *testing.T) {
	for name, line := range map[string]string{
		"not JSON":          `{"id": `,
		"no text":           `{"id": "a"}`,
		"span outside text": `{"id": "a", "text": "abc", "attributions": [{"source": [[0, 9]], "cue": [], "content": []}]}`,
		"reversed span":     `{"id": "a", "text": "abc", "attributions": [{"source": [[2, 1]], "cue": [], "content": []}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Attributions(strings.NewReader(line), nil, nil, nil); err == nil {
				t.Error("got no error")
			}
		})
	}
}
