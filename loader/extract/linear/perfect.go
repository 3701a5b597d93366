package linear

import "slices"

// A perfect gives each of a set of hashes a place of its own among little more than
// as many, so that a look-up is one read without search (hash and displace, Belazzougui,
// Botelho and Dietzfelbinger 2009). A hash outside the set gets a place too: whoever
// stands there must be compared.
type perfect struct {
	pilots []uint8 // by the highest bits of a hash: how its group is displaced
	shift  uint32
	places uint32
}

// groupSize is the mean number of hashes that share a pilot.
const groupSize = 4

// place returns the place of a hash.
func (p *perfect) place(f uint32) uint32 {
	return displaced(f, uint32(p.pilots[f>>p.shift]), p.places)
}

// displaced returns the place of f under a pilot.
func displaced(f, pilot, places uint32) uint32 {
	return uint32(uint64((f^pilot*0x9E3779B1)*0x85EBCA6B) * uint64(places) >> 32)
}

// newPerfect returns a place for each of keys, which ascend and are no more than once
// there.
func newPerfect(keys []uint32) perfect {
	bits := uint32(1)
	for 1<<bits*groupSize < len(keys) {
		bits++
	}
	for places := uint32(len(keys)*5/4 + 8); ; places += places / 16 {
		p := perfect{pilots: make([]uint8, 1<<bits), shift: 32 - bits, places: places}
		if p.displace(keys) {
			return p
		}
	}
}

// displace finds the pilots, those of large groups first, and reports whether there
// are such.
func (p *perfect) displace(keys []uint32) bool {
	var bySize [][]uint32 // groups, by the first of their keys
	for at := 0; at < len(keys); {
		n := 1
		for at+n < len(keys) && keys[at+n]>>p.shift == keys[at]>>p.shift {
			n++
		}
		for n >= len(bySize) {
			bySize = append(bySize, nil)
		}
		bySize[n] = append(bySize[n], uint32(at))
		at += n
	}
	taken := make([]uint64, p.places/64+1)
	for n, groups := range slices.Backward(bySize) {
		for _, at := range groups {
			group := keys[at : int(at)+n]
			pilot, ok := free(group, p.places, taken)
			if !ok {
				return false
			}
			p.pilots[group[0]>>p.shift] = pilot
		}
	}
	return true
}

// free returns the first pilot that puts group on places that nobody has taken, and
// takes them.
func free(group []uint32, places uint32, taken []uint64) (pilot uint8, ok bool) {
	for try := range uint32(1 << 8) {
		n := 0
		for n < len(group) {
			i := displaced(group[n], try, places)
			if taken[i>>6]>>(i&63)&1 != 0 {
				break
			}
			taken[i>>6] |= 1 << (i & 63)
			n++
		}
		if n == len(group) {
			return uint8(try), true
		}
		for _, f := range group[:n] {
			i := displaced(f, try, places)
			taken[i>>6] &^= 1 << (i & 63)
		}
	}
	return 0, false
}
