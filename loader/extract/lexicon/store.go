package lexicon

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hearsay/loader/extract/wordtable"
)

// stored is the file: the topics by number from 1 on, the word table, the irregular
// forms, each a part of speech, a form and a lemma, and the table of clusters.
type stored struct {
	Topics   []string
	Words    []byte
	Forms    []string
	Clusters []byte
}

// closed are the forms that every text has and the lists lack.
const closed = `v:was=be v:were=be v:is=be v:are=be v:am=be v:been=be v:'s=be v:'re=be v:'m=be
	v:has=have v:had=have v:'ve=have v:'d=have v:did=do v:does=do v:done=do v:said=say v:paid=pay v:laid=lay v:made=make
	v:n't=not a:better=good a:best=good a:worse=bad a:worst=bad r:better=well r:best=well a:more=many a:most=many
	r:more=more r:most=most`

// Pack makes the file of a lexicon from three tables of tab-separated columns: lemma,
// part of speech, topic, topics, frames; lemma, part of speech, irregular form; and
// form in lower case and its clusters, from fine to coarse. Entries of several words
// are left out.
func Pack(w io.Writer, words, forms, clusters io.Reader) error {
	entries, topics, err := readWords(words)
	if err != nil {
		return fmt.Errorf("lexicon: read words: %w", err)
	}
	s := stored{Topics: topics}
	if s.Forms, err = readForms(forms); err != nil {
		return fmt.Errorf("lexicon: read forms: %w", err)
	}
	table := make(map[string]uint32, len(entries))
	for lemma, e := range entries {
		table[lemma] = e.pack()
	}
	if s.Words, err = store(table); err != nil {
		return err
	}
	if table, err = readClusters(clusters); err != nil {
		return fmt.Errorf("lexicon: read clusters: %w", err)
	}
	if s.Clusters, err = store(table); err != nil {
		return err
	}
	return gob.NewEncoder(w).Encode(s)
}

func store(table map[string]uint32) ([]byte, error) {
	var b bytes.Buffer
	if err := wordtable.Write(&b, table); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return b.Bytes(), nil
}

// readClusters returns the packed clusters of each form.
func readClusters(r io.Reader) (map[string]uint32, error) {
	m := map[string]uint32{}
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 4 {
			return nil, fmt.Errorf("line %q", sc.Text())
		}
		var n [3]uint64
		for i, bits := range [...]int{fineBits, middleBits, coarseBits} {
			var err error
			if n[i], err = strconv.ParseUint(c[i+1], 10, bits); err != nil {
				return nil, err
			}
		}
		m[c[0]] = Clusters{uint16(n[0]), uint16(n[1]), uint16(n[2])}.pack()
	}
	return m, sc.Err()
}

func readWords(r io.Reader) (map[string]Entry, []string, error) {
	m, number := map[string]Entry{}, map[string]uint8{}
	var topics []string
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<20)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 5 || strings.Contains(c[0], " ") {
			continue
		}
		t, ok := number[c[2]]
		if !ok {
			topics = append(topics, c[2])
			t = uint8(len(topics))
			number[c[2]] = t
		}
		e := m[c[0]]
		switch c[1] {
		case "n":
			e.POS |= posNoun
			e.Noun = t
		case "v":
			e.POS |= posVerb
			e.Verb, e.frames = t, frames(c[4])
		case "a", "s":
			e.POS |= posAdjective
		case "r":
			e.POS |= posAdverb
		}
		m[c[0]] = e
	}
	return m, topics, sc.Err()
}

// frames reads the frame names of Open English WordNet.
func frames(list string) (f uint8) {
	for x := range strings.SplitSeq(list, ",") {
		switch x {
		case "via-that":
			f |= frameThat
		case "via-to-inf", "vtaa-to-inf", "via-inf", "vtaa-inf":
			f |= frameInfinitive
		case "ditransitive", "vtai-to":
			f |= frameTwoObjects
		case "vtaa-of", "vtaa-with", "vtai-from", "vtai-with", "vtaa-pp", "vtai-pp":
			f |= frameObjectAndPhrase
		case "via", "vii", "via-pp", "vii-pp":
			f |= frameNoObject
		}
	}
	return f
}

// readForms returns the irregular forms in order; the first lemma of a form counts.
func readForms(r io.Reader) ([]string, error) {
	m := map[string]string{} // "v:went" to "go"
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 3 || c[1] == "" {
			continue
		}
		if k := letters[posIndex(c[1][0])] + ":" + c[2]; m[k] == "" {
			m[k] = c[0]
		}
	}
	for f := range strings.FieldsSeq(closed) {
		form, lemma, _ := strings.Cut(f, "=")
		m[form] = lemma
	}
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, k[:1], k[2:], m[k])
	}
	return out, sc.Err()
}

var letters = [4]string{"n", "v", "a", "r"}

func posIndex(c byte) int {
	switch c {
	case 'n':
		return noun
	case 'v':
		return verb
	case 'r':
		return adverb
	}
	return adjective
}

// Read loads a lexicon that Pack made.
func Read(r io.Reader) (*Lexicon, error) {
	var s stored
	if err := gob.NewDecoder(r).Decode(&s); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l := &Lexicon{topics: map[string]uint8{}}
	for i, t := range s.Topics {
		l.topics[t] = uint8(i + 1)
	}
	var err error
	if l.words, err = wordtable.Read(bytes.NewReader(s.Words)); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if l.clusters, err = wordtable.Read(bytes.NewReader(s.Clusters)); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	for i := range l.irr {
		l.irr[i] = map[string]string{}
	}
	for i := 0; i+2 < len(s.Forms); i += 3 {
		if s.Forms[i] != "" {
			l.irr[posIndex(s.Forms[i][0])][s.Forms[i+1]] = s.Forms[i+2]
		}
	}
	return l, nil
}
