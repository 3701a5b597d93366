package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hearsay/graph"
)

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

// zones are the offsets of time zone names, in hours from UTC.
var zones = map[string]int{"utc": 0, "gmt": 0, "z": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
	"est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

var (
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-(\d{2}))?$`)
	isoTime   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$`)
	monthDay  = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	dayMonth  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]+(\d{4})\b`)
	dotted    = regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`)
	slashed   = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{4})\b`)
	isoInside = regexp.MustCompile(`\b(\d{4})[-/](\d{2})[-/](\d{2})\b`)
	clock     = regexp.MustCompile(`(?i)\b(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?\s*\(?(utc|gmt|bst|cest|cet|eest|eet|msk|est|edt|cst|cdt|mst|mdt|pst|pdt|[+-]\d{2}:?\d{2})\b`)
	dateWords = regexp.MustCompile(`(?i)^(?:published|updated|last updated|posted|first published|publication date|date|created|modified|issued|on|at|by|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|am|pm|a\.?m\.?|p\.?m\.?|et|utc|gmt|bst|cest|cet|eest|eet|msk|est|edt|cst|cdt|mst|mdt|pst|pdt|ist|time|local|hours?|ago|z|of|the|min|read|minutes?|\d+)$`)
)

// parseTime reads a date in one of the forms that news sites use. A clock time
// counts only with its zone; without one the day is all that is known. ok is false
// where s holds no date of the calendar, and where day and month may be swapped.
func parseTime(s string) (graph.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 200 {
		return "", false
	}
	if g := isoDate.FindStringSubmatch(s); g != nil {
		return valid(graph.Time(s))
	}
	if g := isoTime.FindStringSubmatch(s); g != nil {
		return isoInstant(g)
	}
	y, m, d, ok := dateIn(s)
	if !ok {
		return "", false
	}
	day, ok := valid(graph.Time(fmt.Sprintf("%04d-%02d-%02d", y, m, d)))
	if !ok {
		return "", false
	}
	if g := clock.FindStringSubmatch(s); g != nil {
		return instant(day, g)
	}
	return day, true
}

func valid(t graph.Time) (graph.Time, bool) {
	if x, ok := t.Start(); !ok || x.Year() < 1600 || x.Year() > 2200 {
		return "", false
	}
	return t, true
}

// dateIn finds the first date in s.
func dateIn(s string) (y, m, d int, ok bool) {
	if g := monthDay.FindStringSubmatch(s); g != nil {
		return atoi(g[3]), months[strings.ToLower(g[1])], atoi(g[2]), true
	}
	if g := dayMonth.FindStringSubmatch(s); g != nil {
		return atoi(g[3]), months[strings.ToLower(g[2])], atoi(g[1]), true
	}
	if g := isoInside.FindStringSubmatch(s); g != nil {
		return atoi(g[1]), atoi(g[2]), atoi(g[3]), true
	}
	if g := dotted.FindStringSubmatch(s); g != nil {
		return atoi(g[3]), atoi(g[2]), atoi(g[1]), true
	}
	if g := slashed.FindStringSubmatch(s); g != nil {
		a, b := atoi(g[1]), atoi(g[2])
		switch {
		case a > 12 || a == b:
			return atoi(g[3]), b, a, true
		case b > 12:
			return atoi(g[3]), a, b, true
		}
	}
	return 0, 0, 0, false
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func isoInstant(g []string) (graph.Time, bool) {
	day, ok := valid(graph.Time(g[1] + "-" + g[2] + "-" + g[3]))
	if !ok || g[7] == "" {
		return day, ok
	}
	return at(day, atoi(g[4]), atoi(g[5]), atoi(g[6]), offset(g[7]))
}

// instant adds the clock time of a match of clock to a day.
func instant(day graph.Time, g []string) (graph.Time, bool) {
	h := atoi(g[1])
	switch p := strings.ToLower(g[4]); {
	case strings.HasPrefix(p, "p") && h < 12:
		h += 12
	case strings.HasPrefix(p, "a") && h == 12:
		h = 0
	}
	return at(day, h, atoi(g[2]), atoi(g[3]), offset(g[5]))
}

func at(day graph.Time, h, min, sec int, off time.Duration) (graph.Time, bool) {
	x, ok := day.Start()
	if !ok || h > 23 || min > 59 || sec > 60 {
		return day, ok
	}
	return valid(graph.InstantOf(x.Add(time.Duration(h)*time.Hour + time.Duration(min)*time.Minute + time.Duration(sec)*time.Second - off)))
}

// offset reads a zone name or "+02:00".
func offset(s string) time.Duration {
	if h, ok := zones[strings.ToLower(s)]; ok {
		return time.Duration(h) * time.Hour
	}
	s = strings.ReplaceAll(s, ":", "")
	if len(s) != 5 {
		return 0
	}
	d := time.Duration(atoi(s[1:3]))*time.Hour + time.Duration(atoi(s[3:5]))*time.Minute
	if s[0] == '-' {
		d = -d
	}
	return d
}

// isDateLine reports whether a line is a date and nothing else but words that go
// with one: "Published: Friday, September 25, 2020 at 10:30 a.m. EDT".
func isDateLine(s string) bool {
	if len(s) > 120 {
		return false
	}
	if _, ok := parseTime(s); !ok {
		return false
	}
	for _, re := range []*regexp.Regexp{isoTime, clock, monthDay, dayMonth, isoInside, dotted, slashed} {
		s = re.ReplaceAllString(s, " ")
	}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t,:;|/·•-–—()*_", r) }) {
		if !dateWords.MatchString(strings.TrimSuffix(w, ".")) && !dateWords.MatchString(w) {
			return false
		}
	}
	return true
}

func (m *meta) setPublished(s string) {
	if m.published != "" || strings.TrimSpace(s) == "" {
		return
	}
	if t, ok := parseTime(s); ok {
		m.published = t
	} else {
		m.badDate = s
	}
}
