package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies maps how a news agency is written, in lower case, to its short name.
var agencies = map[string]string{
	"ap": "AP", "the ap": "AP", "associated press": "AP", "the associated press": "AP", "(ap)": "AP",
	"reuters": "Reuters", "thomson reuters": "Reuters", "reuters news": "Reuters",
	"afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
	"dpa": "dpa", "deutsche presse-agentur": "dpa", "upi": "UPI", "united press international": "UPI",
	"tass": "TASS", "itar-tass": "TASS", "ria novosti": "RIA Novosti", "ria": "RIA Novosti", "interfax": "Interfax", "sputnik": "Sputnik",
	"interfax-ukraine": "Interfax-Ukraine", "ukrinform": "Ukrinform", "xinhua": "Xinhua", "xinhua news agency": "Xinhua",
	"ani": "ANI", "pti": "PTI", "press trust of india": "PTI", "ians": "IANS", "kyodo": "Kyodo", "kyodo news": "Kyodo", "jiji": "Jiji",
	"jiji press": "Jiji", "yonhap": "Yonhap", "ansa": "ANSA", "efe": "EFE", "lusa": "Lusa", "apa": "APA", "pap": "PAP", "ntb": "NTB", "tt": "TT",
	"pa": "PA", "pa media": "PA", "press association": "PA", "aap": "AAP", "australian associated press": "AAP",
	"canadian press": "The Canadian Press", "the canadian press": "The Canadian Press", "cp": "The Canadian Press",
	"bloomberg": "Bloomberg", "bloomberg news": "Bloomberg", "anadolu": "Anadolu", "anadolu agency": "Anadolu", "aa": "Anadolu",
	"irna": "IRNA", "sana": "SANA", "wafa": "WAFA", "kcna": "KCNA", "cna": "CNA", "bernama": "Bernama", "antara": "Antara",
	"belta": "BelTA", "armenpress": "Armenpress", "agerpres": "Agerpres", "tanjug": "Tanjug", "sapa": "SAPA", "mena": "MENA",
	"thomson reuters foundation": "Thomson Reuters Foundation", "cns": "CNS", "dow jones": "Dow Jones", "dow jones newswires": "Dow Jones",
}

// agencyOf returns the short name of the agency that s names, "" if none.
func agencyOf(s string) string {
	s = strings.ToLower(strings.Trim(strings.TrimSpace(s), " .,/()[]|"))
	return agencies[s]
}

var (
	bylineLead = regexp.MustCompile(`^(?:(?i:by|written by|story by|reported by|reporting by|words by|author:|authors:|by:)\s+|BY\s+)`)
	bylineCut  = regexp.MustCompile(`(?i)\s+(?:for|of|from|with|in|at)\s+(?:the\s+)?|\s*[|/·•]\s*|\s+[-–—]\s+|\s*\(|\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*`)
	dropName   = regexp.MustCompile(`(?i)\b(?:staff|writers?|reporters?|correspondents?|editors?|bureau(?: chief)?|contributors?|columnist|analyst|desk|team|newsroom|agenc(?:y|ies)|press|news|times|post|daily|tribune|herald|journal|wire services?|service|published|updated|media|tv|radio|online|guest|special|min read)\b|@|https?:|\d`)
	particles  = map[string]bool{"de": true, "da": true, "di": true, "del": true, "der": true, "den": true, "van": true, "von": true, "la": true, "le": true,
		"al": true, "el": true, "bin": true, "ibn": true, "dos": true, "du": true, "ter": true, "ten": true, "y": true, "e": true}
)

// isByline reports whether a line is a byline: "By Jane Smith and John Doe for AFP".
func isByline(s string) bool {
	g := bylineLead.FindString(s)
	if g == "" || countWords(s) > 18 || len(s) > 200 {
		return false
	}
	names, agency := parseByline(s[len(g):])
	if len(names) == 0 && agency == "" {
		return false
	}
	return !endsSentence(s) || countWords(s) <= 6
}

var outletLine = regexp.MustCompile(`^(?:By|BY) (?:[Tt]he )?(?:\p{Lu}[\p{L}.'’-]*(?: (?:of|and|for|&))? ?){1,6}$`)

// isOutlet reports whether a line names an outlet as its own author: "By The Example
// Times", "By Example Times Staff".
func isOutlet(s string) bool { return outletLine.MatchString(s) && dropName.MatchString(s) }

// parseByline returns the names of people and the agency of a byline without its
// "By". Of "Jane Smith, Political Editor, for Reuters" the name is "Jane Smith".
func parseByline(s string) (names []string, agency string) {
	s = strings.TrimSpace(s)
	if g := bylineLead.FindString(s); g != "" {
		s = s[len(g):]
	}
	if a := agencyOf(s); a != "" {
		return nil, a
	}
	s, agency = cutAgency(s)
	outlet := false // what follows "for", "of", "from", "in" is no person
	at := 0
	for _, g := range append(bylineCut.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		part := strings.Trim(s[at:g[0]], " .()[]\t\n")
		if a := agencyOf(part); a != "" {
			if agency == "" {
				agency = a
			}
		} else if !outlet && isPersonName(part) {
			names = appendNew(names, part)
		}
		sep := strings.ToLower(strings.Trim(s[g[0]:g[1]], " "))
		sep, _, _ = strings.Cut(sep, " ")
		switch sep {
		case "for", "of", "from", "in", "at", "(":
			outlet = true
		case "and", "&", ";", ",", "with":
			outlet = false
		}
		at = g[1]
	}
	return names, agency
}

