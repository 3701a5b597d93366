package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines that belong to the page, not to the article.
var (
	// "Related article: Ministers meet in Oslo"
	furnitureLabel = regexp.MustCompile(`(?i)^(?:related(?: (?:article|articles|story|stories|news|coverage|content|links?|topics?|video))?|` +
		`read(?: more| also| next| the full (?:story|article)(?: here)?)?|also read|see also|see more|more on this(?: story)?|more from [\w .]{1,40}|` +
		`recommended(?: for you)?|watch(?: now| live)?|listen(?: now)?|don'?t miss|original url|original article|original link|source url|permalink|short ?link|` +
		`url|link|tags?|topics?|keywords|filed under|categor(?:y|ies)|share(?: this(?: article| story)?)?|contact us|download|video|gallery|in pictures|photos)\s*[:|»>→]`)
	// "Read more", "Advertisement", "Share this article": the whole line
	furnitureLine = regexp.MustCompile(`(?i)^(?:related(?: (?:article|articles|story|stories|news|coverage|content|links|topics))?|read more|read also|read next|read full (?:story|article)|see also|` +
		`advertisement|advertising|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?|sponsored(?: content)?|promoted(?: content)?|` +
		`continue reading(?: the main story)?|skip advertisement|skip to (?:main )?content|load(?:ing)?(?: more)?\.{0,3}|show (?:more|all|less)|view (?:more|all)(?: comments)?|back to top|` +
		`share|share this(?: article| story| page)?|share on (?:facebook|twitter|x|whatsapp|linkedin|telegram)|facebook|twitter|whatsapp|linkedin|telegram|reddit|email|e-mail|print|copy link|link copied!?|tweet|` +
		`comments?|leave a comment|post a comment|\d+ comments?|\d+ shares?|\d+ min(?:ute)?s? read|sign in|log in|register|subscribe(?: now)?|most read|most popular|trending(?: now)?|latest news|top stories|more stories|` +
		`getty images?|file photo|file|image|photo|video|listen|listen to (?:this )?article|listen to story|save|save article|menu|image \d+ of ?/? ?\d+|search|home|news|world|original url|original article)[.!]?$`)
	// "Sign up for our daily newsletter and …"
	furnitureCall = regexp.MustCompile(`(?i)^(?:sign up (?:here|to|for|now)\b|subscribe (?:to|now|here|for)\b|follow (?:us|him|her|them|me|@\w+|[\w ]{1,30}) on (?:twitter|x|facebook|instagram|telegram|social|youtube|whatsapp)|` +
		`click here\b|download (?:our|the) .{0,30}\bapp\b|get (?:our|the) .{0,40}\bnewsletter|join (?:our|us on) .{0,30}(?:newsletter|telegram|whatsapp|channel)|like us on\b|` +
		`(?:this|the) (?:article|story|report|material|content) (?:was|is|has been) (?:originally |first )?(?:published|produced|provided|posted|syndicated|auto-generated|generated)\b|` +
		`support (?:our|independent) journalism|donate (?:now|today|to)\b|please (?:enable|turn on) javascript|enable javascript|you can unsubscribe|by (?:signing up|subscribing|clicking|continuing)\b|` +
		`we use cookies|dear readers?\b|a message from (?:the )?\p{Lu}|your support\b|this (?:web)?site uses cookies|already a subscriber|to continue reading|(?:got|have) a (?:news )?tip\?|send (?:us )?(?:your )?tips|do you have a story)`)
	// "© 2024 The Example Times. All rights reserved."
	furnitureRights = regexp.MustCompile(`(?i)^(?:©|\(c\) ?\d|copyright\b)|all rights reserved\.?$|^our standards: |the thomson reuters trust principles|may not be (?:published|reproduced|republished), `)
	// "(Reporting by Ann Lee in Oslo; Editing by Sam Hill)"
	wireTail = regexp.MustCompile(`^(?i)[\(\[—–-]{0,2}\s*(?:(?:additional |with )?(?:reporting|writing|compiled)(?: and (?:writing|editing|reporting))? by|edited by|editing by|production by|graphics? by)\b`)
	notPunct = regexp.MustCompile(`[\pL\pN]`)
)

// isFurniture reports whether a block of text is furniture by its words.
func isFurniture(s string) bool {
	if !notPunct.MatchString(s) {
		return true
	}
	n := countWords(s)
	switch {
	case n <= 40 && furnitureLabel.MatchString(s), n <= 6 && furnitureLine.MatchString(s),
		n <= 60 && furnitureCall.MatchString(s), n <= 60 && furnitureRights.MatchString(s):
		return true
	}
	return n <= 60 && wireTail.MatchString(s)
}

