package names

import "hearsay/loader/extract/linear"

// inRun may stand in lower case between two runs of capitals of one name.
var inRun = map[string]bool{"of": true, "&": true, "-": true, "for": true, "and": true, "the": true, "'s": true}

// beside returns token i, or pad outside of the sentence.
func beside(ts []Token, i int) *Token {
	if i < 0 || i >= len(ts) {
		return &pad
	}
	return &ts[i]
}

// runFeatures adds what tells of the run of capitals that word i is in: how it
// begins and ends, what stands beside it, and the run that it is joined to
// ("Bank of England"). l1 is the label before i.
func runFeatures(o []uint32, ts []Token, i int, l1 uint32) []uint32 {
	m := linear.Mix
	a, b := i, i+1
	for a > 0 && ts[a-1].W.capital {
		a--
	}
	for b < len(ts) && ts[b].W.capital {
		b++
	}
	first, last, before, after := &ts[a], &ts[b-1], beside(ts, a-1), beside(ts, b)
	size := uint32(min(b-a, 5))
	place := uint32(min(i-a, 2))<<2 | uint32(min(b-1-i, 2))
	o = append(o,
		m(last.F.Lower, 8001), m(m(last.F.Lower, place), 8002),
		m(first.F.Lower, 8003), m(m(before.F.Lower, size), 8004), m(m(after.F.Lower, size), 8005),
		m(m(last.W.gaz, place), 8006), m(m(first.W.gaz, place), 8007), m(place, 8008),
		m(m(last.F.Suf3, place), 8009), m(m(uint32(after.Tag), uint32(before.Tag)), 8010),
		m(m(before.F.Lower, l1), 8011), m(m(last.F.Mask, place), 8012),
		m(last.F.Fine, 8020), m(m(last.F.Middle, place), 8021), m(m(first.F.Middle, place), 8022),
		m(m(before.F.Middle, size), 8023), m(m(after.F.Middle, size), 8024), m(m(first.F.Middle, last.F.Middle), 8025))
	if x := joined(ts, b, 1); x != nil {
		o = append(o, m(m(x.F.Lower, place), 8013), m(m(x.W.gaz, place), 8014), m(m(last.F.Lower, after.F.Lower), 8015))
	}
	if x := joined(ts, a-1, -1); x != nil {
		o = append(o, m(m(x.F.Lower, place), 8016), m(m(x.W.gaz, place), 8017), m(m(x.F.Lower, before.F.Lower), 8018))
	}
	return o
}

// joined returns the word with a capital behind one or two words of inRun, which
// begin at k and go on in the direction of step; nil if there is none.
func joined(ts []Token, k, step int) *Token {
	for n := 0; n < 2 && inRun[beside(ts, k).W.lower]; n++ {
		if k += step; beside(ts, k).W.capital {
			return &ts[k]
		}
	}
	return nil
}
