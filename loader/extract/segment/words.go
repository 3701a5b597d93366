package segment

import "strings"

// kind tells whether a sentence may end with an abbreviation.
type kind uint8

const (
	unknown  kind = iota
	title         // never: a name follows
	mayEnd        // perhaps: the next word decides
	numbered      // is one before a digit only
)

// abbreviations that keep their full stop.
var abbreviations = func() map[string]kind {
	m := map[string]kind{}
	for k, list := range [...]string{
		title: `mr mrs ms dr prof gen col lt sgt capt cmdr adm maj brig cpl pvt sen rep gov
		rev hon pres supt det insp mt ft messrs mme mlle fr hr msgr amb atty vs viz cf eg e.g i.e ie approx dept
		asst assoc esq spc pfc sr.lt sens reps govs gens profs drs`,
		mayEnd: `inc corp co ltd plc llc bros jr sr etc u.s u.k u.n e.u u.s.a d.c p.m a.m ph.d m.d b.a m.a
		b.sc m.sc l.a n.y calif fla tex mass conn ariz colo wash penn va md ga ill ind mich minn wis tenn ala
		ave blvd rd sq univ inst jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri
		u.s.s.r u.a.e al a.d b.c b.c.e c.e s.a n.v a.g g.m.b.h r.i.p q.c k.c m.p ed eds est st`,
		numbered: `no nos fig figs art arts sec secs vol vols pp p para ch eq op cit`,
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = kind(k)
		}
	}
	return m
}()

// starters are words that, capitalised after an abbreviation, open a sentence.
var starters = set(`the a an he she it they we i you this that these those there his her its their our my
		in on at for from but and or so if when while as after before since by with to of not no what who why how where
		however meanwhile also although though despite during under over some many most all both each another one two
		officials police now then still yet last earlier later according asked is are was were`, func(w string) string { return strings.ToUpper(w[:1]) + w[1:] })

// ambiguous are abbreviations that are words as well where they begin in lower case.
var ambiguous = set("jan mar sun wed ill mass wash ed", strings.ToLower)

// maxPrefix is the most bytes of the words of keepHyphen and of clipped ones.
const maxPrefix = 8

// keepHyphen holds prefixes and name particles after which a hyphen does not split.
var keepHyphen = set(`co re pre non anti post multi semi sub un mid ex pro e de inter intra counter ultra
		bi tri over under vice al el as az ad ash an ar at abd abu bin ben jean ki`, strings.ToLower)

func set(words string, spell func(string) string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[spell(w)] = true
	}
	return m
}
