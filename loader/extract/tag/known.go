package tag

// known is what the tagger has learnt of words, by their hashes: a hash table
// without chains, for it is asked for every token.
type known struct {
	slots []wordSlot
	n     int
}

type wordSlot struct {
	key   uint32 // hash of the word, 0 for a free slot
	class uint32 // ambiguity class, 0 if seen too rarely
	mask  uint32 // analyses of the lexicon
	only  uint8  // 1+tag if the word was always seen with one tag
	seen  bool   // mask holds
}

// find returns the slot of key or the free slot where it belongs.
func (k *known) find(key uint32) *wordSlot {
	mask := uint32(len(k.slots) - 1)
	for i := key * 0x9E3779B1 >> 8; ; i++ {
		if s := &k.slots[i&mask]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// get returns what is known of a word, the zero value if nothing.
func (k *known) get(key uint32) wordSlot {
	if len(k.slots) == 0 {
		return wordSlot{}
	}
	return *k.find(key)
}

// at returns the slot of key, made if need be.
func (k *known) at(key uint32) *wordSlot {
	if k.n*2 >= len(k.slots) {
		old := k.slots
		k.slots = make([]wordSlot, max(16, 2*len(old)))
		for _, s := range old {
			if s.key != 0 {
				*k.find(s.key) = s
			}
		}
	}
	s := k.find(key)
	if s.key == 0 {
		s.key = key
		k.n++
	}
	return s
}
