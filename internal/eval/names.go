package eval

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Names of parties agree when, without case, accents, marks, articles, titles and
// middle initials, they are equal or one ends the other: "Meyer" = "Anna Meyer".

var (
	partyPronouns = wordSet(`i me my mine we us our ours you your yours he him his she her hers it its they them their
		theirs who whom whose which that this these those one himself herself itself themselves myself ourselves`)
	partyStop = wordSet(`of for from at in on with by to into about as and or & near under over after before during
		against among between including who whom whose which that`)
	nameTitles = wordSet(`mr mrs ms miss mx dr prof professor sir lord lady dame rev reverend president senator sen sec
		representative rep congressman congresswoman governor gov mayor secretary minister premier chancellor chairman
		chairwoman judge gen colonel col captain capt lieutenant lt sergeant sgt admiral adm prince princess queen pope
		ambassador speaker leader nominee candidate spokesman spokeswoman spokesperson director`)
	nameArticles  = wordSet(`the a an`)
	nameCompany   = wordSet(`inc corp co ltd llc plc`)
	generation    = wordSet(`jr sr ii iii iv`)
	familyFirst   = wordSet(`ban kim li moon park xi`) // "Kim" = "Kim Jong Un"
	abbreviations = wordSet(`mr mrs ms dr gov sen rep gen st jr sr inc co corp lt col sgt prof rev no vs`)
	nameAliases   = map[string]string{"US": "united states", "USA": "united states", "America": "united states",
		"UN": "united nations", "UK": "united kingdom", "Britain": "united kingdom", "EU": "european union",
		"GOP": "republican party"}
	dottedName = regexp.MustCompile(`\b[A-Za-z](?:\.[A-Za-z])+\b\.?`)
	longTitle  = regexp.MustCompile(`(?i)\b(?:secretary of (?:state|defen[cs]e|homeland security|the treasury)|secretary[- ]general|attorney general|chief justice)\b`)
	possessive = regexp.MustCompile(`['’]s\b|['’]`)
	nameWord   = regexp.MustCompile(`[\p{L}\p{N}]+`)
)

// nameKey returns the comparable words of a name, and those of them before the
// first preposition.
func nameKey(name string) (words, head []string) {
	s := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(name))
	s = dottedName.ReplaceAllStringFunc(s, func(m string) string { return strings.ToUpper(strings.ReplaceAll(m, ".", "")) })
	s = longTitle.ReplaceAllString(joinAmpersand(possessive.ReplaceAllString(s, "")), "secretary")
	for _, w := range nameWord.FindAllString(s, -1) {
		if a := nameAliases[w]; a != "" {
			w = a
		}
		words = append(words, strings.Fields(strings.ToLower(w))...)
	}
	for len(words) > 1 && nameArticles[words[0]] {
		words = words[1:]
	}
	for len(words) > 1 && nameCompany[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	n := len(words)
	for i, w := range words {
		if i > 0 && partyStop[w] {
			n = i
			break
		}
	}
	head, tail := words[:n], words[n:]
	for i := len(head) - 2; i >= 0; i-- {
		if nameTitles[head[i]] {
			head = head[i+1:]
			break
		}
	}
	var kept []string
	for i, w := range head {
		if len(w) > 1 || w[0] >= '0' && w[0] <= '9' || i == 0 || i == len(head)-1 {
			kept = append(kept, w)
		}
	}
	return slices.Concat(kept, tail), kept
}

// joinAmpersand drops an ampersand between letters ("AT&T").
func joinAmpersand(s string) string {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '&' && isWordRune(rune(s[i-1])) && isWordRune(rune(s[i+1])) {
			s = s[:i] + s[i+1:]
		}
	}
	return s
}

func namesAgree(a, b string) bool {
	aw, ah := nameKey(a)
	bw, bh := nameKey(b)
	if slices.Equal(aw, bw) {
		return len(aw) > 0
	}
	return ends(aw, bh) || ends(bw, ah)
}

// ends reports whether the words of short end long.
func ends(short, long []string) bool {
	if len(short) == 1 {
		if familyFirst[short[0]] && len(long) > 0 && long[0] == short[0] {
			return true
		}
		long = slices.DeleteFunc(slices.Clone(long), func(w string) bool { return generation[w] })
	}
	return len(short) > 0 && len(short) <= len(long) && slices.Equal(long[len(long)-len(short):], short)
}
