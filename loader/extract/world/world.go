// Package world is what the extraction knows before it reads: countries with
// their names, demonyms and capitals, organizations of world news, offices and
// the descriptions that stand for their holders, nouns that denote people or
// organizations, and the usual gender of given names.
//
// The tables are embedded text, read once and never changed; LICENSE.md beside
// them names their sources.
package world

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed countries.tsv
var countriesText string

//go:embed organizations.tsv
var organizationsText string

//go:embed offices.txt
var officesText string

//go:embed words.txt
var wordsText string

//go:embed given.txt
var givenText string

//go:embed surnames.txt
var surnamesText string

//go:embed persons.txt
var personsText string

// Country is a state with the words that name it.
type Country struct {
	Code       string // ISO 3166-1 alpha-2
	Name       string
	Names      []string // further names
	Adjectives []string
	People     []string // nouns for one of its people
	Capitals   []string // and seats of government
}

// Organization is a well-known organization.
type Organization struct {
	Name    string
	Names   []string // further names
	Country string   // code of the country it belongs to, "" for none
	Place   bool     // the name is that of a building or place ("the Kremlin")
}

// Sense is how a word points at a country.
type Sense uint8

// The senses of words for countries, as bits.
const (
	SenseName      Sense = 1 << iota // Ruritania
	SenseAdjective                   // Ruritanian
	SensePeople                      // Ruritanians
	SenseCapital                     // its capital, which may stand for the government
)

// Gender is the grammatical gender by which English refers to a person.
type Gender uint8

// The genders; Unknown agrees with both.
const (
	Unknown Gender = iota
	Male
	Female
)

type ref struct {
	code  string
	sense Sense
}

type tables struct {
	countries map[string]*Country
	geo       map[string]ref
	orgs      map[string]*Organization
	longest   int           // words of the longest name of a country or organization
	begins    [1 << 12]bool // by begin: whether a name of a country or organization begins so
	lists     map[List]map[string]bool
	persons   map[string]bool
	given     map[string]Gender
	surnames  map[string]bool
	offices   []Office
	titles    map[string]int // title to office
}

var load = sync.OnceValue(func() *tables {
	t := &tables{countries: map[string]*Country{}, geo: map[string]ref{}, orgs: map[string]*Organization{},
		lists: map[List]map[string]bool{}, persons: map[string]bool{}, given: map[string]Gender{}, surnames: map[string]bool{}, titles: map[string]int{}}
	for c := range rows(countriesText) {
		t.country(c)
	}
	for c := range rows(organizationsText) {
		t.organization(c)
	}
	for _, w := range strings.Fields(personsText) {
		t.persons[w] = true
	}
	for _, w := range strings.Fields(surnamesText) {
		t.surnames[w] = true
	}
	t.words()
	t.givenNames()
	t.officeTable()
	return t
})

// rows yields the cells of each line that is not a comment, always four or more.
func rows(text string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			c := strings.Split(line, "\t")
			for len(c) < 6 {
				c = append(c, "")
			}
			if !yield(c) {
				return
			}
		}
	}
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

func (t *tables) country(c []string) {
	x := &Country{Code: c[0], Name: c[1], Names: list(c[2]), Adjectives: list(c[3]), Capitals: list(c[5])}
	switch c[4] {
	case "=":
		x.People = x.Adjectives
	case "":
		x.People = x.Adjectives
	default:
		x.People = list(c[4])
	}
	t.countries[x.Code] = x
	t.add(x.Name, x.Code, SenseName)
	for _, n := range x.Names {
		t.add(n, x.Code, SenseName)
	}
	for _, n := range x.Adjectives {
		t.add(n, x.Code, SenseAdjective)
	}
	for _, n := range x.People {
		t.add(n, x.Code, SensePeople)
		if c[4] != "=" && !strings.HasSuffix(n, "hmen") && !strings.HasSuffix(n, "hman") { // "Frenchmen"
			t.add(n+"s", x.Code, SensePeople)
		}
	}
	for _, n := range x.Capitals {
		t.add(n, x.Code, SenseCapital)
	}
}

// add enters a name under its key. The first country with a name keeps it; a
// country's own name goes before its capital of the same name.
func (t *tables) add(name, code string, s Sense) {
	k := key(name)
	r, ok := t.geo[k]
	if ok && r.code != code {
		return
	}
	t.geo[k] = ref{code, r.sense | s}
	t.note(k)
}

