package article

import (
	"testing"

	"hearsay/graph"
)

func TestParseTime(t *testing.T) {
	tests := []struct {
		in       string
		want     graph.Time
		dateLine bool // the line says nothing else
	}{
		{"September 25, 2020", "2020-09-25", true},
		{"Thursday, June 6, 2024", "2024-06-06", true},
		{"Sept. 3rd 2020", "2020-09-03", true},
		{"25 September 2020", "2020-09-25", true},
		{"Tue 3rd of May, 2022", "2022-05-03", true},
		{"Published: Friday, May 3, 2024 at 10:30 a.m. EDT", "2024-05-03T14:30:00Z", true},
		{"May 3, 2024 12:15 AM GMT", "2024-05-03T00:15:00Z", true},
		{"May 3, 2024 10:30", "2024-05-03", true}, // no zone: the day is known, the hour is not
		{"2024-05-03", "2024-05-03", true},
		{"2024-05", "2024-05", true},
		{"2024-05-03T23:30:00-05:00", "2024-05-04T04:30:00Z", true},
		{"2024-05-03T10:30:00.123Z", "2024-05-03T10:30:00Z", true},
		{"2024-05-03T10:30:00", "2024-05-03", true},
		{"2024-05-03 10:30:00 +0200", "2024-05-03T08:30:00Z", true},
		{"03.05.2024", "2024-05-03", true},
		{"25/12/2024", "2024-12-25", true},
		{"12/25/2024", "2024-12-25", true},
		{"3/4/2024", "", false}, // March or April
		{"February 29, 2023", "", false},
		{"Year 10000", "", false},
		{"yesterday", "", false},
		{"0000-01-01", "", false},
		{"The talks of May 3, 2024 failed.", "2024-05-03", false},
		{"Updated May 3, 2024 | 4 min read", "2024-05-03", true},
	}
	for _, c := range tests {
		got, ok := parseTime(c.in)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("parseTime(%q) = %q, %v; want %q", c.in, got, ok, c.want)
		}
		if isDateLine(c.in) != c.dateLine {
			t.Errorf("isDateLine(%q) = %v", c.in, !c.dateLine)
		}
	}
}

func TestCanonical(t *testing.T) {
	tests := []struct{ in, want, domain string }{
		{"HTTPS://User:pw@WWW.Example.org:443/a/B?utm_source=x&id=3&fbclid=q#top", "https://www.example.org/a/B?id=3", "example.org"},
		{"http://example.org", "http://example.org/", "example.org"},
		{"//example.org/x?", "https://example.org/x", "example.org"},
		{"https://example.org:8080/x", "https://example.org:8080/x", "example.org"},
		{"https://127.0.0.1/x", "https://127.0.0.1/x", ""},
		{"ftp://example.org/x", "", ""},
		{"javascript:alert(1)", "", ""},
		{"/path/only", "", ""},
		{"https://", "", ""},
	}
	for _, c := range tests {
		got, ok := canonical(c.in)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("canonical(%q) = %q, %v; want %q", c.in, got, ok, c.want)
		}
		if d := domain(got); d != c.domain {
			t.Errorf("domain(%q) = %q, want %q", got, d, c.domain)
		}
	}
}

func TestByline(t *testing.T) {
	tests := []struct {
		in     string
		names  string // joined by "; "
		agency string
		ok     bool
	}{
		{"By Ann Lee", "Ann Lee", "", true},
		{"By Ann Lee and Sam de Hill", "Ann Lee; Sam de Hill", "", true},
		{"By ANN LEE Associated Press", "ANN LEE", "AP", true},
		{"By Ann Lee, Associated Press", "Ann Lee", "AP", true},
		{"By Ann Lee | Reuters", "Ann Lee", "Reuters", true},
		{"By Ann Lee for AFP", "Ann Lee", "AFP", true},
		{"By AFP", "", "AFP", true},
		{"By Ann Lee of The Example Times", "Ann Lee", "", true},
		{"By Ann Lee, Sam Hill & Jo Day", "Ann Lee; Sam Hill; Jo Day", "", true},
		{"by the end of the day", "", "", false},
		{"By Friday, the ministry had given in to the demands of the union.", "", "", false},
		{"By Order", "", "", false},
	}
	for _, c := range tests {
		if isByline(c.in) != c.ok {
			t.Errorf("isByline(%q) = %v", c.in, !c.ok)
			continue
		}
		if !c.ok {
			continue
		}
		names, agency := parseByline(c.in)
		if got := join(names); got != c.names || agency != c.agency {
			t.Errorf("parseByline(%q) = %q, %q", c.in, got, agency)
		}
	}
}

func join(list []string) (s string) {
	for i, x := range list {
		if i > 0 {
			s += "; "
		}
		s += x
	}
	return s
}
