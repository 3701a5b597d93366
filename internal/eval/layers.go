package eval

import (
	"slices"
	"strings"
)

// foldType maps the names of types that corpora use to PER, ORG and LOC.
var foldType = map[string]string{"PERSON": "PER", "PEOPLE": "PER", "GPE": "LOC", "PLACE": "LOC", "LOCATION": "LOC",
	"ORGANIZATION": "ORG", "ORGANISATION": "ORG", "FAC": "LOC", "COMPANY": "ORG"}

func typeOf(e Entity) string {
	t := strings.ToUpper(e.Type)
	if f := foldType[t]; f != "" {
		return f
	}
	return t
}

func (s *AttributionScores) entities(t *text, g, p *Doc) {
	type typed struct {
		span Span
		kind string
	}
	get := func(d *Doc) (map[typed]bool, map[Span]bool) {
		all, spans := map[typed]bool{}, map[Span]bool{}
		for _, e := range d.Entities {
			if k := typeOf(e); k == "PER" || k == "ORG" || k == "LOC" {
				all[typed{t.trim(e.Span), k}] = true
				spans[t.trim(e.Span)] = true
			}
		}
		return all, spans
	}
	gold, goldSpans := get(g)
	pred, predSpans := get(p)
	s.c.add("ent_g", float64(len(gold)))
	s.c.add("ent_p", float64(len(pred)))
	s.c.add("ents_g", float64(len(goldSpans)))
	s.c.add("ents_p", float64(len(predSpans)))
	for x := range gold {
		s.c.yes("ent_ok", pred[x])
	}
	for x := range goldSpans {
		s.c.yes("ents_ok", predSpans[x])
	}
}

func (s *AttributionScores) dates(g, p *Doc) {
	weight := map[pair]float64{}
	for i, a := range g.Dates {
		for j, b := range p.Dates {
			inter := min(a.Span[1], b.Span[1]) - max(a.Span[0], b.Span[0])
			if inter > 0 {
				weight[pair{i, j}] = float64(inter) / float64(max(a.Span[1], b.Span[1])-min(a.Span[0], b.Span[0]))
			}
		}
	}
	s.c.add("date_g", float64(len(g.Dates)))
	s.c.add("date_p", float64(len(p.Dates)))
	for i, j := range assign(weight) {
		s.c.add("date_ok", 1)
		gv, pv := g.Dates[i].Value, p.Dates[j].Value
		if gv == "" {
			continue
		}
		s.c.add("date_v", 1)
		s.c.yes("date_exact", gv == pv)
		k := min(len(gv), len(pv))
		s.c.yes("date_shared", k >= 4 && gv[:k] == pv[:k])
	}
}

// Coreference: MUC (Vilain et al. 1995), B3 (Bagga and Baldwin 1998) and LEA
// (Moosavi and Strube 2016) over mentions that are numbered so that equal numbers
// are matched mentions.

func (s *AttributionScores) coref(t *text, g, p *Doc) {
	for _, partial := range []bool{false, true} {
		mode := "exact"
		if partial {
			mode = "partial"
		}
		gold, pred := number(t, clusters(t, g), clusters(t, p), partial)
		for name, f := range map[string]func(key, resp [][]int) (float64, float64){"muc": muc, "b3": b3, "lea": lea} {
			rn, rd := f(gold, pred)
			pn, pd := f(pred, gold)
			for k, v := range map[string]float64{"rn": rn, "rd": rd, "pn": pn, "pd": pd} {
				s.c.add("coref/"+mode+"/"+name+"/"+k, v)
			}
		}
		gm, pm := flat(gold), flat(pred)
		s.c.add("coref/"+mode+"/m/g", float64(len(gm)))
		s.c.add("coref/"+mode+"/m/p", float64(len(pm)))
		for m := range gm {
			s.c.yes("coref/"+mode+"/m/ok", pm[m])
		}
	}
}

func compareSpans(a, b Span) int { return slices.Compare(a[:], b[:]) }

// clusters returns the clusters of two mentions or more; a mention belongs to the
// first cluster that has it.
func clusters(t *text, d *Doc) (out [][]Span) {
	seen := map[Span]bool{}
	for _, c := range d.Coref {
		var x []Span
		for _, m := range c {
			if m = t.trim(m); !seen[m] && !slices.Contains(x, m) {
				x = append(x, m)
			}
		}
		if len(x) < 2 {
			continue
		}
		slices.SortFunc(x, compareSpans)
		for _, m := range x {
			seen[m] = true
		}
		out = append(out, x)
	}
	return out
}

// number gives mentions numbers. With partial, a predicted mention inside a gold
// one that holds its head counts as that one.
func number(t *text, gold, pred [][]Span, partial bool) (g, p [][]int) {
	ids := map[Span]int{}
	var order []Span
	for _, c := range gold {
		var x []int
		for _, m := range c {
			ids[m] = len(ids)
			order = append(order, m)
			x = append(x, ids[m])
		}
		g = append(g, x)
	}
	slices.SortFunc(order, compareSpans)
	used := map[Span]bool{}
	for _, c := range pred {
		for _, m := range c {
			if _, ok := ids[m]; ok {
				used[m] = true
			}
		}
	}
	free := slices.DeleteFunc(order, func(m Span) bool { return used[m] })
	next := len(ids)
	for _, c := range pred {
		var x []int
		for _, m := range c {
			id, ok := ids[m]
			if !ok && partial {
				id, ok = partialMatch(t, m, free, ids, used)
			}
			if !ok {
				id = next
				next++
			}
			x = append(x, id)
		}
		p = append(p, x)
	}
	return g, p
}

func partialMatch(t *text, m Span, free []Span, ids map[Span]int, used map[Span]bool) (int, bool) {
	words := t.words([]Span{m})
	for _, x := range free {
		if x[0] <= m[0] && m[1] <= x[1] && !used[x] && words.has(t.head([]Span{x})) {
			used[x] = true
			return ids[x], true
		}
	}
	return 0, false
}

func flat(cs [][]int) map[int]bool {
	m := map[int]bool{}
	for _, c := range cs {
		for _, x := range c {
			m[x] = true
		}
	}
	return m
}

// where maps each mention to its cluster.
func where(cs [][]int) map[int]int {
	m := map[int]int{}
	for k, c := range cs {
		for _, x := range c {
			m[x] = k
		}
	}
	return m
}

func muc(key, resp [][]int) (num, den float64) {
	in := where(resp)
	for _, c := range key {
		parts, alone := map[int]bool{}, 0
		for _, m := range c {
			if k, ok := in[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		num += float64(len(c) - len(parts) - alone)
		den += float64(len(c) - 1)
	}
	return num, den
}

func common(a, b []int) (n float64) {
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}

func b3(key, resp [][]int) (num, den float64) {
	in := where(resp)
	for _, c := range key {
		den += float64(len(c))
		for _, m := range c {
			if k, ok := in[m]; ok {
				num += common(c, resp[k]) / float64(len(c))
			}
		}
	}
	return num, den
}

func lea(key, resp [][]int) (num, den float64) {
	for _, c := range key {
		n := float64(len(c))
		den += n
		links := 0.0
		for _, r := range resp {
			k := common(c, r)
			links += k * (k - 1) / 2
		}
		num += n * links / (n * (n - 1) / 2)
	}
	return num, den
}
