package grammar

import (
	"strings"

	"hearsay/loader/extract"
)

// The past forms of most verbs are written as their participles are. In "President Voss
// blamed agitators and threatened", "Berg, who lost the vote, called on both sides" and "a
// remark Reed described as rude" the tagger often takes the finite verb of the report for a
// participle, and the tree goes wrong with it. What stands around such a verb tells more.

// reports are past forms of verbs that news writes between who speaks and whom or what it
// is about.
var reports = set(`accused acknowledged alleged announced assailed asserted attacked berated blamed blasted branded
	castigated censured chided cited claimed conceded condemned confirmed contested criticised criticized decried defended
	demanded denied denounced deplored dismissed disputed faulted hailed implicated lambasted lauded mocked ordered
	praised promised proposed questioned rebuffed rebuked rebutted refuted rejected repudiated ridiculed scolded
	slammed sued suspected thanked threatened told urged vowed warned welcomed`)

// labels are past forms of verbs that say what something is called.
var labels = set("called described dubbed branded labelled labeled termed")

// auxiliary words stand before a participle.
var auxiliary = set("has have had having is are was were be been being 's 've 'd")

// sentenceTags is a sentence with its tags.
type sentenceTags struct {
	d     *extract.Document
	x     extract.Sentence
	names []string
	tags  []uint8
}

func (s sentenceTags) tag(i int) string {
	if i < s.x.First || i >= s.x.Last {
		return ""
	}
	return s.names[s.tags[i-s.x.First]]
}

// retagReports makes the verbs of reports finite that the tagger takes for participles.
func (s *Stage) retagReports(d *extract.Document, x extract.Sentence, tags []uint8) {
	t := sentenceTags{d, x, s.m.Tagger.Tags, tags}
	for i := x.First + 1; i+1 < x.Last; i++ {
		if t.tag(i) == "VBN" && t.misread(i) {
			tags[i-x.First] = s.numbers["VBD"]
		}
		if low := d.Low(i); t.tag(i) == "VBD" && (reports[low] || told[low]) {
			if k := t.reduced(i); k > 0 {
				tags[k-x.First] = s.numbers["VBN"]
			}
		}
	}
}

// misread reports whether the participle at i is a finite verb by what stands around it.
func (t sentenceTags) misread(i int) bool {
	if t.never(i) || t.behindRelative(i) || t.behindAdverb(i) {
		return true
	}
	low := t.d.Low(i)
	if !reports[low] && !labels[low] || t.perfect(i) {
		return false
	}
	that := reports[low] && t.d.Low(i+1) == "that" && ends[t.tag(i-1)] // "the mayor conceded that"
	return that || t.subjectVerbObject(i) || t.label(i) || t.coordinated(i) || t.parted(i)
}

// reduced returns the participle that parts finite verb i from its subject and that the tagger
// takes for finite, 0 for none: "A lawsuit filed on Monday claimed".
func (t sentenceTags) reduced(i int) int {
	j := i - 1
	for j > t.x.First+1 && within[t.tag(j)] {
		j--
	}
	if j <= t.x.First || j > i-3 || t.tag(j) != "VBD" || t.tag(j+1) != "IN" || !strings.HasSuffix(t.d.Low(j), "ed") || !ends[t.tag(j-1)] || t.tag(j-1) == "PRP" {
		return 0
	}
	for k := j - 1; k >= t.x.First && t.d.Form(k) != ","; k-- {
		if tag := t.tag(k); tag[0] == 'W' || finite(tag) || t.d.Low(k) == "that" || tag == "CC" {
			return 0 // "who lived in Oslo said"
		}
	}
	return j
}

// within are tags of words of a phrase behind a preposition.
var within = set("IN DT NN NNS NNP NNPS CD JJ PRP$ POS HYPH")

// never reports whether "said" or "stood" at i, which hardly ever describe a noun, is none that
// an auxiliary makes a participle.
func (t sentenceTags) never(i int) bool {
	low := t.d.Low(i)
	return (low == "said" || low == "stood") && ends[t.tag(i-1)] && !t.perfect(i)
}

// behindRelative reports whether i stands behind the comma that ends a relative clause and has
// none of the words behind it that a participle has: "The bank, which was fined, apologised for".
func (t sentenceTags) behindRelative(i int) bool {
	if t.d.Form(i-1) != "," || !strings.HasSuffix(t.d.Low(i), "ed") {
		return false
	}
	switch t.d.Low(i + 1) {
	case "by", "of", "in", "at", "and":
		return false
	}
	for j := i - 2; j > t.x.First+1; j-- {
		if t.d.Form(j) == "," {
			return relative[t.d.Low(j+1)]
		}
	}
	return false
}

