package attribution

import "testing"

func TestCueTable(t *testing.T) {
	table, err := readCues()
	if err != nil {
		t.Fatal(err)
	}
	count := map[byte]int{}
	for k, rows := range table {
		seen := map[string]bool{}
		for i, c := range rows {
			count[c.pos]++
			if seen[c.particle] {
				t.Errorf("%s stands twice in the table with particle %q", k, c.particle)
			}
			seen[c.particle] = true
			if i > 0 && c.particle != "" && rows[i-1].particle == "" {
				t.Errorf("%s: the row without particle must come last", k)
			}
		}
	}
	if count['v'] < 300 || count['n'] < 75 {
		t.Errorf("%d verbs and %d nouns, want at least 300 and 75", count['v'], count['n'])
	}
	for _, bad := range []string{"say\tv\tSHOUT\tq", "say\tv\tSAY\tzz", "say\tv\tSAY"} {
		if _, err := readCue(bad); err == nil {
			t.Errorf("row %q is accepted", bad)
		}
	}
}
