package graph

import (
	"slices"
	"strings"
	"testing"
)

func TestCodes(t *testing.T) {
	for _, c := range []struct {
		act   SpeechAct
		terms string
		want  Codes
	}{
		{ActSay, "war", Codes{Cameo: "010"}},
		{ActThink, "war", Codes{}},
		{ActDeny, "fraud", Codes{Cameo: "016"}},
		{ActCriticize, "fraud", Codes{"ACCUSE", "disapprove", "111"}},
		{ActAccuse, "vote delay", Codes{"ACCUSE", "allege", "112"}},
		{ActAccuse, "vote fraud", Codes{"ACCUSE", "allege", "1121"}},
		{ActAccuse, "fraud genocide", Codes{"ACCUSE", "allege", "1124"}}, // the graver comes first
		{ActDemand, "", Codes{Plover: "REQUEST", Cameo: "100"}},
		{ActDemand, "minister resign", Codes{"REQUEST", "change", "1041"}},
		{ActThreaten, "new sanction", Codes{"THREATEN", "restrict", "1312"}},
	} {
		if got := (&Claim{Act: c.act, Terms: strings.Fields(c.terms)}).Codes(); got != c.want {
			t.Errorf("%s %q: %v, want %v", c.act, c.terms, got, c.want)
		}
	}
}

// TestCodesAreWhole holds that a mode has its event type, that codes agree with their
// class, and that the table names no unknown act.
func TestCodesAreWhole(t *testing.T) {
	for act, base := range actCodes {
		if !slices.Contains(Acts, act) {
			t.Errorf("%s is no act", act)
		}
		for _, f := range finerCodes[act] {
			if f.Plover != base.Plover || f.Mode == "" || f.Cameo[:2] != base.Cameo[:2] {
				t.Errorf("%s: %v does not refine %v", act, f.Codes, base)
			}
		}
	}
	for act := range finerCodes {
		if _, ok := actCodes[act]; !ok {
			t.Errorf("%s has finer codes and none of its own", act)
		}
	}
}
