package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// match is what a rule found: the tokens up to last and the date; the date is
// empty where the words are a date that cannot be resolved.
type match struct {
	last int
	time graph.Time
}

type finder struct {
	d      *extract.Document
	words  []string // of the tokens, in lower case without a final stop
	anchor anchor
}

// match tries the rules at token i, the longest first.
func (f *finder) match(i int) (match, bool) {
	for _, rule := range []func(int) (match, bool){f.full, f.ago, f.relative, f.weekday, f.day, f.year} {
		if m, ok := rule(i); ok {
			return m, true
		}
	}
	return match{}, false
}

// word returns token i in lower case without a final stop, "" past the end of the
// sentence of token from.
func (f *finder) word(from, i int) string {
	if i < 0 || i >= len(f.d.Tokens) || f.d.Tokens[i].Sent != f.d.Tokens[from].Sent {
		return ""
	}
	return f.words[i]
}

// plain returns the tokens as word gives them.
func plain(d *extract.Document) []string {
	out := make([]string, len(d.Tokens))
	for i := range out {
		if out[i] = d.Low(i); len(out[i]) > 1 {
			out[i] = strings.TrimSuffix(out[i], ".")
		}
	}
	return out
}

// number reads a number without a sign.
func number(w string) (int, bool) {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0, false // nearly all words: no error to be made
	}
	n, err := strconv.Atoi(w)
	return n, err == nil
}

// full matches a date with a month: "March 3, 2019", "3 March 2019", "Monday, 3
// March", "March 2019", "the 3rd of March", "Mar. 3", and "2019-03-03".
func (f *finder) full(i int) (match, bool) {
	w := f.word(i, i)
	if t := graph.Time(w); len(w) == 10 && t.Valid() {
		return match{i + 1, t}, true
	}
	if w == "9/11" {
		return match{i + 1, "2001-09-11"}, true
	}
	k := i
	if _, ok := weekdays[w]; ok {
		k++
		for f.word(i, k) == "," || f.word(i, k) == "the" {
			k++
		}
	} else if w == "the" {
		k++
	}
	month, day, k, ok := f.monthDay(i, k)
	if !ok {
		return match{}, false
	}
	last, year := k, 0
	if f.word(i, k) == "," && day > 0 {
		k++
	}
	if y, ok := f.yearAt(i, k); ok {
		year, last = y, k+1
	}
	return match{last, f.resolveMonth(i, last, year, month, day)}, true
}

// monthDay reads month and day in either order at k; the day is 0 where the month
// stands alone.
func (f *finder) monthDay(i, k int) (month time.Month, day, next int, ok bool) {
	if d, isDay := dayNumber(f.word(i, k)); isDay {
		next = k + 1
		if f.word(i, next) == "of" {
			next++
		}
		if m, isMonth := f.month(i, next); isMonth {
			return m, d, next + 1, true
		}
		return 0, 0, 0, false
	}
	if k != i && f.word(i, i) == "the" {
		return 0, 0, 0, false // "the March hares"
	}
	m, isMonth := f.month(i, k)
	if !isMonth {
		return 0, 0, 0, false
	}
	next = k + 1
	if f.word(i, next) == "." {
		next++ // a stop that the tokenizer left by itself
	}
	if d, isDay := dayNumber(f.word(i, next)); isDay {
		return m, d, next + 1, true
	}
	if _, hasYear := f.yearAt(i, next); !hasYear && !f.monthAlone(i, k) {
		return 0, 0, 0, false
	}
	return m, 0, k + 1, true
}

// month reads the name of a month with its capital.
func (f *finder) month(from, i int) (time.Month, bool) {
	m, ok := months[f.word(from, i)]
	if !ok {
		return 0, false
	}
	c := f.d.Form(i)[0]
	return m, c >= 'A' && c <= 'Z'
}

// monthAlone reports whether the word for a month that no number follows is meant
// as one: "in May", not "May argued" or "a March on the capital".
func (f *finder) monthAlone(from, i int) bool {
	w := f.word(from, i)
	if len(w) < 4 && w != "may" {
		return false // "Mar" and "Sept" need a number
	}
	switch f.word(from, i-1) {
	case "in", "since", "until", "till", "by", "of", "during", "from", "last", "next", "this", "early", "late", "mid", "for", "and", "to", "before", "after":
	default:
		return false
	}
	if w != "may" && w != "march" && w != "august" {
		return true
	}
	// "before May resigned" and "for March Madness" name something else.
	tag := ""
	if i+1 < len(f.d.Tokens) {
		tag = f.d.Tokens[i+1].Tag
	}
	return !strings.HasPrefix(tag, "VB") && tag != "MD" && !strings.HasPrefix(tag, "NNP")
}

// resolveMonth dates a month, or a day of it, that may lack its year.
func (f *finder) resolveMonth(i, last, year int, m time.Month, day int) graph.Time {
	if year == 0 && m == time.September && day == 11 && f.attacks(i, last) {
		year = 2001 // that day is named without its year to this day
	}
	if year == 0 {
		if !f.anchor.hasMonth {
			return ""
		}
		year = f.yearOf(i, last, m, day)
	}
	if day == 0 {
		return graph.Time(fmt.Sprintf("%04d-%02d", year, m))
	}
	t := graph.Time(fmt.Sprintf("%04d-%02d-%02d", year, m, day))
	if !t.Valid() {
		return "" // 30 February
	}
	return t
}

