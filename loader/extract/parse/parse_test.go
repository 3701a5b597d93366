package parse

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"hearsay/loader/extract/linear"
	"hearsay/loader/extract/neural"
)

// trained returns a parser of random trees.
func trained(r *rand.Rand) *Parser {
	var ex []Example
	for range 60 {
		n := 1 + r.IntN(12)
		e := Example{Heads: make([]int, n), Rels: make([]string, n), Words: make([]Word, n)}
		for i := range n {
			e.Words[i] = Word{Lex: linear.Mix(uint32(r.IntN(30)), 1), Tag: uint8(r.IntN(5))}
			e.Heads[i] = i - 1 // chains are projective
			if n%2 == 0 {
				e.Heads[i] = i + 1
				if i == n-1 {
					e.Heads[i] = -1
				}
			}
			e.Rels[i] = []string{"a", "b"}[r.IntN(2)]
		}
		ex = append(ex, e)
	}
	return Train(ex, Options{Seed: 1, Passes: 2, MinUpdates: 1, MinLemma: 2, Rate: 0.01, Points: 100}, nil)
}

// words returns a random sentence.
func words(r *rand.Rand, n int) []Word {
	ws := make([]Word, n)
	for i := range ws {
		ws[i] = Word{Lex: linear.Mix(uint32(r.IntN(60)), 1), Tag: uint8(r.IntN(5))}
	}
	return ws
}

// TestScore: what a decision keeps of earlier ones is what it would find anew.
func TestScore(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	p := trained(r)
	var sc Scratch
	var buf [numTrans]uint32
	for range 100 {
		for sc.begin(words(r, 1+r.IntN(30)), p.lemmas); !sc.st.done(); {
			next := p.next(&sc)
			if sc.st.forced() < 0 {
				var c config
				c.look(&sc.st)
				var sum neural.Sum
				p.net.Add(&sum, p.sight.both(&c, p.sight.front(&c, p.sight.stack(&c, nil))))
				var scores [neural.MaxClasses]int32
				p.net.Score(&sum, 1<<linear.Width-1, &scores)
				want := p.trans.Score(sc.st.transFeats(&buf))
				for k := range want {
					want[k] += scores[k]
				}
				if got := p.score(&sc); got != want {
					t.Fatalf("stack %v, word %d: scores %v, want %v", sc.st.stack, sc.st.b, got, want)
				}
				for next = r.IntN(3); !sc.st.valid(next); { // wherever the parser would not go
					next = r.IntN(3)
				}
			}
			p.take(&sc, next)
		}
	}
}

// TestParseIsATree trains on random trees: whatever the weights, the output
// has one root and no cycle.
func TestParseIsATree(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	p := trained(r)
	var sc Scratch
	heads, rels := make([]int16, 64), make([]uint8, 64)
	for range 300 {
		n := r.IntN(40)
		ws := words(r, n)
		p.Parse(&sc, ws, heads, rels)
		roots := 0
		for i := range n {
			if heads[i] < 0 {
				roots++
			}
			for k, h := 0, int(heads[i]); h >= 0; k, h = k+1, int(heads[h]) {
				if k > n {
					t.Fatal("cycle")
				}
			}
		}
		if n > 0 && roots != 1 {
			t.Fatalf("%d roots in %d words", roots, n)
		}
	}
}

// TestTrainAgain: the same trees give the same bytes, and what is stored comes back.
func TestTrainAgain(t *testing.T) {
	var first, second, third bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := trained(rand.New(rand.NewPCG(7, 7))).Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the second time it learnt something else")
	}
	p, err := Read(&first)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.net.Write(&third); err != nil || third.Len() == 0 {
		t.Errorf("the network read: %d bytes, %v", third.Len(), err)
	}
}
