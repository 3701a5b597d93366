package neo4j

import (
	"context"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

// What filters demand of the nodes around another. The variable of a node that only one
// condition looks at begins with that of the node it is about, for within EXISTS all
// variables from outside are bound.

// articleIs adds the conditions of f on an article that is bound already.
func (q *selection) articleIs(v string, f graph.ArticleFilter) {
	q.oneOf(v+".id", f.IDs)
	if f.URL != "" {
		q.must(v+".urlKey = %s", hash(f.URL))
	}
	if f.Publisher != "" {
		q.must("EXISTS { MATCH ("+v+")-[:PUBLISHED_BY]->("+v+"p:Publisher) WHERE "+publisherIs(v+"p")+" }", foldKey(f.Publisher))
	}
	q.hasText(v, f.Text)
	q.within(v+".published", f.From, f.To)
	if f.Lang != "" {
		q.must(v+".lang = %s", f.Lang)
	}
	if f.Agency != "" {
		q.must(v+".agency = %s", f.Agency)
	}
	if len(f.MentionIDs) > 0 {
		q.must("EXISTS { MATCH ("+v+")-[:CONTAINS]->("+v+"m:Mention) WHERE "+v+"m.entity IN %s }", distinct(f.MentionIDs))
	}
	for _, x := range []struct {
		not   string
		claim *graph.ClaimFilter
	}{{"", f.Claim}, {"NOT ", f.NoClaim}} {
		if x.claim != nil {
			q.where = append(q.where, x.not+"EXISTS { MATCH ("+v+")-[:HAS]->(:Attribution)-[:REPORTS]->("+v+"c:Claim) WHERE "+q.whole(v+"c", *x.claim)+" }")
		}
	}
}

// entityIs adds the conditions of f on an entity that is bound already.
func (q *selection) entityIs(v string, f graph.EntityFilter) {
	q.hasText(v, f.Text)
	q.oneOf(v+".id", f.IDs)
	if len(f.Kinds) > 0 {
		q.must(v+".kind IN %s", plain(f.Kinds))
	}
	if f.Name != "" {
		q.must("%s IN split("+v+".nameKeys, ' ')", foldKey(f.Name))
	}
	if f.Country != "" {
		q.must(v+".country = %s", f.Country)
	}
	q.is("coalesce("+v+".unnamed, false)", f.Unnamed)
	if len(f.Roles)+len(f.HolderIDs) == 0 {
		return
	}
	r, sub := v+"r", &selection{params: q.params}
	sub.oneOf(r+".holder", f.HolderIDs)
	if len(f.Roles) > 0 {
		titles := [][]string{}
		for _, t := range f.Roles {
			if list := words(t); len(list) > 0 {
				titles = append(titles, list)
			}
		}
		sub.must("any(title IN %s WHERE all(w IN title WHERE w IN split("+r+".words, ' ')))", titles)
	}
	q.where = append(q.where, "EXISTS { MATCH ("+v+")<-[:OF]-("+r+":Role) WHERE "+q.joined(sub)+" }")
}

// eventIs adds the conditions of f on an event that is bound already.
func (q *selection) eventIs(v string, f graph.EventFilter) {
	q.hasText(v, f.Text)
	q.oneOf(v+".id", f.IDs)
	q.within(v+".time", f.From, f.To)
	q.oneOf(v+".place", f.PlaceIDs)
}

// around adds the conditions of f on what stands around the claim.
func (q *selection) around(v string, f graph.ClaimFilter) {
	if f.MinArticles > 0 {
		q.must(v+".articles >= %s", f.MinArticles)
	}
	if len(f.Polarities) > 0 {
		q.must(v+".polarity IN %s", plain(f.Polarities))
	}
	if len(f.Modalities) > 0 {
		q.must(v+".modality IN %s", plain(f.Modalities))
	}
	if len(f.AnyTerms) > 0 {
		q.must("any(term IN "+v+".terms WHERE term IN %s)", f.AnyTerms)
	}
	q.within(v+".time", f.HappenedFrom, f.HappenedTo)
	q.someEntity("("+v+")<-[:MADE]-", v+"e", f.Source)
	q.someEntity("("+v+")-[:TARGETS]->", v+"e", f.Target)
	if f.Event != nil {
		sub := &selection{params: q.params}
		sub.eventIs(v+"v", *f.Event)
		q.where = append(q.where, "EXISTS { MATCH ("+v+")-[:ABOUT]->("+v+"v:Event) WHERE "+q.joined(sub)+" }")
	}
	if f.Report != nil {
		q.reportIs(v, *f.Report)
	}
	if f.Link != nil {
		q.linkIs(v, *f.Link)
	}
}

// someEntity demands that an edge leads to an entity that f matches; nil is no condition.
func (q *selection) someEntity(edge, e string, f *graph.EntityFilter) {
	if f == nil {
		return
	}
	sub := &selection{params: q.params}
	sub.entityIs(e, *f)
	q.where = append(q.where, "EXISTS { MATCH "+edge+"("+e+":Entity) WHERE "+q.joined(sub)+" }")
}

// reportIs demands one report of the claim that f matches.
func (q *selection) reportIs(v string, f graph.ReportFilter) {
	r, path, sub := v+"r", "("+v+")<-[:REPORTS]-("+v+"r:Attribution)", &selection{params: q.params}
	if len(f.Types) > 0 {
		sub.must(r+".type IN %s", plain(f.Types))
	}
	if f.MinConfidence > 0 {
		sub.must(r+".confidence >= %s", f.MinConfidence)
	}
	if f.MinDepth > 0 {
		sub.must("EXISTS { (" + r + ")" + strings.Repeat("-[:NESTED_IN]->(:Attribution)", f.MinDepth) + " }")
	}
	sub.someEntity("("+r+")-[:ADDRESSED_TO]->", r+"e", f.Addressee)
	if f.Article != nil {
		path += "<-[:HAS]-(" + r + "a:Article)"
		sub.articleIs(r+"a", *f.Article)
	}
	q.where = append(q.where, "EXISTS { MATCH "+path+" WHERE "+q.joined(sub)+" }")
}

// linkIs demands one link of the claim that f matches.
func (q *selection) linkIs(v string, f graph.OtherFilter) {
	o, sub := v+"o", &selection{params: q.params}
	begin, end := "-[:", "]-"
	switch f.Direction {
	case graph.LinksOut:
		end = "]->"
	case graph.LinksIn:
		begin = "<-[:"
	}
	if f.By != "" {
		ends := map[graph.ClaimEnd]string{graph.SourceEnd: "sourceIds", graph.TargetEnd: "targetIds"}[f.By]
		sub.must("any(id IN " + v + "." + ends + " WHERE id IN " + o + ".sourceIds)")
	}
	sub.lags(v+".firstPublished", o+".firstPublished", f.Lags)
	if f.Claim != nil {
		sub.where = append(sub.where, sub.whole(o, *f.Claim))
	}
	q.where = append(q.where, "EXISTS { MATCH ("+v+")"+begin+linkTypes(f.Kinds)+end+"("+o+":Claim) WHERE "+q.joined(sub)+" }")
}

// lags demands that the seconds from one time to another lie within the bounds.
func (q *selection) lags(from, to string, r graph.LagRange) {
	if !r.Set() {
		return
	}
	seconds := func(t string) string { // from the first of the time, which may be a year
		return "datetime(" + t + " + substring('0000-01-01T00:00:00Z', size(" + t + "))).epochSeconds"
	}
	bounds := "true"
	lag := seconds(to) + " - " + seconds(from)
	if r.Least != nil {
		bounds += " AND " + lag + " >= " + q.param(*r.Least)
	}
	if r.Most != nil {
		bounds += " AND " + lag + " <= " + q.param(*r.Most)
	}
	q.where = append(q.where, "CASE WHEN "+from+" > '' AND "+to+" > '' THEN "+bounds+" ELSE false END")
}

// wordRoles gives words to some of the roles that a former hearsay wrote without, and
// returns to how many.
func wordRoles(ctx context.Context, tx driver.ManagedTransaction) (int, error) {
	rows, err := collect(ctx, tx, "MATCH (x:Role) WHERE x.words IS NULL RETURN x.id, x.title LIMIT 5000", nil)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	var found []map[string]any
	for _, r := range rows {
		title, _ := r.Values[1].(string)
		found = append(found, map[string]any{"id": r.Values[0], "words": wordText(title)})
	}
	_, err = collect(ctx, tx, "UNWIND $rows AS row MATCH (x:Role {id: row.id}) SET x.words = row.words", map[string]any{"rows": found})
	return len(found), err
}

// claimsIn reads a page of claims in another order than that of publication.
func (s *Store) claimsIn(ctx context.Context, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	keys, index := []string{"x.seq"}, "x:Claim(seq)"
	switch p.By {
	case graph.InOrigins:
		keys, index = []string{"x.origins", "x.firstPublished", "x.id"}, "x:Claim(origins, firstPublished, id)"
	case graph.InArticles:
		keys, index = []string{"x.articles", "x.firstPublished", "x.id"}, "x:Claim(articles, firstPublished, id)"
	}
	var values []any
	if p.After != nil {
		var err error
		if values, err = p.After.InClaims(p.By); err != nil {
			return graph.Slice[graph.Claim]{}, wrap(err, "list")
		}
	}
	find := func(f graph.ClaimFilter) *selection {
		q := selectClaims(f)
		if q.narrow() {
			return q.then("\nWITH x") // what is found is not in this order
		}
		q.scan = index
		return q
	}
	c := claimsOf(ctx)
	decode := func(r *cells) (*graph.Claim, error) {
		x, err := c.decode(r)
		if x != nil && p.By == graph.InRecording {
			x.Seq = int64(whole(r))
		}
		return x, err
	}
	read := c.shape("x")
	read.item = strings.TrimSuffix(read.item, "]") + ", x.seq]"
	return list(ctx, s, f, p, find, keys, values, read, decode)
}
