package coref

import (
	"slices"
	"strconv"

	"hearsay/graph"
	"hearsay/loader/extract"
	"hearsay/loader/extract/world"
)

var kinds = map[class]graph.EntityKind{person: graph.KindPerson, country: graph.KindCountry,
	organization: graph.KindOrganization, group: graph.KindGroup}

// output writes the mentions and chains into the document.
func (r *resolver) output() {
	chainOf := make([]int, len(r.ents))
	byID := map[string]int{}
	var chains []extract.Chain
	count := map[string]int{}
	for _, e := range r.order() {
		x := &r.ents[e]
		c := r.chain(x)
		id := c.EntityID
		if x.desc != "" && x.name == "" && x.key == "" { // "a man" and another "a man" are two
			k := string(c.Kind) + graph.Fold(c.Name)
			if count[k]++; count[k] > 1 {
				id = graph.UnnamedID(r.d.Article.ID, c.Kind, c.Name+" "+strconv.Itoa(count[k]))
			}
		}
		if k, ok := byID[id]; ok {
			chainOf[e] = k
			chains[k].Aliases = append(chains[k].Aliases, c.Aliases...)
			continue
		}
		c.EntityID = id
		byID[id], chainOf[e] = len(chains), len(chains)
		chains = append(chains, c)
	}
	r.d.Mentions = make([]extract.Mention, len(r.ms))
	for i := range r.ms {
		m := &r.ms[i]
		y := extract.Mention{First: m.first, Last: m.last, Head: m.head, Kind: m.kind, Chain: -1}
		if m.ent >= 0 {
			y.Chain = chainOf[m.ent]
			chains[y.Chain].Mentions = append(chains[y.Chain].Mentions, i)
		}
		r.d.Mentions[i] = y
	}
	for e := range r.ents {
		x := &r.ents[e]
		if len(x.mentions) == 0 {
			continue
		}
		c := &chains[chainOf[e]]
		for _, o := range x.roles {
			c.Roles = append(c.Roles, extract.Role{Title: o.title, Holder: r.holder(o, chainOf), Span: o.span})
		}
	}
	for k := range chains {
		slices.Sort(chains[k].Aliases)
		chains[k].Aliases = slices.Compact(chains[k].Aliases)
	}
	r.d.Chains = chains
}

// order lists the entities that have a mention, in the order of the text, then
// the countries that only a demonym names.
func (r *resolver) order() []int {
	var out, silent []int
	for e := range r.ents {
		x := &r.ents[e]
		slices.Sort(x.mentions)
		switch {
		case len(x.mentions) > 0:
			out = append(out, e)
		case x.class == country:
			silent = append(silent, e)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return r.ents[a].mentions[0] - r.ents[b].mentions[0] })
	slices.SortStableFunc(silent, func(a, b int) int {
		if r.ents[a].country < r.ents[b].country {
			return -1
		}
		return 1
	})
	return append(out, silent...)
}

func (r *resolver) chain(x *entity) extract.Chain {
	c := extract.Chain{Kind: kinds[x.class], Name: x.name, Country: x.country}
	switch {
	case x.class == country:
		y, _ := world.ByCode(x.country)
		c.Name = y.Name
		c.EntityID = graph.EntityID(c.Kind, x.country)
	case x.name == "":
		c.Name, c.Unnamed = x.desc, true
		c.EntityID = graph.UnnamedID(r.d.Article.ID, c.Kind, c.Name)
	default:
		c.EntityID = graph.EntityID(c.Kind, graph.Fold(c.Name))
	}
	for _, i := range x.mentions {
		if m := &r.ms[i]; m.kind == graph.MentionName {
			c.Aliases = append(c.Aliases, r.text(m.core0, m.core1))
		}
	}
	return c
}

// holder is the chain of the organization or country in which a role is held.
func (r *resolver) holder(o role, chainOf []int) int {
	if o.holder >= 0 {
		if e := r.ms[o.holder].ent; e >= 0 && (r.ents[e].class == organization || r.ents[e].class == country) {
			return chainOf[e]
		}
	}
	if e, ok := r.byCode[o.country]; ok && o.country != "" {
		return chainOf[e]
	}
	return -1
}
