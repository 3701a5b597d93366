package link

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

// entityTable keeps one entity for each ID, in the order of arrival.
type entityTable struct {
	order []string
	byID  map[string]*graph.Entity
}

func newEntityTable() *entityTable { return &entityTable{byID: map[string]*graph.Entity{}} }

// add enters an entity or joins what it says to the one with its ID.
func (t *entityTable) add(e graph.Entity) {
	old, ok := t.byID[e.ID]
	if !ok {
		t.order = append(t.order, e.ID)
		t.byID[e.ID] = &e
		return
	}
	old.Aliases = append(old.Aliases, e.Aliases...)
	if e.Name != old.Name {
		old.Aliases = append(old.Aliases, e.Name)
		old.Name = max(old.Name, e.Name)
	}
	old.Country = max(old.Country, e.Country)
}

// list returns the entities with their aliases sorted, each once, the name left out.
func (t *entityTable) list() []graph.Entity {
	out := make([]graph.Entity, 0, len(t.order))
	for _, id := range t.order {
		e := *t.byID[id]
		e.Aliases = slices.DeleteFunc(slices.Clone(e.Aliases), func(a string) bool { return a == "" || a == e.Name })
		slices.Sort(e.Aliases)
		e.Aliases = slices.Compact(e.Aliases)
		out = append(out, e)
	}
	return out
}

// entities enters the chains that the record shows: all with a name, and of the
// unnamed those that reports refer to.
func (l *linker) entities() {
	used := map[int]bool{}
	for _, r := range l.d.Reports {
		for _, list := range [][]int{r.SourceChains, r.TargetChains, r.AddresseeChains} {
			for _, c := range list {
				used[c] = true
			}
		}
	}
	for n, c := range l.d.Chains {
		if used[n] || !c.Unnamed {
			l.chain(n)
		}
	}
	for n, c := range l.d.Chains {
		if l.shown(n) {
			l.rolesOf(n, c)
		}
	}
}

// shown reports whether the entity of chain n is in the record.
func (l *linker) shown(n int) bool {
	return n >= 0 && n < len(l.d.Chains) && l.ents.byID[l.idOf(n)] != nil
}

// idOf returns the entity ID of a chain; "" where it cannot be an entity.
func (l *linker) idOf(n int) string {
	if n < 0 || n >= len(l.d.Chains) {
		return ""
	}
	c := &l.d.Chains[n]
	switch {
	case c.EntityID != "":
		return c.EntityID
	case graph.Fold(c.Name) == "":
		return ""
	case c.Unnamed:
		return graph.UnnamedID(l.article, c.Kind, c.Name)
	case c.Kind == graph.KindCountry && c.Country != "":
		return graph.EntityID(c.Kind, c.Country)
	default:
		return graph.EntityID(c.Kind, graph.Fold(c.Name))
	}
}

// chain enters chain n and its mentions.
func (l *linker) chain(n int) {
	c := l.d.Chains[n]
	id := l.idOf(n)
	if id == "" || c.Name == "" {
		return
	}
	l.ents.add(graph.Entity{ID: id, Kind: c.Kind, Name: c.Name, Unnamed: c.Unnamed, Country: c.Country, Aliases: slices.Clone(c.Aliases)})
	for _, k := range c.Mentions {
		m := l.d.Mentions[k]
		l.mention(id, m.Kind, l.d.Span(m.First, m.Last))
	}
}

func (l *linker) mention(id string, kind graph.MentionKind, span graph.Span) {
	m := graph.Mention{ArticleID: l.article, EntityID: id, Kind: kind, Span: span}
	m.ID = graph.MentionID(&m)
	l.mentions = append(l.mentions, m)
}

// rolesOf enters the offices of a person.
func (l *linker) rolesOf(n int, c extract.Chain) {
	if c.Kind != graph.KindPerson {
		return
	}
	for _, role := range c.Roles {
		r := graph.Role{PersonID: l.idOf(n), Title: role.Title, ArticleID: l.article, Span: role.Span}
		if l.shown(role.Holder) {
			r.HolderID = l.idOf(role.Holder)
		}
		r.ID = graph.RoleID(&r)
		l.roles = append(l.roles, r)
	}
}

