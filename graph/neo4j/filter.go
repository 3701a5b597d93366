package neo4j

import (
	"fmt"
	"strings"

	"hearsay/graph"
)

// selection is the part of a query that finds nodes: where to begin, what must
// hold. Values travel as parameters only.
type selection struct {
	begin  string // clauses that bind the variables
	where  []string
	params map[string]any
	party  *party // in the place of begin: claims of actors
	// found finds the same by the words under an index; the selection itself reads them.
	found *selection
	// scan is the index that a list walks in its order, where nothing selects better.
	scan string
	// empty is set where it may be plain that nothing, or everything, matches; the
	// server takes no hint then.
	empty bool
}

func newSelection(begin string) *selection { return &selection{begin: begin, params: map[string]any{}} }

// param adds a value and returns its name in the query.
func (q *selection) param(value any) string {
	name := fmt.Sprintf("p%d", len(q.params))
	q.params[name] = value
	return "$" + name
}

// must adds a condition; each %s stands for one of the values.
func (q *selection) must(condition string, values ...any) {
	names := make([]any, len(values))
	for i, v := range values {
		names[i] = q.param(v)
	}
	q.where = append(q.where, fmt.Sprintf(condition, names...))
}

// String returns the clauses up to and with WHERE.
func (q *selection) String() string {
	if q.found != nil {
		return q.found.String()
	}
	begin := q.begin
	if q.party != nil {
		begin = q.party.all()
	}
	if len(q.where) == 0 {
		return begin
	}
	return begin + "\nWHERE " + strings.Join(q.where, " AND ")
}

// within adds the bounds of a time; an unknown one lies within none.
func (q *selection) within(property string, from, to graph.Time) {
	if from != "" {
		q.must(property+" >= %s", string(from))
	}
	if to != "" {
		q.must(property+" > '' AND "+property+" <= %s", to.UpTo())
	}
}

func (q *selection) is(expression string, want *bool) {
	if want != nil {
		q.must("("+expression+") = %s", *want)
	}
}

func (q *selection) oneOf(property string, list []string) {
	if len(list) > 0 {
		q.must(property+" IN %s", list)
	}
}

// nothing lets nothing match.
func (q *selection) nothing() {
	q.empty = true
	q.must("false")
}

// beginText begins with the nodes that hold all words of text, by the index. It
// reports whether text is set.
func (q *selection) beginText(variable, label, text string) bool {
	if text == "" {
		return false
	}
	list := words(text)
	if len(list) == 0 {
		q.nothing()
		return false
	}
	some := list[:min(len(list), maxClauses)]
	q.begin = fmt.Sprintf("CALL db.index.fulltext.queryNodes('%s', %s) YIELD node AS %s",
		fulltextName(label, "words"), q.param(allOf(some)), variable)
	q.hasWords(variable, list[len(some):])
	return true
}

// hasText lets a node that is found already hold all words of text.
func (q *selection) hasText(variable, text string) {
	if text == "" {
		return
	}
	list := words(text)
	if len(list) == 0 {
		q.nothing()
	}
	q.hasWords(variable, list)
}

func (q *selection) hasWords(variable string, list []string) {
	if len(list) > 0 {
		q.must("all(w IN %s WHERE w IN split("+variable+".words, ' '))", list)
	}
}

// publisherIs is the condition on a publisher.
func publisherIs(p string) string {
	return "(" + p + ".nameKey = %[1]s OR " + p + ".domainKey = %[1]s)"
}

func selectArticles(f graph.ArticleFilter) *selection {
	q := newSelection("MATCH (x:Article)")
	key := foldKey(f.Publisher)
	switch {
	case len(f.IDs) > 0 || f.URL != "":
		q.hasText("x", f.Text)
	case q.beginText("x", "Article", f.Text):
	case f.Publisher != "":
		q.begin = "MATCH (publisher:Publisher) WHERE " + fmt.Sprintf(publisherIs("publisher"), q.param(key)) +
			"\nMATCH (publisher)<-[:PUBLISHED_BY]-(x:Article)"
		f.Publisher = ""
	}
	f.Text = ""
	q.articleIs("x", f)
	if q.begin == "MATCH (x:Article)" && len(f.IDs) == 0 && f.URL == "" {
		q.scan = "x:Article(published, id)"
	}
	return q
}

