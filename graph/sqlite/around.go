package sqlite

import (
	"context"
	"strings"

	"hearsay/graph"
)

// What filters demand of the nodes around another. Aliases: y and z stand for rows that
// only one condition looks at; a condition within it may hide them, since it speaks of
// the row that it was given alone.

// articleConds adds what the filter demands of the article with that alias.
func articleConds(q *selection, a string, f graph.ArticleFilter) {
	in(q, a+".id", f.IDs)
	if f.URL != "" {
		q.add(a+".url = ? AND "+a+".url <> ''", f.URL)
	}
	if f.Publisher != "" {
		q.add("EXISTS (SELECT 1 FROM article_publisher y WHERE y.name = ? AND y.name <> '' AND y.published = "+a+".published AND y.article = "+a+".id)",
			graph.Fold(f.Publisher))
	}
	q.words(a+".n", "article_text", f.Text)
	q.between(a+".published", f.From, f.To)
	if f.Lang != "" {
		q.add(a+".lang = ?", f.Lang)
	}
	if f.Agency != "" {
		q.add(a+".agency = ?", f.Agency)
	}
	if len(f.MentionIDs) > 0 {
		q.add(a+".id IN (SELECT y.article FROM mention y WHERE y.entity IN (SELECT value FROM json_each(?)) AND y.entity <> '')", list(distinct(f.MentionIDs)))
	}
	for _, x := range []struct {
		not   string
		claim *graph.ClaimFilter
	}{{"", f.Claim}, {"NOT ", f.NoClaim}} {
		if x.claim == nil {
			continue
		}
		said := a + "c"
		sub := &selection{}
		sub.add("y.article = " + a + ".id")
		claimConds(sub, said, *x.claim)
		q.add(x.not+"EXISTS (SELECT 1 FROM attribution y CROSS JOIN claim "+said+" ON "+said+".id = y.claim"+sub.where()+")", sub.args...)
	}
}

// entityConds adds what the filter demands of the entity with that alias.
func entityConds(q *selection, e string, f graph.EntityFilter) {
	in(q, e+".id", f.IDs)
	in(q, e+".kind", f.Kinds)
	if f.Name != "" {
		q.add(e+".id IN (SELECT entity FROM entity_name WHERE name = ? AND name <> '')", graph.Fold(f.Name))
	}
	q.words(e+".n", "entity_text", f.Text)
	if f.Country != "" {
		q.add(e+".country = ? AND "+e+".country <> ''", f.Country)
	}
	q.flag(f.Unnamed, e+".unnamed")
	if len(f.Roles)+len(f.HolderIDs) == 0 {
		return
	}
	sub := &selection{}
	if roles := wordsOfEach(f.Roles); len(roles) > 0 {
		sub.add("y.title IN ("+titlesWith+")", list(roles))
	} else if len(f.Roles) > 0 {
		sub.add("FALSE")
	}
	if len(f.HolderIDs) > 0 {
		sub.add("y.holder IN (SELECT value FROM json_each(?)) AND y.holder <> ''", list(distinct(f.HolderIDs)))
	}
	q.add(e+".id IN (SELECT y.person FROM role y"+sub.where()+")", sub.args...)
}

// titlesWith finds the titles that have all words of one of a list. It goes from title to
// title by the index, for there are few beside the roles.
const titlesWith = `WITH RECURSIVE titles (title) AS (SELECT min(title) FROM role
	UNION ALL SELECT (SELECT min(title) FROM role WHERE title > titles.title) FROM titles WHERE titles.title IS NOT NULL)
	SELECT t.title FROM titles t WHERE t.title IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(?) w WHERE has_words(t.title, w.value))`