// note enters a key of a country or organization where mayKnow looks.
func (t *tables) note(k string) {
	t.longest = max(t.longest, strings.Count(k, " ")+1)
	if len(k) >= 3 {
		t.begins[begin(k)] = true
	}
}

// begin numbers the first three bytes of a name.
func begin(k string) uint32 {
	return (uint32(k[0])<<16 | uint32(k[1])<<8 | uint32(k[2])) * 0x9E3779B1 >> 20
}

// mayKnow reports whether a country or an organization may have the name, by its first
// letters. It is asked of every word with a capital and of all that begins with it.
func (t *tables) mayKnow(name string) bool {
	if len(name) < 3 || strings.EqualFold(name[:3], "the") {
		return true
	}
	for i := range 3 {
		if c := name[i] | 0x20; c < 'a' || c > 'z' {
			return true
		}
	}
	return t.begins[begin(name)] || t.begins[begin(string([]byte{name[0] &^ 0x20, name[1] | 0x20, name[2] | 0x20}))]
}

func (t *tables) organization(c []string) {
	x := &Organization{Name: c[0], Names: list(c[1]), Country: c[2], Place: c[3] == "M"}
	for _, n := range append([]string{x.Name}, x.Names...) {
		k := key(n)
		if _, ok := t.orgs[k]; !ok {
			t.orgs[k] = x
		}
		t.note(k)
	}
}

func (t *tables) givenNames() {
	g := Unknown
	for _, w := range strings.Fields(givenText) {
		switch w {
		case "[male]":
			g = Male
		case "[female]":
			g = Female
		case "[either]":
			g = Unknown
		default:
			t.given[w] = g
		}
	}
}

// key is how names are compared here: without stops, accents, a leading article
// and typographic apostrophes, in their own case, so that "US" is not "us".
func key(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "the "), "The ")
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c == '.' || c == '\n' {
			plain = false
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == '.' || unicode.Is(unicode.Mn, r):
		case r == '’':
			b.WriteByte('\'')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// MaxWords is the number of words of the longest name in the tables.
func MaxWords() int { return load().longest }

// ByCode returns the country with an ISO 3166-1 alpha-2 code.
func ByCode(code string) (*Country, bool) {
	c, ok := load().countries[code]
	return c, ok
}

// Geo tells which country a name, demonym or capital points at, and in which
// senses. The name is compared in its own case; a name all in capitals also in
// title case.
func Geo(name string) (code string, s Sense, ok bool) {
	t := load()
	if !t.mayKnow(name) {
		return "", 0, false
	}
	k := key(name)
	r, ok := t.geo[k]
	if !ok && len(k) > 4 && capitals(k) {
		r, ok = t.geo[titleCase(k)]
	}
	return r.code, r.sense, ok
}

// Org returns a well-known organization by one of its names.
func Org(name string) (*Organization, bool) {
	t := load()
	if !t.mayKnow(name) {
		return nil, false
	}
	k := key(name)
	o, ok := t.orgs[k]
	if !ok && len(k) > 5 && capitals(k) {
		o, ok = t.orgs[titleCase(k)]
	}
	return o, ok
}

// OrgNames yields the names of the well-known organizations that are not those of places.
func OrgNames(yield func(string) bool) {
	for c := range rows(organizationsText) {
		if c[3] == "M" {
			continue
		}
		for _, n := range append([]string{c[0]}, list(c[1])...) {
			if _, s, ok := Geo(n); ok && s != 0 {
				continue // Brussels
			}
			if !yield(n) {
				return
			}
		}
	}
}

// capitals reports whether s has no lower case.
func capitals(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return s == strings.ToUpper(s) // of letters beyond ASCII
}

func titleCase(s string) string {
	b := []byte(strings.ToLower(s))
	for i := range b {
		if (i == 0 || b[i-1] == ' ' || b[i-1] == '-') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// GivenName reports whether a word is a known given name, and its usual gender.
func GivenName(word string) (Gender, bool) {
	g, ok := load().given[strings.ToLower(word)]
	if !ok {
		g, ok = load().given[strings.ToLower(key(word))]
	}
	return g, ok
}

// Surname reports whether a word is a common surname.
func Surname(word string) bool { return load().surnames[strings.ToLower(word)] }