func selectEntities(f graph.EntityFilter) *selection {
	q := newSelection("MATCH (x:Entity)")
	name := foldKey(f.Name)
	switch {
	case len(f.IDs) > 0:
	case name != "":
		q.begin = fmt.Sprintf("CALL db.index.fulltext.queryNodes('%s', %s) YIELD node AS x",
			fulltextName("Entity", "nameKeys"), q.param(allOf([]string{name})))
	case q.beginText("x", "Entity", f.Text):
		f.Text = ""
	case len(f.Roles) == 1 && len(words(f.Roles[0])) > 0:
		q.begin = fmt.Sprintf("CALL db.index.fulltext.queryNodes('%s', %s) YIELD node\nMATCH (node)-[:OF]->(x:Entity)\nWITH DISTINCT x",
			fulltextName("Role", "words"), q.param(allOf(words(f.Roles[0])[:min(len(words(f.Roles[0])), maxClauses)])))
	}
	q.entityIs("x", f)
	if q.begin == "MATCH (x:Entity)" && len(f.IDs) == 0 {
		q.scan = "x:Entity(sortKey, id)"
	}
	return q
}

func selectEvents(f graph.EventFilter) *selection {
	q := newSelection("MATCH (x:Event)")
	if len(f.IDs) == 0 && q.beginText("x", "Event", f.Text) {
		f.Text = ""
	}
	q.eventIs("x", f)
	if q.begin == "MATCH (x:Event)" && len(f.IDs) == 0 {
		q.scan = "x:Event(time, id)"
	}
	return q
}

// selectClaims begins with the part of the filter that is likely to find fewest.
func selectClaims(f graph.ClaimFilter) *selection {
	f = f.Lifted()
	whole := f
	q := newSelection("MATCH (x:Claim)")
	switch {
	case len(f.IDs) > 0:
	case len(f.ArticleIDs) > 0:
		q.begin = "MATCH (a:Article)-[:HAS]->(:Attribution)-[:REPORTS]->(x:Claim) WHERE a.id IN " +
			q.param(f.ArticleIDs) + "\nWITH DISTINCT x"
		f.ArticleIDs = nil
	case len(f.EventIDs) > 0:
		q.begin = "MATCH (s:Event)<-[:ABOUT]-(x:Claim) WHERE s.id IN " + q.param(distinct(f.EventIDs)) + "\nWITH DISTINCT x"
		f.EventIDs = nil
	case len(f.SourceIDs) > 0:
		q.beginAt("MADE", f.SourceIDs, &f)
		f.SourceIDs = nil
	case len(f.TargetIDs) > 0:
		q.beginAt("TARGETS", f.TargetIDs, &f)
		f.TargetIDs = nil
	}
	if q.party == nil && q.begin == "MATCH (x:Claim)" && len(f.IDs) == 0 {
		q.scan = "x:Claim(firstPublished, id)"
	}
	if q.party != nil || q.scan != "" {
		q.find(whole)
	}
	q.claimIs("x", f)
	return q
}

// find looks the words of the filter up.
func (q *selection) find(f graph.ClaimFilter) {
	found := &selection{params: q.params}
	if found.beginText("x", "Claim", f.Text) {
		f.Text = ""
		found.claimIs("x", f)
		q.found = found
	}
}

// claimIs adds the conditions of f on a claim that is bound already.
func (q *selection) claimIs(v string, f graph.ClaimFilter) {
	q.oneOf(v+".id", f.IDs)
	if len(f.Acts) > 0 {
		q.must(v+".act IN %s", plain(f.Acts))
	}
	for _, x := range []struct {
		property string
		ids      []string
	}{{"sourceIds", f.SourceIDs}, {"targetIds", f.TargetIDs}, {"eventIds", f.EventIDs}} {
		if len(x.ids) > 0 {
			q.must("any(id IN "+v+"."+x.property+" WHERE id IN %s)", x.ids)
		}
	}
	if len(f.ArticleIDs) > 0 {
		q.must("EXISTS { MATCH ("+v+")<-[:REPORTS]-(report:Attribution) WHERE report.article IN %s }", f.ArticleIDs)
	}
	q.hasText(v, f.Text)
	q.within(v+".firstPublished", f.From, f.To)
	if f.Publisher != "" {
		q.must("EXISTS { MATCH ("+v+")<-[:REPORTS]-(:Attribution)<-[:HAS]-(:Article)-[:PUBLISHED_BY]->(p:Publisher) WHERE "+
			publisherIs("p")+" }", foldKey(f.Publisher))
	}
	q.is(v+".sourceIds IS NOT NULL", f.HasSource)
	q.is(v+".targetIds IS NOT NULL", f.HasTarget)
	q.is("coalesce("+v+".implicit, false)", f.Implicit)
	q.is("EXISTS { ("+v+")<-[:DENIES]-(:Claim) }", f.Denied)
	q.is("EXISTS { ("+v+")<-[:DENIES|CONFIRMS]-(:Claim) }", f.Answered)
	q.is("EXISTS { MATCH ("+v+")<-[:REPORTS]-(report:Attribution) WHERE report.parent IS NOT NULL }", f.Nested)
	if f.MinConfidence > 0 {
		q.must(v+".confidence >= %s", f.MinConfidence)
	}
	if f.MinOrigins > 0 {
		q.must(v+".origins >= %s", f.MinOrigins)
	}
	if f.MaxOrigins > 0 {
		q.must(v+".origins <= %s", f.MaxOrigins)
	}
	q.actorsAre(v, f)
	q.around(v, f)
	q.compose(v, f)
}

