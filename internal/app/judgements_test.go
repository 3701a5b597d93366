package app

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is read as judgements is written as it was read, oldest first, whatever comes in.
func FuzzReadJudgements(f *testing.F) {
	f.Add([]byte(`{"id":"jdg_a","kind":"HIDE","subjects":[{"id":"ent_a"}],"by":"ann","at":"2026-01-02T03:04:06Z","inForce":true}`))
	f.Add([]byte(`{"kind":"judgement","value":{"kind":"UNDO","undoes":"jdg_b","at":"2026-01-02T03:04:06Z"}}{"kind":"claim","value":{"id":"x"}}`))
	f.Add([]byte(`{"kind":"CORRECT","correction":{"sources":[]}} {"kind":"judgement","value":null} 3`))
	f.Fuzz(func(t *testing.T, in []byte) {
		list, err := readJudgements(bytes.NewReader(in))
		if err != nil {
			return
		}
		var out bytes.Buffer
		for i, j := range list {
			if i > 0 && j.At.Before(list[i-1].At) {
				t.Errorf("%s comes before %s", list[i-1].At, j.At)
			}
			if err := json.NewEncoder(&out).Encode(j); err != nil {
				return // a year that JSON does not write
			}
		}
		again, err := readJudgements(&out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, again); diff != "" {
			t.Errorf("written and read again (-first +second):\n%s", diff)
		}
	})
}
