package link

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// sides returns the entities for which the source of report i may answer: itself,
// the country it belongs to with its named organs, the holders of its offices.
func (l *linker) sides(i int) []string {
	clients := append(l.clients(l.d.Reports[i].Source), l.cleared(i)...)
	out := slices.Clone(l.items[i].claim.SourceIDs)
	for _, n := range l.d.Reports[i].SourceChains {
		if n < 0 || n >= len(l.d.Chains) {
			continue
		}
		c := &l.d.Chains[n]
		for _, role := range c.Roles {
			if l.shown(role.Holder) {
				out = append(out, l.idOf(role.Holder))
			}
		}
		clients = append(clients, l.principals(n)...)
		out = append(out, l.longer(n, l.d.Reports[i].Source)...)
		if c.Country == "" || c.Unnamed && c.Kind == graph.KindPerson || c.Kind == graph.KindPerson && len(c.Roles) == 0 {
			continue
		}
		out = append(out, l.ofState(c.Country, c.Kind != graph.KindOrganization)...)
	}
	return append(append(out, clients...), l.statesOf(clients)...)
}

// cleared returns whom denial i calls innocent: it answers for them.
func (l *linker) cleared(i int) (out []string) {
	r := &l.d.Reports[i]
	if r.Act != graph.ActDeny || !r.Implicit || !slices.ContainsFunc(l.items[i].tokens, func(t int) bool { return l.low(t) == "innocent" || l.low(t) == "guilty" }) {
		return nil
	}
	for _, t := range l.items[i].tokens {
		if n := l.d.ChainAt(t); n >= 0 && l.shown(n) && strings.HasPrefix(l.d.Tokens[t].Rel, "nsubj") {
			out = append(out, l.idOf(n))
		}
	}
	return out
}

// longer returns the one organization of which a source bears the first or last word
// alone: "the Church" of the Church of the Rising Sun.
func (l *linker) longer(n int, source []graph.Span) (out []string) {
	c := &l.d.Chains[n]
	name := strings.TrimPrefix(graph.Fold(c.Name), "the ")
	the := len(source) == 1 && strings.HasPrefix(graph.Fold(source[0].Of(l.d.Text)), "the ")
	if c.Kind == graph.KindPerson && !the || c.Kind == graph.KindCountry || name == "" || strings.ContainsRune(name, ' ') {
		return nil
	}
	for k := range l.d.Chains {
		o := &l.d.Chains[k]
		long := strings.TrimPrefix(graph.Fold(o.Name), "the ")
		if k != n && o.Kind == graph.KindOrganization && !o.Unnamed && l.shown(k) && (strings.HasPrefix(long, name+" ") || strings.HasSuffix(long, " "+name)) {
			out = append(out, l.idOf(k))
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// principals returns for whom a described source speaks ("the lawyer of Ada Moor",
// "a spokesman for the ministry"), and the office holders of an organization.
func (l *linker) principals(n int) (out []string) {
	c := &l.d.Chains[n]
	whom := ""
	if head, rest, ok := strings.Cut(graph.Fold(c.Name), " of "); ok && c.Unnamed && mouthpiece[lastWord(head)] {
		whom = rest
	} else if head, rest, ok := strings.Cut(graph.Fold(c.Name), " for "); ok && c.Unnamed && mouthpiece[lastWord(head)] {
		whom = rest
	}
	whom = strings.TrimPrefix(whom, "the ")
	for k := range l.d.Chains {
		o := &l.d.Chains[k]
		speaks := whom != "" && !o.Unnamed && graph.Fold(strings.TrimPrefix(o.Name, "the ")) == whom
		holds := c.Kind == graph.KindOrganization && !c.Unnamed && o.Kind == graph.KindPerson &&
			slices.ContainsFunc(o.Roles, func(r extract.Role) bool { return r.Holder == n })
		if (speaks || holds) && k != n && l.shown(k) {
			out = append(out, l.idOf(k))
		}
	}
	return out
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// mouthpiece are those who answer for another.
var mouthpiece = words(`spokesman spokeswoman spokesperson lawyer lawyers attorney attorneys counsel campaign office
	representative representatives aide aides team`)

// servants reports whether a description is of people who serve a state, for whom
// the state answers: "Sylvanian agents".
func servants(name string) bool {
	ws := graph.Words(name)
	return len(ws) > 0 && service[ws[len(ws)-1]]
}

var service = words(`agents officials officers forces troops soldiers spies operatives diplomats authorities police
	military army navy leaders ministers services guards hackers pilots`)

// clients returns for whom a source speaks that is described by whose it is: "His
// lawyer, Ada Moor".
func (l *linker) clients(source []graph.Span) (out []string) {
	for _, t := range l.tokensOf(source) {
		if !mouthpiece[l.d.Tokens[t].Lemma] {
			continue
		}
		for _, k := range l.kids[t] {
			if c := l.d.ChainAt(k); l.d.Tokens[k].Rel == "nmod:poss" && c >= 0 && l.shown(c) {
				out = append(out, l.idOf(c))
			}
		}
	}
	return out
}

// statesOf returns those for whom the states among the entities answer besides.
func (l *linker) statesOf(ids []string) (out []string) {
	for n := range l.d.Chains {
		c := &l.d.Chains[n]
		if c.Kind == graph.KindCountry && c.Country != "" && slices.Contains(ids, l.idOf(n)) {
			out = append(out, l.ofState(c.Country, true)...)
		}
	}
	return out
}

// ofState returns the people in the service of a state and, where all is asked, its
// organizations besides.
func (l *linker) ofState(country string, all bool) (out []string) {
	for k := range l.d.Chains {
		o := &l.d.Chains[k]
		if o.Country != country {
			continue
		}
		if o.Unnamed && o.Kind == graph.KindGroup && servants(o.Name) && l.shown(k) ||
			!o.Unnamed && (o.Kind == graph.KindCountry || o.Kind == graph.KindOrganization && all) {
			out = append(out, l.idOf(k))
		}
	}
	return out
}
