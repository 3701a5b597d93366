package linear

import "slices"

// A perfect gives each of a set of hashes a place of its own among little more than
// as many, so that a look-up is one read without search (hash and displace, Belazzougui,
// Botelho and Dietzfelbinger 2009). A hash outside the set gets a place too: whoever
// stands there must be compared.
type perfect struct {
	pilots []uint8 // by the lowest bits of a hash: how its group is displaced
	places uint32
}

// sparePlaces are places beyond a quarter more than hashes, for the smallest sets.
const sparePlaces = 8

// groupSize is the most hashes that share a pilot in the mean.
const groupSize = 4

// place returns the place of a hash.
func (p *perfect) place(f uint32) uint32 {
	return displaced(f, p.pilots[f&uint32(len(p.pilots)-1)], p.places)
}

// displaced returns the place of f under a pilot.
func displaced(f uint32, pilot uint8, places uint32) uint32 {
	return uint32(uint64(f*(2*uint32(pilot)+1)*0x9E3779B1) * uint64(places) >> 32)
}

// parts reports whether each of keys has a place of its own.
func (p *perfect) parts(keys []uint32) bool {
	taken := make([]uint64, p.places/64+1)
	for _, f := range keys {
		i := p.place(f)
		if taken[i>>6]>>(i&63)&1 != 0 {
			return false
		}
		taken[i>>6] |= 1 << (i & 63)
	}
	return true
}

// newPerfect returns a place for each of keys, all of which differ.
func newPerfect(keys []uint32) perfect {
	groups := 1
	for groups*groupSize < len(keys) {
		groups *= 2
	}
	for places := uint32(len(keys)*5/4 + sparePlaces); ; places += places / 16 {
		p := perfect{pilots: make([]uint8, groups), places: places}
		if p.displace(keys) {
			return p
		}
	}
}

// displace finds the pilots, those of large groups first, and reports whether there
// are such.
func (p *perfect) displace(keys []uint32) bool {
	mask := uint32(len(p.pilots) - 1)
	start := make([]uint32, len(p.pilots)+1) // of each group in sorted
	for _, f := range keys {
		start[f&mask+1]++
	}
	largest := uint32(0)
	for g := range p.pilots {
		largest = max(largest, start[g+1])
		start[g+1] += start[g]
	}
	sorted, next := make([]uint32, len(keys)), slices.Clone(start)
	for _, f := range keys {
		sorted[next[f&mask]] = f
		next[f&mask]++
	}
	taken := make([]uint64, p.places/64+1)
	for size := largest; size > 0; size-- {
		for g := range p.pilots {
			if start[g+1]-start[g] != size {
				continue
			}
			pilot, ok := free(sorted[start[g]:start[g+1]], p.places, taken)
			if !ok {
				return false
			}
			p.pilots[g] = pilot
		}
	}
	return true
}

// free returns the first pilot that puts group on places that nobody has taken, and
// takes them.
func free(group []uint32, places uint32, taken []uint64) (uint8, bool) {
	for try := range 1 << 8 {
		pilot := uint8(try)
		n := 0
		for n < len(group) {
			i := displaced(group[n], pilot, places)
			if taken[i>>6]>>(i&63)&1 != 0 {
				break
			}
			taken[i>>6] |= 1 << (i & 63)
			n++
		}
		if n == len(group) {
			return pilot, true
		}
		for _, f := range group[:n] {
			i := displaced(f, pilot, places)
			taken[i>>6] &^= 1 << (i & 63)
		}
	}
	return 0, false
}
