package world

import "strings"

// List names a list of words.
type List string

// The lists of words.
const (
	OrganizationNouns List = "organization" // ministry, company
	GroupNouns        List = "group"        // team, family
	CountryNouns      List = "country"      // country, kingdom
	GovernmentNouns   List = "government"   // government, regime
	ManNouns          List = "man"          // father, spokesman
	WomanNouns        List = "woman"        // mother, spokeswoman
	Titles            List = "title"        // Mr, Sen, President
	CityNouns         List = "city"         // what a city has and a state has not: mayor, airport
	LocativeWords     List = "locative"     // in, near
	MotionVerbs       List = "motion"       // fly, arrive
	CompanySuffixes   List = "suffix"       // Inc, Ltd
	MediaWords        List = "media"        // last words of names of newspapers: Times
	PartyFollowers    List = "party"        // republicans
	PartyWords        List = "partyword"    // adjectives of parties
	SpeechNouns       List = "speech"       // accusation, denial
	MaleTitles        List = "honorific-male"
	FemaleTitles      List = "honorific-female"
)

func (t *tables) words() {
	var at map[string]bool
	for line := range strings.Lines(wordsText) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			at = map[string]bool{}
			t.lists[List(strings.Trim(line, "[]"))] = at
		default:
			for _, w := range strings.Fields(line) {
				at[w] = true
			}
		}
	}
}

// In reports whether the list holds the word, which is a lemma in lower case.
func In(l List, word string) bool { return load().lists[l][word] }

// Person reports whether the noun, a lemma in lower case, denotes a person.
func Person(lemma string) bool { return load().persons[lemma] }

// NounGender returns the gender that a person noun tells.
func NounGender(lemma string) Gender {
	switch {
	case In(ManNouns, lemma):
		return Male
	case In(WomanNouns, lemma):
		return Female
	}
	return Unknown
}

// TitleGender returns the gender that a title before a name tells ("Mrs.", "King").
func TitleGender(word string) Gender {
	w := strings.ToLower(strings.TrimSuffix(word, "."))
	switch {
	case In(MaleTitles, w):
		return Male
	case In(FemaleTitles, w):
		return Female
	}
	return Unknown
}

// Office is a public office.
type Office struct {
	Key          string
	Head         bool     // it leads its country
	Titles       []string // "foreign minister"
	Descriptions []string // that may stand for its holder: "top diplomat"
}

func (t *tables) officeTable() {
	for line := range strings.Lines(officesText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, _ := strings.Cut(line, ":")
		titles, descriptions, _ := strings.Cut(rest, "|")
		name, mark, _ := strings.Cut(head, " ")
		o := Office{Key: name, Head: mark == "head", Titles: commas(titles), Descriptions: commas(descriptions)}
		t.offices = append(t.offices, o)
		for _, x := range o.Titles {
			if _, ok := t.titles[x]; !ok {
				t.titles[x] = len(t.offices) - 1
			}
		}
	}
}

func commas(s string) (out []string) {
	for _, x := range strings.Split(s, ",") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

// OfficeOf returns the office that a title in lower case names, read from its
// end: "former deputy foreign minister" is not one, "russian foreign minister" is.
func OfficeOf(title string) (*Office, bool) {
	t := load()
	w := strings.Fields(title)
	for _, x := range w {
		if x == "deputy" || x == "assistant" || x == "vice" && !strings.Contains(title, "vice president") {
			return nil, false
		}
	}
	for i := range w {
		if k, ok := t.titles[strings.Join(w[i:], " ")]; ok {
			return &t.offices[k], true
		}
	}
	return nil, false
}

// Describes reports whether a description in lower case, such as "top diplomat",
// may stand for the holder of the office.
func (o *Office) Describes(description string) bool {
	for _, l := range [][]string{o.Descriptions, o.Titles} {
		for _, x := range l {
			if x == description {
				return true
			}
		}
	}
	return false
}
