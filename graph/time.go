package graph

import "time"

// Time is a point in time with its precision: an ISO 8601 date of reduced
// precision ("2020", "2020-09", "2020-09-25") or an RFC 3339 time in UTC
// ("2020-09-25T10:00:00Z"). The empty Time is unknown. Times order as strings.
type Time string

// Precision of a Time.
type Precision string

// The precisions, coarse to fine.
const (
	PrecisionYear   Precision = "YEAR"
	PrecisionMonth  Precision = "MONTH"
	PrecisionDay    Precision = "DAY"
	PrecisionSecond Precision = "SECOND"
)

var layouts = map[int]struct {
	layout string
	p      Precision
}{
	4:  {"2006", PrecisionYear},
	7:  {"2006-01", PrecisionMonth},
	10: {"2006-01-02", PrecisionDay},
	20: {"2006-01-02T15:04:05Z", PrecisionSecond},
}

// Precision returns how fine t is, and "" for an unknown or malformed Time.
func (t Time) Precision() Precision {
	if !t.Valid() {
		return ""
	}
	return layouts[len(t)].p
}

// Valid reports whether t is well formed and exists in the calendar; the empty
// Time is not valid.
func (t Time) Valid() bool {
	_, ok := t.Start()
	return ok
}

// Start returns the first instant of t in UTC; false where t is unknown or malformed.
func (t Time) Start() (time.Time, bool) {
	l, ok := layouts[len(t)]
	if !ok {
		return time.Time{}, false
	}
	s, err := time.Parse(l.layout, string(t))
	return s, err == nil
}

// Day cuts t to the precision of a day at most.
func (t Time) Day() Time {
	if len(t) > 10 {
		return t[:10]
	}
	return t
}

// Earliest returns the earlier of two times, the known one where the other is not.
func Earliest(a, b Time) Time {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// DateOf returns the day of x in UTC.
func DateOf(x time.Time) Time { return Time(x.UTC().Format("2006-01-02")) }

// InstantOf returns x in UTC to the second.
func InstantOf(x time.Time) Time { return Time(x.UTC().Format("2006-01-02T15:04:05Z")) }
