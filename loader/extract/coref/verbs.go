package coref

import "strings"

// reporting are verbs whose subject speaks, by lemma.
var reporting = set(`say tell add ask note claim argue announce believe think warn explain state write report suggest insist deny
	call accuse describe agree reply declare admit acknowledge allege assert blame caution charge comment complain concede
	condemn confirm contend criticize criticise cite demand denounce disclose emphasize emphasise estimate express
	indicate inform joke lament maintain mention observe pledge point praise predict promise propose recall refuse reiterate
	remark repeat respond reveal rebuke slam speak stress swear testify threaten tweet urge vow wonder worry fear hope
	dispute reject dismiss counter quip counsel advise recommend decide conclude show find`)

// aimed are verbs whose object is an actor, by lemma.
var aimed = set(`accuse blame criticize criticise condemn denounce attack slam praise thank tell ask urge warn inform advise
	sue fine sanction charge threaten call ban order support oppose back join lead found`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
