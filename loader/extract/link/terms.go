package link

import (
	"slices"
	"strings"

	"hearsay/graph"
)

// stop are lemmas that carry no content of their own.
var stop = words(`be have do say tell get go make take come will would can could shall should may might must need let
	thing way one ones other others such same own more most much many few several lot some any all each every no not
	very also just only even still again once now then there here too so as than that this these those it its
	mr mrs ms dr`)

// reporting are nouns and verbs for what is said; alone they say nothing of what
// it is about ("the accusation", "such statements").
var reporting = words(`accusation allegation charge claim statement report suggestion assertion remark comment criticism
	complaint story rumour rumor insinuation talk word notion idea argument theory finding lawsuit suit
	accuse allege say tell state claim suggest assert report describe repeat repeatedly
	basis ground grain shred evidence truth proof fact foundation substance merit false untrue baseless groundless unfounded
	wrong ridiculous absurd nonsense lie fake fabrication fiction untruth true correct accurate
	deny denial reject rejection dismiss refute categorically strongly flatly completely totally absolutely
	wrongdoing involvement role responsibility guilt blame part link connection knowledge guilty innocent responsible
	involve happen exist never various numerous previous former latest`)

// light are the verbs and nouns that only carry another noun: to wage a war, mount
// a campaign, make an attempt. What is waged is the content ("a smear campaign",
// "a smear war").
var light = words(`wage mount launch unleash run conduct lead carry perform pursue start begin continue engage try seek
	attempt use stage commit plot plan undertake organize orchestrate
	campaign war effort attempt drive operation action act activity move plan scheme practice attack offensive
	massive huge large major big vast new old great serious so-called alleged past recent year month week day time innocence innocent guilty wrongdoing`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// terms returns the sorted content words of the tokens by which claims are
// compared. A mention of a named referent counts as its name, so that a country and
// its capital meet; pronouns without a known referent and dates do not count.
func (l *linker) terms(tokens []int) []string {
	var out []string
	named := map[int]bool{}
	for _, i := range tokens {
		if name, whole := l.referent(i); name != "" {
			if !named[l.refAt[i]] {
				named[l.refAt[i]] = true
				out = append(out, name)
			}
			if whole {
				continue
			}
		}
		if l.inDate[i] && !isYear(l.d.Form(i)) {
			continue
		}
		out = append(out, l.contentWords(i)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// referent returns the folded name of what the mention around token i stands for,
// and whether the token is no more than a part of that mention: its words up to
// the head are, a clause behind the head ("the man who sold the ships") is not.
func (l *linker) referent(i int) (name string, whole bool) {
	n := l.refAt[i]
	if n < 0 {
		return "", false
	}
	m := l.d.Mentions[n]
	if m.Chain < 0 || i > m.Head && m.Kind != graph.MentionName {
		return "", false
	}
	c := l.d.Chains[m.Chain]
	if c.Unnamed || m.Kind == graph.MentionPronoun && firstPerson[l.d.Low(i)] {
		return "", false
	}
	return l.nameTerms[m.Chain], true
}

var firstPerson = words("i we you me us my our your mine ours yours myself ourselves")

// contentWords returns the folded lemma of token i where it carries content.
func (l *linker) contentWords(i int) []string {
	t := l.d.Tokens[i]
	if !strings.HasPrefix(t.Tag, "NN") && !strings.HasPrefix(t.Tag, "VB") && !strings.HasPrefix(t.Tag, "JJ") && t.Tag != "CD" {
		return nil
	}
	if strings.HasPrefix(t.Rel, "aux") || t.Rel == "cop" {
		return nil
	}
	lemma := t.Lemma
	if lemma == "" {
		lemma = l.d.Form(i)
	}
	return slices.DeleteFunc(graph.Words(lemma), func(w string) bool { return stop[w] })
}

func isYear(w string) bool {
	return len(w) == 4 && strings.Trim(w, "0123456789") == ""
}

// topics returns what the content is about, for comparing claims within one
// article: the families of its words without those that only report or carry, and
// without the names of the parties.
func (l *linker) topics(tokens []int, parties []int) []string {
	skip := map[string]bool{}
	for _, n := range parties {
		if n < 0 || n >= len(l.d.Chains) {
			continue
		}
		c := &l.d.Chains[n]
		skip[nameTerm(c.Name)] = true
		for _, name := range l.states[c.Country] {
			skip[name] = true
		}
	}
	var out []string
	for _, w := range l.terms(tokens) {
		if !skip[w] && !reporting[w] && !light[w] && !isYear(w) {
			out = append(out, family(w))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// nameTerm is the term for a name.
func nameTerm(name string) string { return strings.ReplaceAll(graph.Fold(name), " ", "_") }

// families are words for one sort of deed, so that "meddling" meets "interfered"
// and "tampered".
var families = func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(`interfere meddle interference meddling manipulate manipulation tamper rig rigging sway influence undermine disrupt disruption sabotage intervene intervention subvert subversion destabilize
kill murder assassinate killing assassination slaughter execute slay
steal theft rob robbery loot embezzle embezzlement stolen plunder
hack hacking hacker cyberattack phishing breach intrusion
lie mislead deceive misleading dishonest falsehood deception misrepresent liar
disinformation misinformation propaganda
bribe bribery kickback corruption corrupt graft
fraud cheat cheating swindle defraud fraudulent
spy espionage spying wiretap surveillance eavesdrop
torture mistreat abuse ill-treatment beating
rape assault molest harass harassment grope
imprison detain jail imprisonment detention captive
poison poisoning novichok toxin
bomb shell bombing shelling airstrike bombard bombardment
threaten intimidate intimidation threat blackmail extort extortion coerce
vote election poll ballot electoral`, "\n") {
		ws := strings.Fields(line)
		for _, w := range ws {
			m[w] = ws[0]
		}
	}
	return m
}()

// family maps a word to its sort of deed, or to its stem, under which the noun and
// the verb of one root meet ("expulsion", "expel" do not; "poisoning", "poison" do).
func family(w string) string {
	if f, ok := families[w]; ok {
		return f
	}
	s := stem(w)
	if f, ok := families[s]; ok {
		return f
	}
	return s
}

// stem takes off the endings of nouns made from verbs.
func stem(w string) string {
	for _, end := range []string{"ization", "ation", "ition", "ment", "ance", "ence", "ing", "ion", "ate", "ize", "er", "or", "ed", "al", "e", "y"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 4 {
			return s
		}
	}
	return w
}
