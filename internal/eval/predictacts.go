package eval

import (
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/loader/extract"
)

// predictActs runs the stages over a text and returns the contentious acts.
func predictActs(doc *Doc, stages []extract.Stage) *ActDoc {
	d := extract.New(article(doc.Text, doc.Title, doc.Date))
	extract.Run(d, stages)
	points := codePoints(doc.Text)
	v := newRecordView(d.Record)
	out := &ActDoc{ID: doc.ID, Items: []ActItem{}}
	index := map[string]int{} // attribution to item
	for _, a := range v.r.Attributions {
		if !slices.Contains(contentious, string(a.Act)) {
			continue
		}
		c := v.claims[a.ClaimID]
		index[a.ID] = len(out.Items)
		x := ActItem{Act: string(a.Act), Implicit: a.Implicit, Cue: spansOf(points, a.Cue), Source: spansOf(points, a.Source),
			Target: spansOf(points, a.Target), Content: spansOf(points, actContent(doc.Text, a.Content, a.Target)),
			SourceEntity: v.names(c.SourceIDs), TargetEntity: v.names(c.TargetIDs)}
		if p := a.Parts; p != nil {
			x.Confidence = p.Span * p.Source * p.Act * p.Target
		}
		if p, ok := v.attributions[a.ParentID]; ok {
			x.ReportedBy = v.names(v.claims[p.ClaimID].SourceIDs)
		}
		out.Items = append(out.Items, x)
	}
	for _, a := range v.r.Attributions {
		i, ok := index[a.ID]
		if !ok || a.Act != graph.ActDeny {
			continue
		}
		for _, l := range v.r.Links {
			if l.Kind != graph.Denies || l.FromID != a.ClaimID {
				continue
			}
			for _, b := range v.r.Attributions {
				if j, ok := index[b.ID]; ok && b.ClaimID == l.ToID {
					out.Items[i].Answers = append(out.Items[i].Answers, j)
				}
			}
		}
	}
	return out
}

// recordView finds the parts of a record by ID.
type recordView struct {
	r            *graph.Record
	entities     map[string]graph.Entity
	claims       map[string]graph.Claim
	attributions map[string]graph.Attribution
}

func newRecordView(r *graph.Record) *recordView {
	v := &recordView{r, map[string]graph.Entity{}, map[string]graph.Claim{}, map[string]graph.Attribution{}}
	for _, x := range r.Entities {
		v.entities[x.ID] = x
	}
	for _, x := range r.Claims {
		v.claims[x.ID] = x
	}
	for _, x := range r.Attributions {
		v.attributions[x.ID] = x
	}
	return v
}

func (v *recordView) names(ids []string) (out Names) {
	for _, id := range ids {
		out = append(out, v.entities[id].Name)
	}
	return out
}

// actContent cuts content as the guidelines of the acts want it: without the target
// that opens it and without a preposition before it ("urged [both sides] to [talk]",
// "called [the plan] [a gift]").
func actContent(text string, content, target []graph.Span) []graph.Span {
	var out []graph.Span
	for _, c := range content {
		for _, t := range target {
			if c != t && c.Start <= t.Start && t.Start-c.Start <= len("the ") && t.End < c.End && !strings.HasPrefix(text[t.End:], "'s") && !strings.HasPrefix(text[t.End:], "’s") {
				c.Start = t.End
			}
		}
		for c.Start < c.End && strings.ContainsRune(" ,", rune(text[c.Start])) {
			c.Start++
		}
		for _, p := range []string{"to ", "as ", "of ", "for ", "that "} {
			if strings.HasPrefix(text[c.Start:c.End], p) {
				c.Start += len(p)
				break
			}
		}
		if c.Start < c.End {
			out = append(out, c)
		}
	}
	return out
}
