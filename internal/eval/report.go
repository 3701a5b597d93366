package eval

import (
	"fmt"
	"io"
)

// Row is one figure of a report.
type Row struct {
	Name string
	PRF  *PRF    // either this
	Acc  float64 // or a share of N
	N    float64
}

// Rows returns the figures in the order of a report; the first is the headline.
func (s *AttributionScores) Rows() []Row {
	var out []Row
	if s.layers["attributions"] {
		out = append(out, s.attributionRows()...)
	}
	if s.layers["attributions"] && s.Relation.any() {
		out = append(out, s.Relation.row("confidence error"))
	}
	add := func(name string, x PRF) { out = append(out, Row{Name: name, PRF: &x}) }
	c := s.c
	if s.layers["entities"] {
		add("entities.span_type", prf(c["ent_ok"], c["ent_p"], c["ent_ok"], c["ent_g"]))
		add("entities.span", prf(c["ents_ok"], c["ents_p"], c["ents_ok"], c["ents_g"]))
	}
	if s.layers["coref"] {
		for _, mode := range []string{"exact", "partial"} {
			k := "coref/" + mode + "/"
			add("coref."+mode+".mentions", prf(c[k+"m/ok"], c[k+"m/p"], c[k+"m/ok"], c[k+"m/g"]))
			mean := 0.0
			for _, m := range []string{"muc", "b3", "lea"} {
				x := prf(c[k+m+"/pn"], c[k+m+"/pd"], c[k+m+"/rn"], c[k+m+"/rd"])
				mean += x.F1 / 3
				add("coref."+mode+"."+m, x)
			}
			out = append(out, Row{Name: "coref." + mode + ".mean_f1", Acc: mean})
		}
		out = append(out, s.share("pronouns.he_she", "pronouns/ok", "pronouns/n"))
		if s.c["given/pronouns/n"] > 0 {
			out = append(out, s.share("pronouns.he_she_gold_mentions", "given/pronouns/ok", "given/pronouns/n"))
		}
	}
	if s.layers["identity"] {
		out = append(out, s.who.rows()...)
	}
	if s.layers["dates"] {
		add("dates.span_overlap", prf(c["date_ok"], c["date_p"], c["date_ok"], c["date_g"]))
		out = append(out, s.share("dates.value_exact", "date_exact", "date_v"), s.share("dates.value_at_shared_precision", "date_shared", "date_v"))
	}
	if s.layers["events"] {
		add("events.code", prf(c["ev_ok"], c["ev_p"], c["ev_ok"], c["ev_g"]))
		out = append(out, s.share("events.source_overlap", "ev_source_ok", "ev_source_n"), s.share("events.target_overlap", "ev_target_ok", "ev_target_n"))
	}
	return out
}

func (s *AttributionScores) share(name, ok, n string) Row {
	return Row{Name: name, Acc: share(s.c[ok], s.c[n]), N: s.c[n]}
}

func (s *AttributionScores) attributionRows() (out []Row) {
	c := s.c
	simple := func(name, key, p, g string) {
		x := prf(c[key], c[p], c[key], c[g])
		out = append(out, Row{Name: name, PRF: &x})
	}
	simple("relation", "relation", "p", "g")
	simple("relation_head", "relation_head", "p", "g")
	simple("relation_strict", "strict", "p", "g")
	soft := prf(c["soft_p"], c["p"], c["soft_r"], c["g"])
	out = append(out, Row{Name: "content.soft", PRF: &soft})
	simple("content.j50", "content_j50", "p", "g")
	simple("content.exact", "exact", "p", "g")
	simple("content.token", "tok", "ptok", "gtok")
	out = append(out, s.share("source.overlap", "source_overlap", "content_j50"),
		s.share("source.head", "source_head", "content_j50"), s.share("source.exact", "source_exact", "content_j50"))
	simple("cue.overlap", "cue_overlap", "cue_p", "cue_g")
	simple("cue.exact", "cue_exact", "cue_p", "cue_g")
	out = append(out, s.share("cue.given_content", "cue_ok", "cue_n"))
	for _, dim := range []struct{ key, name string }{{"type", "type"}, {"class", "cue"}} {
		for _, v := range []string{"direct", "indirect", "mixed", "speech", "other", "none"} {
			k := dim.key + "/" + v + "/"
			if c[k+"g"] == 0 && c[k+"p"] == 0 {
				continue
			}
			x := prf(c[k+"relation_p"], c[k+"p"], c[k+"relation_r"], c[k+"g"])
			out = append(out, Row{Name: "relation[" + dim.name + "=" + v + "]", PRF: &x})
		}
	}
	if c["act_n"] > 0 {
		out = append(out, s.share("act", "act_ok", "act_n"))
	}
	if c["target_n"] > 0 {
		out = append(out, s.share("target.overlap", "target_ok", "target_n"))
	}
	return out
}

// Print writes rows as a table, in percent.
func Print(w io.Writer, rows []Row) error {
	if _, err := fmt.Fprintf(w, "%-34s %6s %6s %6s\n", "", "P", "R", "F1"); err != nil {
		return err
	}
	for _, r := range rows {
		var err error
		if r.PRF != nil {
			_, err = fmt.Fprintf(w, "%-34s %6.1f %6.1f %6.1f   %g predicted, %g gold\n", r.Name, 100*r.PRF.P, 100*r.PRF.R, 100*r.PRF.F1, r.PRF.Pred, r.PRF.Gold)
		} else {
			_, err = fmt.Fprintf(w, "%-34s %20.1f   of %g\n", r.Name, 100*r.Acc, r.N)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
