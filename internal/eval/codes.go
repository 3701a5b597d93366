package eval

import (
	"hearsay/graph"
)

// rolesetActs are the acts of the ewt gold, which names them by the roleset of the
// cue, for acts that we name otherwise.
var rolesetActs = map[graph.SpeechAct]string{
	graph.ActSay:   "STATE",
	graph.ActThink: "BELIEVE",
}

// rolesetAct returns the act of an attribution in the words of the ewt gold: what is
// thought and wanted is WANT there, what is given a label CHARACTERIZE.
func rolesetAct(a *graph.Attribution) string {
	switch {
	case a.Act == graph.ActThink && a.Modality == graph.Wanted:
		return "WANT"
	case a.Act == graph.ActSay && a.Rule == "label":
		return "CHARACTERIZE"
	case rolesetActs[a.Act] != "":
		return rolesetActs[a.Act]
	}
	return string(a.Act)
}

// gsrCodes are names of event types in the PLOVER gold, which is older than the
// draft that graph.Codes follows.
var gsrCodes = map[string]string{"ACCUSE": "DISAPPROVE", "REQUEST": "DEMAND"}

// events codes what is said as PLOVER events: the claims that PLOVER has a type for,
// with the words of the attribution.
func events(r *graph.Record, points []int) []Event {
	v := newRecordView(r)
	out := []Event{}
	for _, a := range r.Attributions {
		c := v.claims[a.ClaimID]
		code := c.Codes().Plover
		if code == "" {
			continue
		}
		if old := gsrCodes[code]; old != "" {
			code = old
		}
		out = append(out, Event{Code: code, Trigger: spansOf(points, a.Cue), Source: spansOf(points, a.Source), Target: spansOf(points, a.Target)})
	}
	return out
}
