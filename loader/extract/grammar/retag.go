package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/loader/extract"
)

// closedClass are the tags of classes of words that get no new members.
var closedClass = set("IN WDT WP WP$ WRB DT CC MD PRP PRP$ TO EX PDT")

// closed are the members of these classes.
var closed = set(`a aboard about above according across after against albeit all along alongside although amid amidst
	among amongst an and another any around as astride at atop barring because before behind below beneath beside besides
	between beyond both but by can concerning considering could despite during each either em en every except excluding
	following for from given half he her hers herself him himself his how however i if in including inside into it its itself
	lest like ll may me might mine minus must my myself near neither no nor not notwithstanding of off on once one onto
	opposite or ought our ours ourselves out outside over past pending per plus provided quite rather regarding round save
	shall she should since so some such than thanks that the their theirs them themselves then there these they this those
	though through throughout till to together toward towards u under underneath unless unlike until unto up upon us versus
	via vs vs. we what whatever when whence whenever where whereas whereby wherever whether which whichever while whilst who
	whoever whom whomever whose why will with within without worth would yes yet you your yours yourself yourselves`)

// retag mends what the tagger takes plainly wrong in a sentence: a word with a capital that
// it takes for a preposition or pronoun ("Human Rights Watch") is a name, and where no verb
// is finite, the participle between a subject and an object is ("The union blamed managers.").
func (s *Stage) retag(d *extract.Document, x extract.Sentence, tags []uint8) {
	names := s.m.Tagger.Tags
	finite, participle := false, -1
	for i := x.First; i < x.Last; i++ {
		k := i - x.First
		if fixed := s.inContext(d, x, i, tags); fixed != "" {
			tags[k] = s.numbers[fixed]
		} else if fixed := surely(d.Low(i), names[tags[k]]); fixed != "" {
			tags[k] = s.numbers[fixed]
		}
		if tag := names[tags[k]]; closedClass[tag] {
			finite = finite || tag == "MD"
			if r, _ := utf8.DecodeRuneInString(d.Form(i)); unicode.IsUpper(r) && len(d.Form(i)) > 1 && !closed[d.Low(i)] {
				tags[k] = s.numbers["NNP"]
			}
		} else if tag == "VBN" && participle < 0 {
			participle = k
		} else if tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "VB" || tag == "VBN" {
			finite = true
		}
	}
	s.retagReports(d, x, tags)
	if k := participle; !finite && k > 0 && k+1 < x.Last-x.First && d.Form(x.Last-1) == "." && begins[names[tags[k+1]]] && ends[names[tags[k-1]]] {
		tags[k] = s.numbers["VBD"]
	}
}

// inContext returns the tag of a word that its neighbour tells, "" where none does: "the chief
// executive", "retired Cmdr. Reyes", "despite claims".
func (s *Stage) inContext(d *extract.Document, x extract.Sentence, i int, tags []uint8) string {
	if i == x.First {
		return ""
	}
	names, k := s.m.Tagger.Tags, i-x.First
	switch tag := names[tags[k]]; {
	case d.Low(i) == "executive" && d.Low(i-1) == "chief":
		return "NN"
	case d.Low(i) == "retired" && tag[0] == 'V' && i+1 < x.Last && names[tags[k+1]] == "NNP":
		return "JJ"
	case nounsToo[d.Low(i)] && tag == "JJ" && (i+1 == x.Last || closedClass[names[tags[k+1]]] || names[tags[k+1]][0] == 'V'):
		return "NN" // "grilled the executive over the breach"
	case tag == "VB" && d.Low(i-1) == "to" && i-2 >= x.First && (d.Low(i-2) == "tribute" || d.Low(i-2) == "homage"):
		return "NN" // "paid tribute to rescue workers"
	case tag == "NN" && names[tags[k-1]] == "TO":
		return "VB" // "promised to end the regime"
	case tag == "VB" && names[tags[k-1]] == "VBD" && i+1 < x.Last && d.Low(i+1) == "that" && !causes[d.Low(i-1)]:
		return "NN" // "expressed concern that"
	case tag[0] == 'V' && d.Low(i-1) == "the" && d.Low(i) != d.Form(i) && strings.ToUpper(d.Form(i)) != d.Form(i) && i-1 > x.First && d.Form(i-1) == "the":
		return "NNP" // "warned the Fed"
	case tag == "VB" && names[tags[k-1]] == "NNS" && saysWho(d, x, i, names, tags):
		return "VBP" // "Brussels says such cargoes cost billions"
	case d.Low(i) == "despite":
		return "IN"
	case d.Low(i) == "then" && (names[tags[k-1]] == "PRP$" || names[tags[k-1]] == "DT") && i+1 < x.Last && names[tags[k+1]][0] == 'N':
		return "JJ" // "his then manager"
	case tag == "VBZ" && nominals[d.Low(i-1)] && names[tags[k-1]] == "IN":
		return "NNS"
	}
	return ""
}

// saysWho reports whether the noun phrase that ends before i stands right behind "says".
func saysWho(d *extract.Document, x extract.Sentence, i int, names []string, tags []uint8) bool {
	j := i - 1
	for j > x.First && (ends[names[tags[j-x.First]]] || names[tags[j-x.First]] == "JJ" || names[tags[j-x.First]] == "DT") {
		j--
	}
	return d.Low(j) == "says" || d.Low(j) == "said" || d.Low(j) == "say"
}

// causes are verbs with an infinitive without "to" behind them.
var causes = set("did let made helped saw heard watched dared had")

// nounsToo are nouns that the tagger likes to take for adjectives.
var nounsToo = set("executive documentary representative")

// nominals are prepositions that no verb stands behind.
var nominals = set("despite amid of about over with from by against among into between during regarding concerning")

// adjectives look like participles and are none.
var adjectives = set("neighbouring neighboring outgoing incoming ongoing forthcoming upcoming damning")

// surely returns the tag of a word that can have no tag like the given one, "" where it can:
// "neighbouring" is no verb, "re-election" no participle.
func surely(low, tag string) string {
	switch {
	case tag == "VBG" && adjectives[low]:
		return "JJ"
	case (tag == "VBN" || tag == "VBD" || tag == "VBG") && strings.HasSuffix(low, "tion"):
		return "NN"
	}
	return ""
}

// Tags of words in which a subject may end and an object begin.
var (
	ends   = set("NN NNS NNP NNPS PRP")
	begins = set("DT PRP PRP$ NN NNS NNP NNPS JJ CD")
)
