package parse

import "hearsay/loader/extract/linear"

// labelSight is what the network of labels sees of a dependent x and its head y.
type labelSight struct {
	outline
	x, y, xl, xr, yl, yr, prev, next        *place
	way, tags, xLeft, xRight, yLeft, yRight int32
	between, same, left, lemma              int32
}

func newLabelSight(lemmas int) *labelSight {
	s := &labelSight{outline: outline{lemmas: int32(lemmas)}}
	o := &s.outline
	s.x, s.y = o.place(allFields), o.place(allFields)
	for _, p := range []**place{&s.xl, &s.xr, &s.yl, &s.yr} {
		*p = o.kidPlace()
	}
	s.prev, s.next = o.place(someFields), o.place(someFields)
	s.way, s.tags = o.block(32), o.block(2*tagValues*tagValues)
	for _, b := range []*int32{&s.xLeft, &s.xRight, &s.yLeft, &s.yRight} {
		*b = o.block(relValues)
	}
	s.between, s.same = o.block(128), o.block(32)
	s.left, s.lemma = o.block(1<<tripleBits), o.block(1<<tripleBits)
	return s
}

// facts appends what hangs on the arc from h to d.
func (v *labelSight) facts(s *state, d, h int16, left bool, o []int32) []int32 {
	x, y := s.at(d), s.at(h)
	prev, next := s.at(d-1), &none
	if int(d)+1 < len(s.nodes) {
		next = &s.nodes[d+1]
	}
	xl := s.at(x.l1)
	o = v.x.append(o, x)
	o = v.y.append(o, y)
	o = v.xl.append(o, xl)
	o = v.xr.append(o, s.at(x.r1))
	o = v.yl.append(o, s.at(y.l1))
	o = v.yr.append(o, s.at(y.r1))
	o = v.prev.append(o, prev)
	o = v.next.append(o, next)
	o = labels(o, v.xLeft, x.lset)
	o = labels(o, v.xRight, x.rset)
	o = labels(o, v.yLeft, y.lset)
	o = labels(o, v.yRight, y.rset)
	a, b := min(d, h), max(d, h)
	way, pair := int32(dist(a, b)), tags(x, y)
	if left {
		way, pair = way+16, pair+tagValues*tagValues
	}
	return append(o, v.way+way, v.tags+pair, v.between+int32(between(s.at(a), s.at(b))), v.same+int32(alike(x, y)),
		v.left+triple(x.t, y.t, xl.t), v.lemma+int32(linear.Mix(uint32(pair), xl.w)>>(32-tripleBits)))
}