// actorsAre adds the conditions of f on the actors of the claim.
func (q *selection) actorsAre(v string, f graph.ClaimFilter) {
	q.is("EXISTS { MATCH ("+v+")<-[:MADE]-(e:Entity) WHERE e.unnamed }", f.UnnamedSource)
	for _, end := range []struct {
		edge      string
		kinds     []graph.EntityKind
		countries []string
	}{{"<-[:MADE]-", f.SourceKinds, f.SourceCountries}, {"-[:TARGETS]->", f.TargetKinds, f.TargetCountries}} {
		if len(end.kinds) > 0 {
			q.must("EXISTS { MATCH ("+v+")"+end.edge+"(e:Entity) WHERE e.kind IN %s }", plain(end.kinds))
		}
		if len(end.countries) > 0 {
			q.must("EXISTS { MATCH ("+v+")"+end.edge+"(e:Entity) WHERE e.country IN %s }", end.countries)
		}
	}
}

// compose adds the filters that f is made of, each as a CASE: the server would turn
// AND, OR and NOT into a normal form and plan every EXISTS of it in every order, which
// takes minutes. A property that is not there makes a condition null, which CASE takes
// as false.
func (q *selection) compose(v string, f graph.ClaimFilter) {
	for _, m := range f.All {
		q.where = append(q.where, q.whole(v, m))
	}
	if len(f.Any) > 0 {
		either := "CASE"
		for _, m := range f.Any {
			either += " WHEN " + q.whole(v, m) + " THEN true"
		}
		q.where = append(q.where, either+" ELSE false END")
	}
	if f.Not != nil {
		q.where = append(q.where, "CASE WHEN "+q.whole(v, *f.Not)+" THEN false ELSE true END")
	}
}

// whole returns a filter as one condition.
func (q *selection) whole(v string, f graph.ClaimFilter) string {
	sub := &selection{params: q.params}
	sub.claimIs(v, f)
	return q.joined(sub)
}

// joined returns the conditions of a part of q as one.
func (q *selection) joined(sub *selection) string {
	q.empty = q.empty || sub.empty || len(sub.where) == 0
	condition := "true"
	for i := len(sub.where) - 1; i >= 0; i-- {
		condition = "CASE WHEN " + sub.where[i] + " THEN " + condition + " ELSE false END"
	}
	return condition
}

// selectLinks binds the edge x from the claim f to the claim t.
func selectLinks(f graph.LinkFilter) *selection {
	edge := "-[x:" + linkTypes(f.Kinds) + "]->"
	from, to := selectClaims(f.From), selectClaims(f.To)
	rest := func(q *selection, v string, other graph.ClaimFilter) *selection { // what holds wherever the query begins
		q.claimIs(v, other)
		q.must(plainEnds.one())
		q.lags("t.firstPublished", "f.firstPublished", f.Lags)
		return q
	}
	switch {
	case from.narrow():
		return rest(from.then("\nWITH x AS f\nMATCH (f)"+edge+"(t:Claim)"), "t", f.To)
	case to.narrow():
		return rest(to.then("\nWITH x AS t\nMATCH (f:Claim)"+edge+"(t)"), "f", f.From)
	}
	q := newSelection("MATCH (f:Claim)" + edge + "(t:Claim)")
	q.claimIs("f", f.From)
	rest(q, "t", f.To)
	q.scan = "f:Claim(firstPublished, id)"
	return q
}

// narrow reports whether there is a better beginning than all nodes.
func (q *selection) narrow() bool { return q.scan == "" || q.found != nil }

// then returns a selection that goes on behind q.
func (q *selection) then(clauses string) *selection {
	return &selection{begin: q.String() + clauses, params: q.params, empty: q.empty}
}

// linkTypes returns the relationship types of the kinds, of all where there are
// none. The kinds are checked against the closed list before.
func linkTypes(kinds []graph.LinkKind) string {
	if len(kinds) == 0 {
		kinds = allLinkKinds
	}
	return strings.Join(plain(kinds), "|")
}

var allLinkKinds = []graph.LinkKind{graph.Denies, graph.Confirms, graph.Repeats, graph.Contradicts}

// plain returns the texts of a list of named strings, which the driver wants.
func plain[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}
