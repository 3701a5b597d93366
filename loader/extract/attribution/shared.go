package attribution

// shared reads what an accusing verb says of a second one whom a conjunction adds with a
// deed of his own: "accused the mine of faking its logs and the railway of hiding a crash".
func (r *run) shared(f *found) {
	if f.rule != "target" || !f.has(fTarget) || len(f.content) == 0 || len(f.target) == 0 || r.quote[f.at] >= 0 {
		return
	}
	_, last := r.sent(f.at)
	for i := f.content[0].lo + 1; i+3 < last; i++ {
		if r.tag(i) != "CC" || r.quote[i] >= 0 {
			continue
		}
		h := r.chunkRight(i + 1)
		if h < 0 {
			h = i + 1
		}
		for h+1 < last && r.chunkNoun(h+1) { // the tree may make it two
			h++
		}
		if h+2 >= last || r.low(h+1) != "of" || r.tag(h+2) != "VBG" {
			continue
		}
		end := h + 3
		for end < last && r.low(end) != "," && !(r.tag(end) == "CC" && end+1 < last && r.tense(end+1)) && r.tag(end) != "." {
			end++
		}
		g := &found{cue: f.cue, at: f.at, words: f.words, src: f.src, hasSrc: true, head: -1, polarity: f.polarity, modality: f.modality, conf: f.conf, rule: f.rule}
		g.target = []piece{{i + 1, h + 1}}
		g.add(piece{h + 2, end}, h+2)
		f.content[0].hi = min(f.content[0].hi, i)
		f.target[0].hi = min(f.target[0].hi, i)
		r.found = append(r.found, g)
		return
	}
}
