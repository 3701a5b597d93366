package graphtest

import "hearsay/graph"

// reprint returns the record of the same text under another address.
func reprint(r *graph.Record, url string) *graph.Record {
	out := *r
	out.Article.URL = url
	id := graph.ArticleID(url, out.Article.Text)
	out.Article.ID = id
	renamed := map[string]string{}
	out.Attributions = nil
	for _, a := range r.Attributions {
		old := a.ID
		a.ArticleID = id
		a.ID = graph.AttributionID(&a)
		renamed[old] = a.ID
		out.Attributions = append(out.Attributions, a)
	}
	for i := range out.Attributions {
		out.Attributions[i].ParentID = renamed[out.Attributions[i].ParentID]
	}
	out.Mentions = nil
	for _, m := range r.Mentions {
		m.ArticleID = id
		m.ID = graph.MentionID(&m)
		out.Mentions = append(out.Mentions, m)
	}
	out.Roles = nil
	for _, x := range r.Roles {
		x.ArticleID = id
		x.ID = graph.RoleID(&x)
		out.Roles = append(out.Roles, x)
	}
	out.Links = nil
	for _, l := range r.Links {
		l.ArticleID = id
		l.ID = graph.LinkID(&l)
		out.Links = append(out.Links, l)
	}
	return &out
}
