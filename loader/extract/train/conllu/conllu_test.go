package conllu

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	const file = `# newdoc id = x
# text = They don't.
1	They	they	PRON	PRP	_	0	root	_	_
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	AUX	VBP	_	1	aux	_	_
3	n't	not	PART	RB	_	1	advmod	_	_
3.1	go	go	VERB	VB	_	_	_	_	_

# text = No.
1	No	no	INTJ	UH	_	0	root	_	_
`
	got, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []Sentence{
		{NewPar: true, Text: "They don't.", Words: []Word{
			{"They", "PRON", "PRP", 0, "root"}, {"do", "AUX", "VBP", 1, "aux"}, {"n't", "PART", "RB", 1, "advmod"}}},
		{Text: "No.", Words: []Word{{"No", "INTJ", "UH", 0, "root"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadDamaged(t *testing.T) {
	for _, line := range []string{"1\tThey", "1\tThey\tthey\tPRON\tPRP\t_\tx\troot\t_\t_"} {
		if _, err := Read(strings.NewReader(line)); err == nil {
			t.Errorf("no error for %q", line)
		}
	}
}