// cutAgency takes an agency off the end of a byline that has no mark before it:
// "ANN LEE Associated Press".
func cutAgency(s string) (rest, agency string) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, " Writer"), " Writers")
	words := strings.Fields(s)
	for n := min(3, len(words)-2); n > 0; n-- {
		if a := agencyOf(strings.Join(words[len(words)-n:], " ")); a != "" {
			rest := strings.Join(words[:len(words)-n], " ")
			for _, w := range []string{" for", " of", " the", " for the", " with"} {
				rest = strings.TrimSuffix(rest, w)
			}
			return rest, a
		}
	}
	return s, ""
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// isPersonName reports whether s can be the name of a person: two to five words
// that begin with capitals, no word of an office or outlet among them.
func isPersonName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 5 || dropName.MatchString(s) {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(r) || i > 0 && particles[strings.ToLower(w)] || strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’") {
			continue
		}
		return false
	}
	return true
}

func (m *meta) setByline(s string) {
	names, agency := parseByline(s)
	for _, n := range names {
		m.byline = appendNew(m.byline, n)
	}
	if m.agency == "" {
		m.agency = agency
	}
}

// A dateline: places, perhaps a date, an agency in brackets or between slashes,
// and a dash or stop: "KYIV, Ukraine, Sept. 3 (AP) — ", "MOSCOW, May 4. /TASS/. ",
// "(Reuters) - ", "LONDON — ".
var (
	placeWord   = `\p{Lu}[\p{L}'’.-]*(?: [\p{Lu}(][\p{L}'’.)-]*){0,4}`
	monthWord   = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`
	dayOfMonth  = `(?:` + monthWord + ` \d{1,2}|\d{1,2} ` + monthWord + `|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:,? \d{4})?`
	datelinePut = regexp.MustCompile(`^(?:` + placeWord + `(?:/` + placeWord + `){0,3}(?:, ` + placeWord + `){0,2})?(?:(?:^|,? )` + dayOfMonth + `)?$`)
	datelineDay = regexp.MustCompile(dayOfMonth + `$`)
	agencyMark  = regexp.MustCompile(`^([^()\[\]]{0,120}?) ?(?:\(([\p{L}][\p{L} .-]{1,40})\)|/([\p{Lu}][\p{L}. -]{1,30})/)\s*(?:[-–—―−]{1,2}|[.:])?\s*`)
	dashMark    = regexp.MustCompile(`^([^-–—―−]{3,60}?(?:-[^-–—―− ][^-–—―−]{0,30}?)?)(?: [-–—―−]{1,2} |\s?[–—―]\s?| -- |--)`)
	stopMark    = regexp.MustCompile(`^([^.]{3,60}?(?:\. )?\d{1,2}(?:, \d{4})?)\. `)
)

// unknownAgency tells an agency that is not in the list by its name: "OSTBY (Fjord
// News Agency) — ". What stands in brackets behind an abbreviation is none.
var unknownAgency = regexp.MustCompile(`(?i)\b(?:wire|news|newswire|press|agency|media)\b`)

// maxDateline is how many bytes of a paragraph its dateline may take.
const maxDateline = 160

// dateline finds the dateline at the head of a paragraph: place and date, agency,
// and the number of bytes that it takes; n is 0 where there is none.
func dateline(s string) (where, agency string, n int) {
	head := s[:min(len(s), maxDateline)]
	if g := agencyMark.FindStringSubmatchIndex(head); g != nil {
		name := ""
		for _, k := range []int{4, 6} {
			if g[k] >= 0 {
				name = head[g[k]:g[k+1]]
			}
		}
		where = strings.Trim(head[:g[3]], " .,")
		if agency = agencyOf(name); agency == "" && unknownAgency.MatchString(name) && allCaps(where) {
			agency = name
		}
		dated := allCaps(where) && datelineDay.MatchString(where) // by the paper itself: "LONDON, Sept 25 (Herald) - "
		if (agency != "" || dated) && datelinePut.MatchString(where) && marked(head[:g[1]], where) {
			return where, agency, g[1]
		}
		return "", "", 0
	}
	if g := dashMark.FindStringSubmatchIndex(head); g != nil {
		where = strings.Trim(head[:g[3]], " .,")
		dated := datelineDay.MatchString(where) && strings.Contains(where, ",")
		if datelinePut.MatchString(where) && (allCaps(where) || dated) {
			return where, "", g[1]
		}
	}
	if g := stopMark.FindStringSubmatchIndex(head); g != nil {
		if where = strings.Trim(head[:g[3]], " ,"); datelinePut.MatchString(where) && datelineDay.MatchString(where) && allCaps(where) {
			return where, "", g[1]
		}
	}
	return "", "", 0
}

// marked reports whether what stands before the text looks like a dateline and not
// like the begin of a sentence: it ends with a mark, or its place is in capitals.
func marked(head, where string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(head))
	return strings.ContainsRune("-–—―−.:", last) || allCaps(where)
}

// allCaps reports whether the first place of a dateline is in capitals: "KYIV, Ukraine".
func allCaps(s string) bool {
	first, _, _ := strings.Cut(s, ",")
	letters := 0
	for _, r := range first {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 3
}