// wordsOfEach returns the words of each of the texts, set apart by blanks; those without
// words match nothing and are left out.
func wordsOfEach(texts []string) []string {
	var out []string
	for _, t := range texts {
		if words := graph.Words(t); len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return distinct(out)
}

// eventConds adds what the filter demands of the event with that alias.
func eventConds(q *selection, v string, f graph.EventFilter) {
	in(q, v+".id", f.IDs)
	q.words(v+".n", "event_text", f.Text)
	q.between(v+".time", f.From, f.To)
	in(q, v+".place", f.PlaceIDs)
}

// aroundConds adds what the filter demands of the sources, targets, events, reports and
// links of the claim with that alias.
func aroundConds(q *selection, c string, f graph.ClaimFilter) {
	for _, end := range []struct {
		column string
		match  *graph.EntityFilter
	}{{"sources", f.Source}, {"targets", f.Target}} {
		if end.match != nil {
			q.someEntity(c+"."+end.column, c+"e", *end.match)
		}
	}
	if f.Event != nil {
		v, sub := c+"v", &selection{}
		eventConds(sub, v, *f.Event)
		q.add("EXISTS (SELECT 1 FROM json_each("+c+".events) y CROSS JOIN event "+v+" ON "+v+".id = y.value"+sub.where()+")", sub.args...)
	}
	if f.Report != nil {
		reportConds(q, c, *f.Report)
	}
	if f.Link != nil {
		linkConds(q, c, *f.Link)
	}
}

// someEntity demands that a list of entities has one that the filter matches.
func (q *selection) someEntity(column, e string, f graph.EntityFilter) {
	sub := &selection{}
	entityConds(sub, e, f)
	q.add("EXISTS (SELECT 1 FROM json_each("+column+") y CROSS JOIN entity "+e+" ON "+e+".id = y.value"+sub.where()+")", sub.args...)
}

// reportConds adds what the filter demands of one report of the claim with that alias.
func reportConds(q *selection, c string, f graph.ReportFilter) {
	x, from, sub := c+"x", "attribution "+c+"x", &selection{}
	sub.add(x + ".claim = " + c + ".id")
	in(sub, x+".type", f.Types)
	if f.MinConfidence > 0 {
		sub.add(x+".confidence >= ?", f.MinConfidence)
	}
	if f.MinDepth > 0 {
		inside := x + ".parent <> ''"
		for range f.MinDepth - 1 {
			inside = "EXISTS (SELECT 1 FROM attribution y WHERE y.id = " + x + ".parent AND " + strings.ReplaceAll(inside, x+".", "y.") + ")"
		}
		sub.add(inside)
	}
	if f.Addressee != nil {
		sub.someEntity(x+".addressees", x+"e", *f.Addressee)
	}
	if f.Article != nil {
		from += " CROSS JOIN article " + x + "a ON " + x + "a.id = " + x + ".article"
		articleConds(sub, x+"a", *f.Article)
	}
	q.add("EXISTS (SELECT 1 FROM "+from+sub.where()+")", sub.args...)
}

// linkConds adds what the filter demands of one link of the claim with that alias.
func linkConds(q *selection, c string, f graph.OtherFilter) {
	other := c + "o"
	var either []string
	for _, d := range []struct {
		direction graph.LinkDirection
		here      string
		there     string
	}{{graph.LinksOut, "from_id", "to_id"}, {graph.LinksIn, "to_id", "from_id"}} {
		if f.Direction != "" && f.Direction != d.direction {
			continue
		}
		from, sub := "link "+c+"l", &selection{}
		sub.add(c + "l." + d.here + " = " + c + ".id")
		in(sub, c+"l.kind", f.Kinds)
		if f.Claim != nil || f.By != "" || f.Lags.Set() {
			from += " CROSS JOIN claim " + other + " ON " + other + ".id = " + c + "l." + d.there
		}
		if f.By != "" {
			end := map[graph.ClaimEnd]string{graph.SourceEnd: "sources", graph.TargetEnd: "targets"}[f.By]
			sub.add("EXISTS (SELECT 1 FROM json_each(" + c + "." + end + ") y CROSS JOIN json_each(" + other + ".sources) z ON z.value = y.value)")
		}
		sub.lags(c+".first_published", other+".first_published", f.Lags)
		if f.Claim != nil {
			claimConds(sub, other, *f.Claim)
		}
		either = append(either, "EXISTS (SELECT 1 FROM "+from+sub.where()+")")
		q.args = append(q.args, sub.args...)
	}
	q.conds = append(q.conds, "("+strings.Join(either, " OR ")+")")
}

// lags demands that the seconds from one time to another lie within the bounds.
func (q *selection) lags(from, to string, r graph.LagRange) {
	if !r.Set() {
		return
	}
	seconds := func(t string) string { // from the first of the time, which may be a year
		return "unixepoch(" + t + " || substr('0000-01-01T00:00:00Z', length(" + t + ") + 1))"
	}
	q.add(from + " <> '' AND " + to + " <> ''")
	lag := seconds(to) + " - " + seconds(from)
	if r.Least != nil {
		q.add(lag+" >= ?", *r.Least)
	}
	if r.Most != nil {
		q.add(lag+" <= ?", *r.Most)
	}
}

// claimsIn reads a page of claims in another order than that of publication.
func (s *Store) claimsIn(ctx context.Context, op string, f graph.ClaimFilter, p graph.Page) (graph.Slice[graph.Claim], error) {
	q := selectClaims(f)
	order, index := []string{"c.n"}, "NOT INDEXED"
	switch p.By {
	case graph.InOrigins:
		order, index = []string{"c.origins", "c.first_published", "c.id"}, "INDEXED BY claim_origins"
	case graph.InArticles:
		order, index = []string{"c.articles", "c.first_published", "c.id"}, "INDEXED BY claim_articles"
	}
	f = f.Lifted()
	if q.from == "claim c" && len(f.IDs)+len(f.SourceIDs)+len(f.TargetIDs)+len(f.EventIDs)+len(f.ArticleIDs) == 0 && f.Text == "" {
		q.from += " " + index // and not all claims of an act, sorted
		if p.By == graph.InRecording {
			q.add("c.n > 0") // says nothing new, but walks the rows
		}
	}
	var after []any
	if p.After != nil {
		var err error
		if after, err = p.After.InClaims(p.By); err != nil {
			return graph.Slice[graph.Claim]{}, s.fail(ctx, op, err)
		}
	}
	scan := func(r scanner, _ ...any) (*graph.Claim, error) {
		var n int64
		c, err := scanClaim(r, &n)
		if p.By == graph.InRecording {
			c.Seq = n
		}
		return c, err
	}
	return pageBy(ctx, s, op, "c.n, "+claimColumns, q, order, after, p, scan)
}