var (
	bracketCredit = regexp.MustCompile(`(?i)\s*[(\[](?:(?:ap|reuters|afp|epa|getty|upi|file)?\s*(?:photo|image|picture|video|file|photograph|credit|courtesy)\b[^()\[\]]{0,120}|[^()\[\]]{0,80}(?:/ ?(?:ap|afp|reuters|getty(?: images)?|epa|tass|xinhua|pool|shutterstock|bloomberg))\b[^()\[\]]{0,60}|(?:ap|afp|reuters|getty images|epa)/[^()\[\]]{0,80})[)\]]\.?$`)
	labelCredit   = regexp.MustCompile(`(?i)(?:^|[.!?…"”’)]\s+|\s+[|–—-]\s*)(?:(?:file )?(?:photo(?:graph)?|image|picture|pic|illustration|credit|video)s?(?: (?:credit|by|courtesy of|courtesy))?\s*[:/©]|photo(?:graph)? by|photo courtesy|image by|©|courtesy of)\s*[^.!?]{1,90}\.?$`)
	slashCredit   = regexp.MustCompile(`(?:^|[.!?…"”’)]\s+)((?:REUTERS|AP|AFP|EPA|TASS|[A-Z][\pL.' -]{1,50})\s?/\s?[\pL][\pL.' /-]{1,60})$`)
	gluedCredit   = regexp.MustCompile(`[\pL.)”"](?:Photo(?:graph)?|Image|Picture|Illustration)?\s?Credits?:\s?[^.!?]{1,90}\.?$`)
	wordCredit    = regexp.MustCompile(`[\pL\d)”"]\s((?:Image|Photo|Picture|Credit)s?: [^.!?:]{1,60}\.?)$`)
	plainSite     = regexp.MustCompile(`[.!?…"”’)]\s+([\pL\d-]+(?:\.[\pL\d-]+)*\.(?:ru|com|org|net|gov|de|uk|eu|info|example))$`)
	siteCredit    = regexp.MustCompile(`^[\pL\d-]+(?:\.[\pL\d-]+)*\.[a-z]{2,6}$`)
)

// maxCredit is how far from the end of a block its credit may begin, in bytes.
const maxCredit = 240

// credit returns where the credit that ends a caption begins, -1 if there is none.
func credit(b block) int {
	from := max(0, len(b.text.s)-maxCredit)
	for from > 0 && !utf8.RuneStart(b.text.s[from]) {
		from--
	}
	if i := creditIn(b.text.s[from:], from == 0); i >= 0 {
		return from + i
	}
	return tailCredit(b)
}

// creditIn looks for a credit in the last bytes of a block; whole tells whether
// they are all of it.
func creditIn(s string, whole bool) int {
	if !strings.ContainsAny(s, "([/:©") && endsSentence(s) && !strings.Contains(s, "hoto") && !strings.Contains(s, "mage by") && !strings.Contains(s, "ourtesy") {
		return -1 // no credit does without one of these, and most paragraphs have none
	}
	if g := bracketCredit.FindStringIndex(s); g != nil {
		return g[0]
	}
	if g := labelCredit.FindStringIndex(s); g != nil && len(s)-g[0] < 120 && (whole || g[0] > 0) {
		return g[0] + leadMark(s[g[0]:])
	}
	if g := gluedCredit.FindStringIndex(s); g != nil {
		_, w := utf8.DecodeRuneInString(s[g[0]:])
		return g[0] + w
	}
	for _, re := range []*regexp.Regexp{plainSite, wordCredit} {
		if g := re.FindStringSubmatchIndex(s); g != nil {
			return g[2]
		}
	}
	if g := slashCredit.FindStringSubmatchIndex(s); g != nil && knownCredit(s[g[2]:]) && (whole || g[0] > 0) {
		return g[2]
	}
	return -1
}

// tailCredit tells a credit by its emphasis behind the last sentence: "The minister
// in May. **Example.org**"
func tailCredit(b block) int {
	s, t := b.text.s, b.tail
	if t == "" || countWords(t) > 6 || !strings.HasSuffix(s, t) || endsSentence(t) {
		return -1
	}
	head := strings.TrimSpace(s[:len(s)-len(t)])
	if head != "" && endsSentence(head) || siteCredit.MatchString(t) || knownCredit(t) && (head == "" || strings.Contains(t, "/")) {
		return len(s) - len(t)
	}
	return -1
}

// leadMark returns how many bytes of s end the sentence before the credit.
func leadMark(s string) int {
	r, w := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(".!?…\"”’)", r) {
		return w
	}
	return 0
}

// knownCredit reports whether s names an agency or a picture library.
func knownCredit(s string) bool {
	if siteCredit.MatchString(s) {
		return true
	}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch w {
		case "AP", "AFP", "Reuters", "REUTERS", "EPA", "TASS", "Getty", "Pool", "POOL", "Xinhua", "Shutterstock", "dpa", "Bloomberg", "Alamy", "Sputnik", "Handout", "Imago":
			return true
		}
	}
	return false
}

// splitCredit drops the credit of a caption; ok tells whether there was one.
func splitCredit(b block) (mapped, bool) {
	i := credit(b)
	if i < 0 {
		return b.text, false
	}
	return b.text.cut(0, len(strings.TrimRight(b.text.s[:i], " \t|–—-"))).trim(), true
}

// isSubhead reports whether a block may be a subhead: short, not a sentence.
func isSubhead(s string) bool {
	if countWords(s) > 12 || endsSentence(s) || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«("))
	return unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r)
}
