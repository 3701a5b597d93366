package neo4j

import (
	"hearsay/graph"
)

// The rows that a Put writes, one function for each part of a record.

func articleRow(r *graph.Record, digest, now string) (row, error) {
	a := &r.Article
	out := row{"id": a.ID, "published": string(a.Published), "text": a.Text, "extraction": a.ExtractionID, "digest": digest, "recorded": now}
	put(out, "url", a.URL)
	if a.URL != "" {
		out["urlKey"] = hash(a.URL)
	}
	put(out, "title", a.Title)
	putList(out, "byline", a.Byline)
	put(out, "agency", a.Agency)
	put(out, "dateline", a.Dateline)
	put(out, "lang", a.Lang)
	put(out, "rawHash", a.RawHash)
	put(out, "origin", a.Origin)
	put(out, "words", wordText(a.Title, a.Text))
	if err := putJSON(out, "blocks", a.Blocks); err != nil {
		return nil, err
	}
	return out, putJSON(out, "source", a.Source)
}

func publisherRow(a *graph.Article) row {
	p := a.Publisher
	if p.IsZero() {
		return nil
	}
	props := row{}
	put(props, "name", p.Name)
	put(props, "domain", p.Domain)
	put(props, "nameKey", foldKey(p.Name))
	put(props, "domainKey", foldKey(p.Domain))
	return row{"article": a.ID, "id": hash(p.Name + "\x00" + p.Domain), "props": props}
}

func extractionRow(r *graph.Record) row {
	props := row{}
	put(props, "version", r.Extraction.Version)
	put(props, "settings", r.Extraction.Settings)
	return row{"article": r.Article.ID, "id": r.Extraction.ID, "props": props}
}

// entitySays is what one article says of an entity; entityFrom reads it back.
func entitySays(e *graph.Entity) row {
	out := row{"kind": string(e.Kind), "name": e.Name}
	put(out, "unnamed", e.Unnamed)
	put(out, "country", e.Country)
	putList(out, "aliases", e.Aliases)
	return out
}

func entityRow(e *graph.Entity) row {
	props := entitySays(e)
	folded := graph.Fold(e.Name)
	props["id"], props["folded"], props["sortKey"] = e.ID, folded, sortKey(folded)
	put(props, "words", wordText(append([]string{e.Name}, e.Aliases...)...))
	put(props, "nameKeys", nameKeys(e))
	return row{"id": e.ID, "label": entityLabels[e.Kind], "props": props}
}

// entityLabels is the fixed list of labels beside :Entity.
var entityLabels = map[graph.EntityKind]string{
	graph.KindPerson: "Person", graph.KindCountry: "Country", graph.KindOrganization: "Organization", graph.KindGroup: "Group",
}

func eventSays(e *graph.Event) row {
	out := row{"label": e.Label, "time": string(e.Time)}
	put(out, "place", e.Place)
	return out
}

func eventRow(e *graph.Event) row {
	props := eventSays(e)
	props["id"] = e.ID
	put(props, "words", wordText(e.Label))
	return row{"id": e.ID, "props": props}
}

// claimRow holds what makes a claim; what its reports add comes later.
func claimRow(c *graph.Claim, seq int64, keys string) row {
	props := row{"seq": seq, "act": string(c.Act), "polarity": string(c.Polarity), "modality": string(c.Modality)}
	putList(props, "sourceIds", c.SourceIDs)
	putList(props, "targetIds", c.TargetIDs)
	put(props, "implicit", c.Implicit)
	putList(props, "terms", c.Terms)
	put(props, "linkKeys", keys)
	return row{"id": c.ID, "props": props}
}

func attributionRow(a *graph.Attribution, articleText string) row {
	props := row{
		"article": a.ArticleID, "claim": a.ClaimID, "type": string(a.Type), "act": string(a.Act),
		"polarity": string(a.Polarity), "modality": string(a.Modality), "proposition": a.Proposition,
		"confidence": a.Confidence, "published": string(a.Published), "place": a.Cursor(graph.AttributionsOfArticle).Key,
	}
	if p := a.Parts; p != nil {
		props["confidenceParts"] = []float64{p.Span, p.Source, p.Act, p.Target}
	}
	put(props, "parent", a.ParentID)
	put(props, "implicit", a.Implicit)
	putSpans(props, "sourceSpans", a.Source)
	putSpans(props, "cueSpans", a.Cue)
	putSpans(props, "contentSpans", a.Content)
	putSpans(props, "targetSpans", a.Target)
	putSpans(props, "addresseeSpans", a.Addressee)
	// The words, for readers of Cypher; the spans are what counts.
	put(props, "source", graph.Join(articleText, a.Source))
	put(props, "cue", graph.Join(articleText, a.Cue))
	put(props, "content", graph.Join(articleText, a.Content))
	putList(props, "eventIds", a.EventIDs)
	put(props, "time", string(a.Time))
	putList(props, "addresseeIds", a.AddresseeIDs)
	put(props, "uttered", string(a.Uttered))
	put(props, "rule", a.Rule)
	return row{"id": a.ID, "article": a.ArticleID, "claim": a.ClaimID, "props": props}
}

func mentionRow(m *graph.Mention, articleText string) row {
	props := row{
		"article": m.ArticleID, "kind": string(m.Kind), "span": []int{m.Span.Start, m.Span.End}, "words": m.Span.Of(articleText),
		"place": m.Cursor(graph.MentionsOfArticle).Key, "placeInEntity": m.Cursor(graph.MentionsOfEntity).Key,
	}
	put(props, "entity", m.EntityID)
	put(props, "event", m.EventID)
	return row{"id": m.ID, "article": m.ArticleID, "to": m.EntityID + m.EventID, "props": props}
}

func roleRow(r *graph.Role) row {
	props := row{"article": r.ArticleID, "person": r.PersonID, "title": r.Title, "span": []int{r.Span.Start, r.Span.End}}
	props["words"] = wordText(r.Title)
	put(props, "holder", r.HolderID)
	return row{"id": r.ID, "article": r.ArticleID, "person": r.PersonID, "holder": r.HolderID, "title": r.Title, "props": props}
}

func linkRow(l *graph.Link) row {
	props := row{"confidence": l.Confidence}
	put(props, "article", l.ArticleID)
	put(props, "rule", l.Rule)
	return row{"id": l.ID, "from": l.FromID, "to": l.ToID, "props": props}
}
