package attribution

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
)

//go:embed cues.tsv
var cueTable string

// frame is a set of constructions a cue may stand in.
type frame uint16

const (
	fQuote   frame = 1 << iota // introduces a quotation
	fClause                    // a finite clause
	fWh                        // a clause opened by a question word or if
	fInf                       // an infinitive of the same subject
	fObjInf                    // an object and its infinitive
	fGerund                    // a gerund
	fNoun                      // a noun phrase
	fSmall                     // an object and what is said of it
	fAddr                      // the object is the addressee
	fTarget                    // the object is the target
	fOnlyInf                   // with fInf or fObjInf: only where the subject is an actor
	fOnlyObj                   // with fNoun or fTarget: only where the subject is an actor
)

// cue is a row of the table.
type cue struct {
	lemma, particle string
	pos             byte // v n r a p
	act             graph.SpeechAct
	frames          frame
	objPreps        []string // behind the target: prepositions of the content
	preps           []string // prepositions of the content
	targetPreps     []string // prepositions of the target
}

func (c *cue) has(f frame) bool { return c.frames&f != 0 }

// cues is the table by part of speech and lemma; a lemma may have rows with particles.
type cues map[string][]*cue

func key(pos byte, lemma string) string { return string(pos) + lemma }

// frameNames are the codes of the last column of the table.
var frameNames = map[string]frame{
	"q": fQuote, "c": fClause, "w": fWh, "i": fInf, "oi": fObjInf, "g": fGerund, "n": fNoun,
	"s": fSmall, "a": fAddr, "t": fTarget,
	"i!": fInf | fOnlyInf, "oi!": fObjInf | fOnlyInf, "n!": fNoun | fOnlyObj, "t!": fTarget | fOnlyObj, "c!": 0,
}

// readCues parses the embedded table.
func readCues() (cues, error) {
	out := cues{}
	for line := range strings.SplitSeq(cueTable, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		c, err := readCue(line)
		if err != nil {
			return nil, err
		}
		k := key(c.pos, c.lemma)
		out[k] = append(out[k], c)
	}
	for _, rows := range out { // rows with a particle first
		slices.SortFunc(rows, func(a, b *cue) int { return len(b.particle) - len(a.particle) })
	}
	return out, nil
}

func readCue(line string) (*cue, error) {
	col := strings.Split(line, "\t")
	if len(col) != 4 || len(col[1]) != 1 {
		return nil, fmt.Errorf("attribution: cue table: %q", line)
	}
	c := &cue{pos: col[1][0], act: graph.SpeechAct(strings.TrimSuffix(col[2], "!"))}
	c.lemma, c.particle, _ = strings.Cut(col[0], " ")
	if !slices.Contains(graph.Acts, c.act) {
		return nil, fmt.Errorf("attribution: cue table: act of %q", line)
	}
	for _, f := range strings.Fields(col[3]) {
		name, arg, _ := strings.Cut(f, ":")
		arg = strings.TrimSuffix(arg, "!")
		switch name {
		case "p":
			c.preps = append(c.preps, arg)
			continue
		case "pt":
			if arg != "" {
				c.targetPreps = append(c.targetPreps, arg)
				continue
			}
			name = "t"
		case "t", "t!":
			if arg != "" {
				c.objPreps = strings.Split(arg, "/")
			}
		}
		bits, ok := frameNames[name]
		if !ok {
			return nil, fmt.Errorf("attribution: cue table: frame %q of %q", f, line)
		}
		c.frames |= bits
	}
	return c, nil
}
