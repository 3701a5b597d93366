package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/loader/extract"
)

// News puts the day between a subject and its verb, or between a verb and what was said
// ("Norway on Monday accused Italy", "the port said Friday that", "Italy last week blamed
// Norway"); the treebanks hardly ever do, so that tagger and parser take the day for
// something else. Such a time is set aside: tags and trees are made as if it were not
// there, then it is hung on its verb. So is where something was said: "The bank said in a
// statement it had done nothing".

// aside is what is set aside, tokens [first, last) of the document.
type aside struct{ first, last int }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	weekdays   = set("monday tuesday wednesday thursday friday saturday sunday")
	partsOfDay = set("morning afternoon evening night")
	units      = set("week month year weekend spring summer autumn fall winter")
	which      = set("last this next")
	nearly     = set("late early earlier later")
	leading    = set("on in by") // prepositions of asides
	// Before these words a time stands alone, so that a phrase with it is not cut in two.
	closesNothing = set("the a an of by for since until till from to after before between and or but every each one " +
		"past black good super than through only as in on at with about against into over under during that this " +
		"last next first late early earlier later until when while if")
	// Behind it, these go on with it.
	goesOn = set("'s ’s of and or to through until")
)

// asides returns what is set aside of a sentence.
func asides(d *extract.Document, x extract.Sentence) (out []aside) {
	end := x.Last - 1
	if n := timeAt(d, x.First, end); n > 1 && leads(d, x.First+n) && articles[d.Low(x.First+n)] {
		out = append(out, aside{x.First, x.First + n}) // "Last year the club accused"
	}
	closing := -1 // of the words in quotation marks that the sentence goes through
	for i := x.First + 1; i < end; i++ {
		if i == closing {
			out = append(out, aside{i, i + 1})
			continue
		}
		if k := woven(d, x, i); k > i {
			closing = k
			out = append(out, aside{i, i + 1})
			continue
		}
		if n := paperAt(d, i, end); n > 0 {
			out = append(out, aside{i, i + n})
			i += n - 1
			continue
		}
		n := timeAt(d, i, end)
		if n == 0 {
			continue
		}
		if follows(d, i-1) && leads(d, i+n) {
			out = append(out, aside{i, i + n})
		}
		i += n
	}
	return out
}

// woven returns where words close that the mark at token i opens and that the sentence goes
// through without a pause: "said the claims were “without foundation” and late"; -1 if none do.
func woven(d *extract.Document, x extract.Sentence, i int) int {
	if f := d.Form(i); !isQuote(f) || f == "’" || !isWord(d.Form(i-1)) || !opens(d, i) {
		return -1
	}
	for j := i + 2; j < x.Last; j++ {
		if f := d.Form(j); !isQuote(f) || (f == "’") != (d.Form(i) == "‘") {
			continue
		}
		if isWord(d.Form(j-1)) || auxiliary[d.Low(i-1)] { // `had "lied to us."`
			return j
		}
		return -1
	}
	return -1
}

func isQuote(form string) bool {
	return form == `"` || form == "“" || form == "”" || form == "‘" || form == "’"
}

var (
	told   = set("said says wrote added announced confirmed argued warned")
	lines  = set("telephone phone email e-mail letter text video satellite radio")
	papers = set("statement letter interview tweet memo email e-mail post briefing filing report speech text message note")
)

// paperAt returns how many tokens from i on tell where it was said, right behind the verb and
// right before what was said: "in a statement", "in a long letter"; 0 if none do.
func paperAt(d *extract.Document, i, end int) int {
	if d.Low(i) == "by" && i+2 < end && told[d.Low(i-1)] && lines[d.Low(i+1)] && (d.Low(i+2) == "that" || articles[d.Low(i+2)]) {
		return 2 // "said by telephone that"
	}
	if d.Low(i) != "in" || i+3 >= end || !told[d.Low(i-1)] || d.Low(i+1) != "a" && d.Low(i+1) != "an" {
		return 0
	}
	n := 3
	if !papers[d.Low(i+2)] {
		if n++; i+n >= end || !papers[d.Low(i+3)] {
			return 0
		}
	}
	next := i + n
	if low := d.Low(next); low == "that" || articles[low] || leads(d, next) && !closesNothing[low] || timeAt(d, next, end) > 0 {
		return n
	}
	return 0
}

// articles and the like begin what was said.
var articles = set("the a an this these those")

// follows reports whether a time may stand behind token i.
func follows(d *extract.Document, i int) bool { return isWord(d.Form(i)) && !closesNothing[d.Low(i)] }