// attacks reports whether the words behind a date speak of attacks.
func (f *finder) attacks(from, k int) bool {
	for n := k; n < k+3; n++ {
		switch f.word(from, n) {
		case "attack", "attacks", "terror", "terrorist", "hijackers", "hijackings":
			return true
		}
	}
	return false
}

// yearOf chooses the year of a month without one: the last that is past, the next
// that is to come, or, where the words do not tell, the nearest.
func (f *finder) yearOf(i, last int, m time.Month, day int) int {
	pub := f.anchor.day
	exact := day > 0 && f.anchor.hasDay
	at := func(y int) time.Time {
		if exact {
			return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
		}
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	}
	now := pub
	if !exact {
		now = time.Date(pub.Year(), pub.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	y := pub.Year()
	switch f.tense(i, last) {
	case future:
		if at(y).Before(now) {
			y++
		}
	case past:
		if at(y).After(now) {
			y--
		}
	default:
		if at(y).Sub(now) > 200*24*time.Hour {
			y--
		}
	}
	return y
}

// weekday matches the name of a day: "on Tuesday", "last Tuesday".
func (f *finder) weekday(i int) (match, bool) {
	k, shift := i, f.word(i, i)
	switch shift {
	case "last", "next", "this", "past":
		k++
	default:
		shift = ""
	}
	wd, ok := weekdays[f.word(i, k)]
	if !ok || len(f.word(i, k)) < 4 {
		return match{}, false // "Sat" and "Sun" are words
	}
	switch f.word(i, i-1) {
	case "a", "every", "each", "any":
		return match{k + 1, ""}, true // "on a Monday": a habit
	}
	if n := k + 1; f.word(i, n) != "" && f.d.Tokens[n].Tag == "NNP" && len(f.word(i, n)) > 2 && months[f.word(i, n)] == 0 && f.d.Tokens[k].Head == n {
		return match{k + 1, ""}, true // "Sunday Herald"
	}
	if !f.anchor.hasDay {
		return match{k + 1, ""}, true
	}
	pub := f.anchor.day
	back := (int(pub.Weekday()) - int(wd) + 7) % 7 // days since the last such day
	ahead := (7 - back) % 7
	switch {
	case shift == "last" || shift == "past":
		if back == 0 {
			back = 7
		}
	case shift == "next":
		if ahead == 0 {
			ahead = 7
		}
		back = -ahead
	case f.tense(i, k+1) == future || shift == "this" && f.tense(i, k+1) != past:
		back = -ahead
	}
	return match{k + 1, graph.DateOf(pub.AddDate(0, 0, -back))}, true
}

// day matches "today", "yesterday", "tomorrow", "last night", "this morning".
func (f *finder) day(i int) (match, bool) {
	shift, n := 0, 1
	switch w, next := f.word(i, i), f.word(i, i+1); {
	case w == "today" || w == "tonight":
	case w == "yesterday":
		shift = -1
	case w == "tomorrow":
		shift = 1
	case w == "last" && next == "night":
		shift, n = -1, 2
	case w == "this" && (next == "morning" || next == "afternoon" || next == "evening"):
		n = 2
	default:
		return match{}, false
	}
	if (f.word(i, i) == "today" || f.word(i, i) == "tomorrow") && f.word(i, i+1) == "'s" {
		return match{i + 1, ""}, true // "today's world": the present, not a day
	}
	if !f.anchor.hasDay {
		return match{i + n, ""}, true
	}
	return match{i + n, graph.DateOf(f.anchor.day.AddDate(0, 0, shift))}, true
}

// year matches a year that stands alone: "in 2016", "the 2019 flood".
func (f *finder) year(i int) (match, bool) {
	y, ok := f.yearAt(i, i)
	if !ok {
		return match{}, false
	}
	return match{i + 1, graph.Time(fmt.Sprintf("%04d", y))}, true
}

// yearAt reads a year: four digits that count nothing ("1500 soldiers", "$2000").
func (f *finder) yearAt(from, i int) (int, bool) {
	w := f.word(from, i)
	if len(w) != 4 {
		return 0, false
	}
	y, ok := number(w)
	if !ok || y < 1500 || y > 2100 {
		return 0, false
	}
	switch f.word(from, i-1) {
	case "$", "€", "£", "#", "no", "about", "nearly", "almost", "over", "than", "least", "exactly", "some", "room", "article", "section":
		return 0, false
	}
	switch f.word(from, i+1) {
	case "%", "percent", "km", "miles", "metres", "meters", "feet", "euros", "dollars", "pounds", "people", "years", "year", "times", "hours", "days", "million":
		return 0, false
	}
	if i+1 < len(f.d.Tokens) && f.word(from, i+1) != "" {
		// "2000 workers" and "1709 pupils" count, "1984 elections" do not.
		next := f.d.Tokens[i+1]
		if (y%100 == 0 || y < 1900) && next.Tag == "NNS" {
			return 0, false
		}
	}
	return y, true
}

// dayNumber reads the day of a month: "3", "3rd", "31".
func dayNumber(w string) (int, bool) {
	for _, s := range []string{"st", "nd", "rd", "th"} {
		if strings.HasSuffix(w, s) {
			w = strings.TrimSuffix(w, s)
			break
		}
	}
	if len(w) == 0 || len(w) > 2 || w[0] == '0' && len(w) == 1 {
		return 0, false
	}
	n, ok := number(w)
	return n, ok && n >= 1 && n <= 31
}