// behindAdverb reports whether an adverb parts i from its subject, and an object follows: "the bank
// also bribed officials". No participle has an object.
func (t sentenceTags) behindAdverb(i int) bool {
	return t.tag(i-1) == "RB" && ends[t.tag(i-2)] && strings.HasSuffix(t.d.Low(i), "ed") && !t.perfect(i) &&
		begins[t.tag(i+1)] && t.tag(i+1) != "JJ" && t.tag(i+1) != "CD"
}

// perfect reports whether an auxiliary stands shortly before i: "has on Tuesday rejected".
func (t sentenceTags) perfect(i int) bool {
	for j := max(t.x.First, i-4); j < i; j++ {
		if auxiliary[t.d.Low(j)] {
			return true
		}
	}
	return false
}

// object reports whether an object of the verb before it begins at token i.
func (t sentenceTags) object(i int) bool { return begins[t.tag(i)] || t.tag(i) == "``" }

// subjectVerbObject reports whether verb i stands between a noun and an object.
func (t sentenceTags) subjectVerbObject(i int) bool {
	if labels[t.d.Low(i)] { // "a man called the Fox"
		return t.proper(i-1) && t.object(i+1) && !t.proper(i+1)
	}
	return ends[t.tag(i-1)] && t.object(i+1)
}

func (t sentenceTags) proper(i int) bool {
	return t.tag(i) == "NNP" || t.tag(i) == "NNPS" || t.tag(i) == "PRP"
}

// label reports whether verb i says what the noun before its subject is: "an accusation the
// company called unfair", "what Reed described as a farce".
func (t sentenceTags) label(i int) bool {
	if !labels[t.d.Low(i)] || t.d.Low(i+1) != "as" && t.tag(i+1) != "``" && t.tag(i+1) != "JJ" {
		return false
	}
	j := i - 1
	for j > t.x.First && (ends[t.tag(j)] || t.tag(j) == "JJ") && t.tag(j) != "PRP" && t.proper(j) == t.proper(i-1) {
		j--
	}
	if t.tag(j) == "DT" || t.tag(j) == "PRP$" || t.tag(j) == "PRP" {
		j--
	} else if !t.proper(i - 1) {
		return false
	}
	return t.tag(j) == "NN" || t.tag(j) == "NNS" || t.tag(j) == "WP"
}

// coordinated reports whether "called for" at i goes on from a finite verb of a report:
// "demanded that he resign and called for a vote".
func (t sentenceTags) coordinated(i int) bool {
	if t.tag(i-1) == "CC" && i-2 > t.x.First && t.d.Form(i-2) == "," && t.d.Low(i) == "accused" && t.object(i+1) {
		for j := i - 3; j > t.x.First; j-- { // ", and accused aid groups of"
			if t.tag(j) == "VBD" && told[t.d.Low(j)] {
				return true
			}
		}
	}
	if t.tag(i-1) != "CC" || !t.callsFor(i) && t.d.Low(i) != "blamed" {
		return false
	}
	for j := i - 2; j >= t.x.First; j-- {
		switch tag := t.tag(j); {
		case auxiliary[t.d.Low(j)] && tag != "VBN" && t.predicate(j+1):
			// "said that was untrue and called for"
		case tag == "VBD":
			return reports[t.d.Low(j)] || told[t.d.Low(j)] || labels[t.d.Low(j)]
		case tag == "VBN" || tag == "MD" || auxiliary[t.d.Low(j)]:
			return false
		}
	}
	return false
}

// predicate reports whether an adjective or noun, no participle, follows at i.
func (t sentenceTags) predicate(i int) bool {
	for i < t.x.Last && (t.tag(i) == "RB" || isQuote(t.d.Form(i))) {
		i++
	}
	return t.tag(i) == "JJ" || t.tag(i) == "DT" || t.tag(i) == "NN" || t.tag(i) == "IN"
}

// callsFor reports whether "called" at i takes its object behind a preposition.
func (t sentenceTags) callsFor(i int) bool {
	next := t.d.Low(i + 1)
	return t.d.Low(i) == "called" && (next == "for" || next == "on" || next == "upon")
}

// parted reports whether verb i stands behind the comma that ends what parts it from its
// subject, and no other verb is the subject's: "Berg, who lost the vote, called on".
func (t sentenceTags) parted(i int) bool {
	if t.d.Form(i-1) != "," || !(t.object(i+1) && t.tag(i + 1)[0] != 'J' && t.tag(i + 1)[0] != 'C') && !t.callsFor(i) {
		return false
	}
	related, opened := false, false
	for j := t.x.First; j < i-1; j++ {
		switch tag := t.tag(j); {
		case t.d.Form(j) == ",":
			opened = true
			related = t.tag(j+1) == "WP" || t.tag(j+1) == "WDT" || t.tag(j+1) == "WP$"
		case finite(tag):
			if !related {
				return false
			}
		case j == t.x.First && (tag == "IN" || tag == "VBG" || tag == "VBN"):
			return false // "Beaten by guards, accused the same day"
		}
	}
	return opened
}
