package speechact

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed words.txt
var wordList string

// class is a set of word classes.
type class uint32

const (
	wrong     class = 1 << iota // a wrong by itself: to steal; fraud
	wrongWith                   // a wrong only with a wrong for its object: to spread (lies)
	blame
	bad
	good
	untrue
	ground
	charge
	harm
	comment
	hurt
	lack
	fault
	grim
	duty
	policy
	grave
)

var classNames = map[string]class{"wrong": wrong, "wrong!": wrongWith, "blame": blame, "bad": bad, "good": good,
	"untrue": untrue, "ground": ground, "charge": charge, "harm": harm, "comment": comment,
	"hurt": hurt, "lack": lack, "fault": fault, "grim": grim, "duty": duty, "policy": policy, "grave": grave}

// words tells the classes of a lemma with its part of speech: "vlie", "nlie".
type words map[string]class

func readWords() (words, error) {
	w := words{}
	for line := range strings.SplitSeq(wordList, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		head, list, ok := strings.Cut(line, ":")
		name, pos, _ := strings.Cut(head, " ")
		c := classNames[name]
		if !ok || c == 0 || len(pos) != 1 {
			return nil, fmt.Errorf("speechact: word list: %q", line)
		}
		for _, x := range strings.Fields(list) {
			w[pos+x] |= c
		}
	}
	return w, nil
}