// actors returns the entities of a part of a report, sorted: those of its chains;
// where coreference made none, an unnamed entity for the words themselves, so that
// a source that the article names is never lost. A pronoun that refers to nobody
// known stays nobody; a thing may be a source ("the report") but nothing else.
func (l *linker) actors(chains []int, spans []graph.Span, source bool) []string {
	var out []string
	for _, n := range chains {
		if l.shown(n) {
			out = append(out, l.idOf(n))
		}
	}
	if len(out) == 0 {
		if id := l.described(spans, source); id != "" {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// described makes an unnamed entity from the words of the spans.
func (l *linker) described(spans []graph.Span, source bool) string {
	tokens := l.core(l.tokensOf(spans))
	head := l.head(tokens)
	if head < 0 {
		return ""
	}
	span := l.d.Span(tokens[0], tokens[len(tokens)-1]+1)
	if id := l.bySurname(head); id != "" {
		l.mention(id, graph.MentionName, span)
		return id
	}
	kind := l.kindOf(head)
	if kind == "" && source && strings.HasPrefix(l.d.Tokens[head].Tag, "NN") {
		kind = graph.KindOrganization // a report, a paper, a court
	}
	if kind == "" {
		return ""
	}
	words := strings.Fields(span.Of(l.d.Text))
	if len(words) > 1 && l.d.Tokens[tokens[0]].Tag == "DT" {
		words = words[1:]
	}
	name := strings.Join(words, " ")
	id := graph.UnnamedID(l.article, kind, name)
	l.ents.add(graph.Entity{ID: id, Kind: kind, Name: name, Unnamed: true})
	l.mention(id, graph.MentionNominal, span)
	return id
}

// core returns the tokens up to the first clause or mark behind a noun: of "Moor, who
// lost the vote," the name.
func (l *linker) core(tokens []int) []int {
	for n, i := range tokens {
		if n == 0 || i == tokens[n-1]+1 && !strings.HasPrefix(l.d.Tokens[i].Tag, "W") && !strings.HasPrefix(l.d.Tokens[i-1].Tag, "NN") {
			continue
		}
		if tag := l.d.Tokens[i].Tag; i != tokens[n-1]+1 || strings.HasPrefix(tag, "W") || tag == "VBN" || tag == "VBG" || l.d.Form(i) == "," {
			return tokens[:n]
		}
	}
	return tokens
}

// bySurname returns the only person of the article whose surname token i is.
func (l *linker) bySurname(i int) (id string) {
	if c := l.d.Form(i)[0]; c >= 'a' && c <= 'z' {
		return ""
	}
	form := graph.Fold(l.d.Form(i))
	for n, c := range l.d.Chains {
		w := graph.Words(c.Name)
		if c.Kind != graph.KindPerson || c.Unnamed || len(w) < 2 || w[len(w)-1] != form || !l.shown(n) || l.idOf(n) == id {
			continue
		}
		if id != "" {
			return "" // two of one surname
		}
		id = l.idOf(n)
	}
	return id
}

// kindOf returns what sort of actor the noun at token i denotes, "" for a thing.
func (l *linker) kindOf(i int) graph.EntityKind {
	t := l.d.Tokens[i]
	lemma := strings.ToLower(t.Lemma)
	switch {
	case !strings.HasPrefix(t.Tag, "NN"):
		return ""
	case world.Person(lemma) && (t.Tag == "NNS" || t.Tag == "NNPS"):
		return graph.KindGroup
	case world.Person(lemma):
		return graph.KindPerson
	case world.In(world.OrganizationNouns, lemma) || world.In(world.GovernmentNouns, lemma):
		return graph.KindOrganization
	case world.In(world.GroupNouns, lemma) || world.In(world.CountryNouns, lemma) || lemma == "people":
		return graph.KindGroup
	}
	return ""
}

// head returns the token whose head lies outside of the tokens, -1 if there is none.
func (l *linker) head(tokens []int) int {
	in := map[int]bool{}
	for _, i := range tokens {
		in[i] = true
	}
	for _, i := range tokens {
		if h := l.d.Tokens[i].Head; !in[h] && l.d.Tokens[i].Rel != "punct" {
			return i
		}
	}
	return -1
}
