package when

import (
	"fmt"
	"strings"
	"time"

	"hearsay/graph"
)

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
	"mon": time.Monday, "tue": time.Tuesday, "tues": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"thur": time.Thursday, "thurs": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
	"september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}

// relative matches "last month", "this year", "earlier this week", "the past year",
// "next year", "last March".
func (f *finder) relative(i int) (match, bool) {
	k := i
	if w := f.word(i, k); w == "the" || w == "this" {
		if next := f.word(i, k+1); next == "past" || next == "previous" || next == "coming" || next == "following" && w == "this" {
			k++
		}
	}
	step := 0
	switch f.word(i, k) {
	case "last", "previous", "past":
		step = -1
	case "this", "current":
	case "next", "coming":
		step = 1
	default:
		return match{}, false
	}
	unit := f.word(i, k+1)
	if f.word(i, k) == "past" && unit == "year" && k > i {
		return match{k + 2, ""}, true // "the past year" runs over two
	}
	if m, ok := f.month(i, k+1); ok {
		return match{k + 2, f.namedMonth(m, step)}, true
	}
	t, ok := f.period(unit, step)
	if !ok {
		return match{}, false
	}
	return match{k + 2, t}, true
}

// namedMonth dates "last March": the nearest one before this month, this year's,
// or the nearest after.
func (f *finder) namedMonth(m time.Month, step int) graph.Time {
	if !f.anchor.hasMonth {
		return ""
	}
	y, now := f.anchor.day.Year(), f.anchor.day.Month()
	switch {
	case step < 0 && m >= now:
		y--
	case step > 0 && m <= now:
		y++
	}
	return graph.Time(fmt.Sprintf("%04d-%02d", y, m))
}

// period dates a calendar unit that lies step units from the day of publication.
func (f *finder) period(unit string, step int) (graph.Time, bool) {
	a := f.anchor
	switch unit {
	case "year":
		if !a.hasYear {
			return "", true
		}
		return graph.Time(fmt.Sprintf("%04d", a.day.Year()+step)), true
	case "month":
		if !a.hasMonth {
			return "", true
		}
		first := time.Date(a.day.Year(), a.day.Month(), 1, 0, 0, 0, 0, time.UTC)
		return graph.Time(first.AddDate(0, step, 0).Format("2006-01")), true
	case "week", "weekend":
		if !a.hasDay {
			return "", true
		}
		monday := a.day.AddDate(0, 0, -(int(a.day.Weekday())+6)%7+7*step)
		if unit == "weekend" {
			return cover(monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6)), true
		}
		return cover(monday, monday.AddDate(0, 0, 6)), true
	case "summer", "spring", "autumn", "fall":
		if !a.hasMonth {
			return "", true
		}
		return f.season(unit, step), true
	case "winter", "decade", "century":
		return "", true // they run over years
	}
	return "", false
}

// season dates "last summer" by the year that holds it.
func (f *finder) season(name string, step int) graph.Time {
	start := map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[name]
	y := f.anchor.day.Year()
	switch now := f.anchor.day.Month(); {
	case step < 0 && now <= start+2:
		y--
	case step > 0 && now >= start:
		y++
	}
	return graph.Time(fmt.Sprintf("%04d", y))
}

// ago matches "three days ago", "a year ago", "two months earlier" (the last only
// with "ago", as "earlier" counts from elsewhere).
func (f *finder) ago(i int) (match, bool) {
	w := f.word(i, i)
	n, ok := numbers[w]
	if !ok {
		if n, ok = number(w); !ok || n < 1 || n > 500 {
			return match{}, false
		}
	}
	unit := strings.TrimSuffix(f.word(i, i+1), "s")
	if f.word(i, i+2) != "ago" {
		return match{}, false
	}
	t, ok := f.back(n, unit)
	if !ok {
		return match{}, false
	}
	return match{i + 3, t}, true
}