// leads reports whether token i may stand behind a time that has ended.
func leads(d *extract.Document, i int) bool {
	form := d.Form(i)
	return (isWord(form) || strings.ContainsAny(form, `"“`)) && !goesOn[d.Low(i)]
}

func isWord(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLetter(r)
}

// timeAt returns how many tokens from i on, below end, are a time: "on Monday", "late
// Friday night", "last week"; 0 if none are.
func timeAt(d *extract.Document, i, end int) int {
	k := i
	low := func() string {
		if k >= end {
			return ""
		}
		return d.Low(k)
	}
	if nearly[low()] {
		k++
	}
	if low() == "on" {
		k++
	} else if which[low()] {
		k++
		if units[low()] {
			return k + 1 - i
		}
	}
	if !weekdays[low()] || !unicode.IsUpper(rune(d.Form(k)[0])) {
		return 0
	}
	if k++; partsOfDay[low()] {
		k++
	}
	return k - i
}

// kept returns the tokens of a sentence, counted from its first, that are not set aside.
func kept(buf []int, x extract.Sentence, times []aside) []int {
	buf = buf[:0]
	for i := x.First; i < x.Last; i++ {
		if len(times) > 0 && i == times[0].first {
			i, times = times[0].last-1, times[1:]
			continue
		}
		buf = append(buf, i-x.First)
	}
	return buf
}

// opens reports whether the quotation mark at token i opens.
func opens(d *extract.Document, i int) bool { return d.Tokens[i].End == d.Tokens[i+1].Start }

// tagAside returns the Penn tag of token i of an aside.
func tagAside(d *extract.Document, i int) string {
	switch low := d.Low(i); {
	case isQuote(low) && opens(d, i):
		return "``"
	case isQuote(low):
		return "''"
	case leading[low]:
		return "IN"
	case articles[low]:
		return "DT"
	case nearly[low]:
		return "RB"
	case which[low]:
		return "JJ"
	case weekdays[low]:
		return "NNP"
	case papers[low] || lines[low] || units[low] || partsOfDay[low]:
		return "NN"
	}
	return "JJ" // "in an open letter"
}

// hang gives the tokens of an aside their places in the tree of the rest.
func hang(d *extract.Document, x extract.Sentence, t aside) {
	head := t.last - 1
	if isQuote(d.Form(head)) {
		to := head - 1
		if opens(d, head) {
			to = head + 1
		}
		d.Tokens[head].Head, d.Tokens[head].Rel = to, "punct"
		return
	}
	verb := governor(d, x, t)
	rel := "obl:unmarked"
	for i := t.first; i < head; i++ {
		k := &d.Tokens[i]
		k.Head, k.Rel = head, "amod"
		switch low := d.Low(i); {
		case leading[low]:
			k.Rel, rel = "case", "obl"
		case articles[low]:
			k.Rel = "det"
		case nearly[low]:
			k.Rel = "advmod"
		case weekdays[low]:
			k.Rel = "compound"
		}
	}
	if !isVerb(d.Tokens[verb].Tag) {
		rel = "nmod"
	}
	d.Tokens[head].Head, d.Tokens[head].Rel = verb, rel
}

func isVerb(tag string) bool { return strings.HasPrefix(tag, "VB") }

// governor returns the token that an aside belongs to: the verb before it, the verb behind
// it, or the next verb above the word before it, else that word.
func governor(d *extract.Document, x extract.Sentence, t aside) int {
	before := t.first - 1
	if before < x.First { // it opens the sentence
		for i := t.last; i < x.Last; i++ {
			if d.Tokens[i].Head < 0 {
				return i
			}
		}
		return t.last
	}
	if isVerb(d.Tokens[before].Tag) {
		return before
	}
	behind := t.last
	for behind < x.Last-1 && d.Tokens[behind].Tag == "RB" {
		behind++
	}
	if tag := d.Tokens[behind].Tag; isVerb(tag) || tag == "MD" {
		for strings.HasPrefix(d.Tokens[behind].Rel, "aux") && d.Tokens[behind].Head >= 0 {
			behind = d.Tokens[behind].Head
		}
		return behind
	}
	for i := before; i >= 0; i = d.Tokens[i].Head {
		if isVerb(d.Tokens[i].Tag) {
			return i
		}
	}
	return before
}

// tagNumbers returns the numbers of the tags.
func tagNumbers(tags []string) map[string]uint8 {
	m := make(map[string]uint8, len(tags))
	for i, t := range tags {
		m[t] = uint8(i)
	}
	return m
}
