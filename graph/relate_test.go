package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// made returns a claim with its ID; parts are act, sources, targets, terms.
func made(act SpeechAct, sources, targets, terms string) *Claim {
	c := &Claim{Act: act, SourceIDs: strings.Fields(sources), TargetIDs: strings.Fields(targets), Terms: strings.Fields(terms),
		Polarity: Positive, Modality: Asserted}
	slices.Sort(c.Terms)
	if act == ActDeny {
		c.Polarity = Negative
	}
	c.ID = ClaimID(c)
	return c
}

func TestRelate(t *testing.T) {
	negative := made(ActSay, "moor", "", "bridge unsafe inspector close river")
	negative.Polarity = Negative
	negative.ID = ClaimID(negative)
	wanted := made(ActSay, "moor", "", "bridge unsafe inspector close")
	wanted.Modality = Wanted
	wanted.ID = ClaimID(wanted)
	for _, c := range []struct {
		name string
		a, b *Claim
		want string // kind, "a" or "b" for where it runs from, "" for no link
	}{
		{"one source, other words", made(ActAccuse, "moor", "lund", "burn granary night north"), made(ActAccuse, "moor", "lund", "burn granary night"), "REPEATS"},
		{"too few words", made(ActAccuse, "moor", "lund", "burn granary"), made(ActAccuse, "moor", "lund", "burn granary north"), ""},
		{"other target", made(ActAccuse, "moor", "lund", "burn granary night"), made(ActAccuse, "moor", "bach", "burn granary night"), ""},
		{"strangers need five words", made(ActSay, "moor", "", "burn granary night north"), made(ActSay, "bach", "", "burn granary night north"), ""},
		{"strangers with five words", made(ActSay, "moor", "", "burn granary night north rebel"), made(ActSay, "bach", "", "burn granary night north rebel"), "REPEATS"},
		{"denial of an accusation", made(ActAccuse, "moor", "lund", "burn granary night north rebel"), made(ActDeny, "lund", "", "burn granary night ever"), "DENIES b"},
		{"denial given first", made(ActDeny, "lund", "", "burn granary night ever"), made(ActAccuse, "moor", "lund", "burn granary night north rebel"), "DENIES a"},
		{"a denial by somebody else needs nearly all words", made(ActAccuse, "moor", "lund", "burn granary night north rebel"), made(ActDeny, "bach", "", "burn granary night ever"), ""},
		{"nobody denies himself", made(ActSay, "lund", "lund", "burn granary night"), made(ActDeny, "lund", "", "burn granary night"), ""},
		{"a short denial that lies whole in the accusation", made(ActAccuse, "moor", "lund", "rig election burn ballot"), made(ActDeny, "lund", "", "election rig"), "DENIES b"},
		{"names alone are no denial", made(ActAccuse, "moor", "lund", "ada_moor carl_bach fraud"), made(ActDeny, "lund", "", "ada_moor carl_bach plan"), ""},
		{"what only marks an identity does not count", made(ActSay, "moor", "lund", "art:1 burn granary"), made(ActSay, "moor", "lund", "art:1 burn granary night"), ""},
		{"polarity", made(ActSay, "bach", "", "bridge unsafe inspector close river"), negative, "CONTRADICTS"},
		{"one contradicts himself", made(ActSay, "moor", "", "bridge unsafe inspector close river"), negative, "CONTRADICTS"},
		{"a thought contradicts nobody", made(ActThink, "bach", "", "bridge unsafe inspector close river"), negative, ""},
		{"a wish repeats no statement", made(ActSay, "moor", "", "bridge unsafe inspector close"), wanted, ""},
		{"a question repeats no statement", made(ActAsk, "moor", "", "bridge unsafe inspector close"), made(ActSay, "moor", "", "bridge unsafe inspector close"), ""},
		{"a claim and itself", made(ActSay, "moor", "", "bridge unsafe inspector"), made(ActSay, "moor", "", "bridge unsafe inspector"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			if l, ok := Relate(c.a, c.b); ok {
				got = string(l.Kind)
				if l.Kind == Denies {
					got += map[bool]string{true: " a", false: " b"}[l.FromID == c.a.ID]
				}
				if l.ID != LinkID(&l) || l.ArticleID != "" {
					t.Errorf("link %+v", l)
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestRelateProperties draws pairs of claims that share much and checks what the
// stores rely on: the order of the two does not matter, and what Relate joins is
// found by a common key.
func TestRelateProperties(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	draw := func(n, of int, prefix string) (out []string) {
		for range n {
			out = append(out, fmt.Sprintf("%s%0*d", prefix, 1+rnd.IntN(3), rnd.IntN(of)))
		}
		return out
	}
	claim := func() *Claim {
		c := &Claim{Act: Acts[rnd.IntN(len(Acts))], SourceIDs: draw(rnd.IntN(3), 3, "e"), TargetIDs: draw(rnd.IntN(3), 3, "e"),
			Polarity: []Polarity{Positive, Negative}[rnd.IntN(2)], Modality: []Modality{Asserted, Possible, Wanted}[rnd.IntN(3)]}
		c.Terms = draw(rnd.IntN(12), 8, []string{"w", "w", "a_", "x:"}[rnd.IntN(4)])
		if rnd.IntN(3) == 0 {
			c.Act = ActDeny
		}
		c.ID = ClaimID(c)
		return c
	}
	linked := map[LinkKind]int{}
	for range 60_000 {
		a, b := claim(), claim()
		if rnd.IntN(3) > 0 { // a claim in other words
			b.Terms = append(slices.Clone(a.Terms[:rnd.IntN(len(a.Terms)+1)]), draw(rnd.IntN(4), 8, "w")...)
			if rnd.IntN(2) == 0 {
				b.SourceIDs, b.TargetIDs = a.TargetIDs, a.TargetIDs
			}
			if rnd.IntN(2) == 0 {
				b.Act = a.Act
			}
			b.ID = ClaimID(b)
		}
		ab, ok := Relate(a, b)
		ba, ok2 := Relate(b, a)
		if ok != ok2 || !reflect.DeepEqual(ab, ba) {
			t.Fatalf("Relate is not symmetric:\n%+v\n%+v\n%+v\n%+v", a, b, ab, ba)
		}
		if !ok {
			continue
		}
		linked[ab.Kind]++
		for _, x := range [][2]*Claim{{a, b}, {b, a}} {
			keys := Keys(x[1])
			if !slices.ContainsFunc(Seeks(x[0]), func(k string) bool { return slices.Contains(keys, k) }) {
				t.Fatalf("%s joins claims of which one does not seek the other:\n%+v %q\n%+v %q", ab.Kind, x[0], Seeks(x[0]), x[1], keys)
			}
		}
		if !SketchOf(a).MayRelate(SketchOf(b)) || !SketchOf(b).MayRelate(SketchOf(a)) {
			t.Fatalf("%s joins claims whose sketches say no:\n%+v\n%+v", ab.Kind, a, b)
		}
		if l := ab; l.Confidence < 0 || l.Confidence > 1 || (l.Kind == Repeats || l.Kind == Contradicts) && l.FromID > l.ToID {
			t.Fatalf("link %+v", l)
		}
	}
	if linked[Repeats] < 100 || linked[Denies] < 100 || linked[Contradicts] < 100 {
		t.Fatalf("the draw says little: %v", linked)
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"U.S. and U.S", []string{"us", "and", "us"}},
		{"Lund's men, the Moors’ boat", []string{"lund", "men", "the", "moors", "boat"}},
		{"end.Then", []string{"end", "then"}},
		{"Čapek, José", []string{"capek", "jose"}},
		{"anti-corruption", []string{"anti", "corruption"}},
		{"O'Hara didn't", []string{"ohara", "didnt"}},
		{"3.5 and 1,000", []string{"3", "5", "and", "1", "000"}},
		{"", nil},
		{" \t—", nil},
		{"Ａｂｃ ﬁre", []string{"abc", "fire"}},
	} {
		t.Run(c.in, func(t *testing.T) {
			if d := cmp.Diff(c.want, Words(c.in)); d != "" {
				t.Error(d)
			}
			if again := Fold(Fold(c.in)); again != Fold(c.in) {
				t.Errorf("folding %q twice gives %q", Fold(c.in), again)
			}
		})
	}
}