// back dates what lies n units before the publication, at the precision of the unit.
func (f *finder) back(n int, unit string) (graph.Time, bool) {
	a := f.anchor
	switch unit {
	case "day":
		if !a.hasDay {
			return "", true
		}
		return graph.DateOf(a.day.AddDate(0, 0, -n)), true
	case "week":
		if !a.hasDay {
			return "", true
		}
		d := a.day.AddDate(0, 0, -7*n)
		return cover(d.AddDate(0, 0, -3), d.AddDate(0, 0, 3)), true
	case "month":
		if !a.hasMonth {
			return "", true
		}
		first := time.Date(a.day.Year(), a.day.Month(), 1, 0, 0, 0, 0, time.UTC)
		return graph.Time(first.AddDate(0, -n, 0).Format("2006-01")), true
	case "year":
		if !a.hasYear {
			return "", true
		}
		return graph.Time(fmt.Sprintf("%04d", a.day.Year()-n)), true
	case "decade":
		if !a.hasYear || n > 1 {
			return "", true
		}
		return graph.Time(fmt.Sprintf("%04d", a.day.Year()-10)), true
	case "hour", "minute":
		return "", true
	}
	return "", false
}

// tense tells whether a date lies before or after the publication.
type tense int

const (
	unknown tense = iota
	past
	future
)

// tense reads it from a word beside the date ("the upcoming May 3 vote"), else
// from the verb that governs it ("will meet on Monday"), else from the only verbs
// of the sentence.
func (f *finder) tense(first, last int) tense {
	for k := first - 1; k >= first-3 && k >= 0; k-- {
		switch f.word(first, k) {
		case "upcoming", "next", "coming":
			return future
		}
	}
	d := f.d
	if h := d.Tokens[last-1].Head; last < len(d.Tokens) && h >= last && h <= last+2 && strings.HasPrefix(d.Tokens[h].Tag, "NN") {
		return f.nounTense(first, h)
	}
	for i, steps := d.Tokens[last-1].Head, 0; i >= 0 && i < len(d.Tokens) && steps < 40; i, steps = d.Tokens[i].Head, steps+1 {
		if t := f.verbTense(i); t != unknown {
			return t
		}
		if d.Tokens[i].Head == i {
			break
		}
	}
	return unknown
}

// nounTense is tense for a date before the noun at h: what is set beforehand may lie
// ahead ("before the May 9 election"), what befalls lies behind ("the May 9 blast").
func (f *finder) nounTense(first, h int) tense {
	for k := first - 1; k >= first-3 && k >= 0; k-- {
		switch f.word(first, k) {
		case "before", "until", "ahead":
			return future
		}
	}
	if scheduled[strings.ToLower(f.d.Tokens[h].Lemma)] {
		return unknown
	}
	return past
}

var scheduled = map[string]bool{"election": true, "vote": true, "referendum": true, "summit": true, "debate": true, "primary": true,
	"meeting": true, "deadline": true, "talk": true, "conference": true, "hearing": true, "trial": true, "inauguration": true,
	"runoff": true, "poll": true, "ballot": true, "contest": true, "caucus": true, "visit": true, "launch": true}

// ahead are the verbs and adjectives whose infinitive lies in the future.
var ahead = map[string]bool{"plan": true, "hope": true, "expect": true, "schedule": true, "set": true, "due": true, "intend": true,
	"be": true, "agree": true, "want": true, "prepare": true, "vow": true, "promise": true, "propose": true}

// verbTense returns the tense of verb i by its tag and its auxiliaries; an
// infinitive lies ahead where its governor says so ("plans to meet Monday", not
// "was forced to leave on Monday").
func (f *finder) verbTense(i int) tense {
	d := f.d
	tag := d.Tokens[i].Tag
	if !strings.HasPrefix(tag, "VB") {
		return unknown
	}
	result := unknown
	if tag == "VBD" || tag == "VBN" {
		result = past
	}
	for k := i - 1; k >= 0 && k >= i-12; k-- {
		t := d.Tokens[k]
		if t.Head != i || t.Sent != d.Tokens[i].Sent {
			continue
		}
		switch w := d.Low(k); {
		case w == "will" || w == "'ll" || w == "’ll" || w == "shall" || w == "wo":
			return future
		case w == "to" && (tag == "VB" || tag == "VBN"):
			if h := d.Tokens[i].Head; h >= 0 && ahead[strings.ToLower(d.Tokens[h].Lemma)] {
				return future
			}
			if before := f.word(i, k-1); before == "is" || before == "are" {
				return future // "is to be held in May"
			}
		case w == "did" || w == "was" || w == "were" || w == "had" || w == "have" || w == "has":
			result = past
		}
	}
	return result
}
