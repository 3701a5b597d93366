package graph

import (
	"bytes"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestIDs(t *testing.T) {
	ids := map[string]string{
		ArticleID("u", "t"):                        PrefixArticle,
		EntityID(KindPerson, "x"):                  PrefixEntity,
		UnnamedID("a", KindGroup, "two officials"): PrefixEntity,
		EventID("x"):                               PrefixEvent,
		ClaimID(&Claim{}):                          PrefixClaim,
		AttributionID(&Attribution{}):              PrefixAttribution,
		MentionID(&Mention{}):                      PrefixMention,
		RoleID(&Role{}):                            PrefixRole,
		LinkID(&Link{}):                            PrefixLink,
		ExtractionID("v", "s"):                     PrefixExtraction,
	}
	for id, want := range ids {
		if got := IDType(id); got != want {
			t.Errorf("IDType(%s) = %q, want %q", id, got, want)
		}
	}
	for _, bad := range []string{"", "art", "art_", "art_abc", "art_" + strings.Repeat("A", 26), "art_" + strings.Repeat("a", 27)} {
		if got := IDType(bad); got != "" {
			t.Errorf("IDType(%q) = %q, want none", bad, got)
		}
	}
	if ArticleID("a", "bc") == ArticleID("ab", "c") {
		t.Error("the border between two parts is lost")
	}
	// Identifiers are stored; a change of how they are made loses every graph.
	if got, want := ArticleID("https://herald.example/1", "Text."), "art_z5paa7xrw3zmzcyuigxmovvn3m"; got != want {
		t.Errorf("ArticleID = %s, want %s as ever", got, want)
	}
}

func TestClaimIDIsOfSets(t *testing.T) {
	a := Claim{Act: ActSay, SourceIDs: []string{"p", "q"}, Terms: []string{"x", "y"}}
	b := Claim{Act: ActSay, SourceIDs: []string{"q", "p", "q"}, Terms: []string{"y", "x", "x"}, Proposition: "left out", Reports: 3}
	if ClaimID(&a) != ClaimID(&b) {
		t.Error("order and repetition count")
	}
	for name, change := range map[string]func(*Claim){
		"act": func(c *Claim) { c.Act = ActDeny }, "sources": func(c *Claim) { c.SourceIDs = nil },
		"targets": func(c *Claim) { c.TargetIDs = []string{"p"} }, "polarity": func(c *Claim) { c.Polarity = Negative },
		"modality": func(c *Claim) { c.Modality = Wanted }, "implicit": func(c *Claim) { c.Implicit = true },
		"terms": func(c *Claim) { c.Terms = []string{"x y"} },
	} {
		c := a
		change(&c)
		if ClaimID(&c) == ClaimID(&a) {
			t.Errorf("%s does not count", name)
		}
	}
}

func TestTime(t *testing.T) {
	tests := []struct {
		in    Time
		p     Precision
		start string
	}{
		{"2020", PrecisionYear, "2020-01-01T00:00:00Z"}, {"2020-09", PrecisionMonth, "2020-09-01T00:00:00Z"},
		{"2020-02-29", PrecisionDay, "2020-02-29T00:00:00Z"}, {"2020-09-25T10:11:12Z", PrecisionSecond, "2020-09-25T10:11:12Z"},
		{"", "", ""}, {"2021-02-29", "", ""}, {"2020-13", "", ""}, {"2020-09-25T10:11:12+02:00", "", ""}, {"20", "", ""},
		{"2020-09-25 10:11:12Z", "", ""},
	}
	for _, tc := range tests {
		start := ""
		if s, ok := tc.in.Start(); ok {
			start = s.Format(time.RFC3339)
		}
		if tc.in.Precision() != tc.p || start != tc.start || tc.in.Valid() != (tc.p != "") {
			t.Errorf("%q: %q from %q, valid %v; want %q from %q", tc.in, tc.in.Precision(), start, tc.in.Valid(), tc.p, tc.start)
		}
	}
	x := time.Date(2020, 9, 25, 23, 30, 0, 5, time.FixedZone("", -2*3600))
	if DateOf(x) != "2020-09-26" || InstantOf(x) != "2020-09-26T01:30:00Z" || InstantOf(x).Day() != "2020-09-26" || Time("2020").Day() != "2020" {
		t.Errorf("%s, %s: want UTC", DateOf(x), InstantOf(x))
	}
	for _, within := range []Time{"2020-09", "2020-09-01", "2020-09-30T23:59:59Z"} {
		if !(string(within) <= Time("2020-09").UpTo()) || string(within) <= Time("2020-08").UpTo() {
			t.Errorf("UpTo does not bound %s", within)
		}
	}
}

func TestSelect(t *testing.T) {
	text := "Zoë 𝔘 said: “no”."
	for _, words := range []string{"Zoë", "𝔘", "“no”", "."} {
		i := strings.Index(text, words)
		got := Select(text, []Span{{i, i + len(words)}})[0]
		rs := []rune(text)
		if got.Exact != words || string(rs[got.Start:got.End]) != words {
			t.Errorf("%q: %+v", words, got)
		}
		if got.Prefix+got.Exact+got.Suffix != text {
			t.Errorf("%q: surroundings %q and %q do not complete a short text", words, got.Prefix, got.Suffix)
		}
	}
	long := strings.Repeat("é", 100)
	got := Select(long, []Span{{100, 102}})[0]
	if utf8.RuneCountInString(got.Prefix) != 32 || utf8.RuneCountInString(got.Suffix) != 32 || got.Start != 50 || got.End != 51 {
		t.Errorf("%+v: want 32 code points on each side", got)
	}
}

func FuzzSelect(f *testing.F) {
	f.Add("Zoë 𝔘 said", 0, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		s := Span{start, end}
		if !utf8.ValidString(text) || !s.cuts(text) {
			return
		}
		got := Select(text, []Span{s})[0]
		if rs := []rune(text); string(rs[got.Start:got.End]) != got.Exact || got.Exact != s.Of(text) {
			t.Errorf("%q %v: %+v", text, s, got)
		}
	})
}

func TestSpans(t *testing.T) {
	a, b := Span{2, 6}, Span{4, 8}
	if !a.Overlaps(b) || a.Overlaps(Span{6, 8}) || a.Covers(b) || !a.Covers(Span{3, 6}) || a.Len() != 4 {
		t.Error("Overlaps, Covers or Len is wrong")
	}
	if got := Join("one two three", []Span{{0, 3}, {8, 13}}); got != "one … three" {
		t.Errorf("Join = %q", got)
	}
	for s, want := range map[Span]bool{{0, 1}: true, {1, 3}: true, {2, 3}: false, {1, 2}: false, {0, 0}: false, {-1, 1}: false, {0, 4}: false, {2, 1}: false} {
		if got := s.cuts("aéb"[:3]); got != want {
			t.Errorf("%v cuts: %v, want %v", s, got, want)
		}
	}
	if p := (&Attribution{Cue: []Span{{9, 12}}, Content: []Span{{30, 40}, {4, 8}}, Target: []Span{{0, 2}}}).Pos(); p != 4 {
		t.Errorf("Pos = %d, want 4", p)
	}
	if p := (&Attribution{}).Pos(); p != 0 {
		t.Errorf("Pos of nothing = %d", p)
	}
}

func TestCursors(t *testing.T) {
	article := ArticleID("", "x")
	m := &Mention{ID: "m", ArticleID: article, Span: Span{7, 12}}
	a := &Attribution{ID: "a", Cue: []Span{{15, 20}}, Published: "2020"}
	d := &Dyad{SourceID: "s", TargetID: "t", Claims: 12}
	want := map[Cursor]Cursor{
		(&Article{ID: "i", Published: "2020"}).Cursor():                           {"2020", "i"},
		(&Entity{ID: "i", Name: "Zoë Å."}).Cursor():                               {"zoe a", "i"},
		(&Claim{ID: "i", FirstPublished: "2020"}).Cursor():                        {"2020", "i"},
		(&Event{ID: "v", Time: "2020"}).Cursor():                                  {"2020", "v"},
		(&Link{FromID: "f", ToID: "t", Kind: Denies, Published: "2020"}).Cursor(): {"2020", "f t DENIES"},
		a.Cursor(AttributionsOfArticle):                                           {"0000000015", "a"},
		a.Cursor(AttributionsOfClaim):                                             {"2020", "a"},
		m.Cursor(MentionsOfArticle):                                               {"0000000007 0000000012", "m"},
		m.Cursor(MentionsOfEntity):                                                {article + " 0000000007", "m"},
		d.Cursor(ByClaims):                                                        {"9999999987", "s t"},
	}
	for got, want := range want {
		if got != want {
			t.Errorf("cursor %+v, want %+v", got, want)
		}
	}
	if n, err := m.Cursor(MentionsOfArticle).Places(2); err != nil || !slices.Equal(n, []int{7, 12}) {
		t.Errorf("Places = %v, %v", n, err)
	}
	if id, start, err := m.Cursor(MentionsOfEntity).InEntity(); err != nil || id != article || start != 7 {
		t.Errorf("InEntity = %s, %d, %v", id, start, err)
	}
	if n, s, o, err := d.Cursor(ByClaims).Dyad(); err != nil || n != 12 || s != "s" || o != "t" {
		t.Errorf("Dyad = %d, %s, %s, %v", n, s, o, err)
	}
	for _, bad := range []string{"", "12", "-000000001", "0000000001 ", "2020-09-25", "0000000001 0000000002 0000000003"} {
		c := Cursor{Key: bad, ID: "x"}
		_, err1 := c.Places(1)
		_, err2 := c.Places(2)
		_, _, err3 := c.InEntity()
		_, _, _, err4 := c.Dyad()
		for i, err := range []error{err1, err2, err3, err4} {
			if !errors.Is(err, ErrInvalid) {
				t.Errorf("key %q, reader %d: %v, want ErrInvalid", bad, i+1, err)
			}
		}
	}
}

func TestValid(t *testing.T) {
	yes := new(true)
	tests := []struct {
		name string
		err  error
		ok   bool
	}{
		{"zero filters", errors.Join(ArticleFilter{}.Valid(), EntityFilter{}.Valid(), ClaimFilter{}.Valid(), EventFilter{}.Valid(), LinkFilter{}.Valid()), true},
		{"full claim filter", ClaimFilter{Acts: Acts, From: "2020", To: "2020-09-25T10:00:00Z", MinConfidence: 1, Denied: yes}.Valid(), true},
		{"bad act", ClaimFilter{Acts: []SpeechAct{"X"}}.Valid(), false},
		{"confidence that is no number", ClaimFilter{MinConfidence: math.NaN()}.Valid(), false},
		{"bad end of a link", LinkFilter{To: ClaimFilter{From: "x"}}.Valid(), false},
		{"bad start of a link", LinkFilter{From: ClaimFilter{From: "x"}}.Valid(), false},
		{"bad kind", EntityFilter{Kinds: []EntityKind{"X"}}.Valid(), false},
		{"bad link kind", ValidLinkKinds([]LinkKind{Denies, "X"}), false},
		{"parents", errors.Join(AttributionsOfClaim.Valid(), ClaimsOfEvent.Valid(), MentionsOfEntity.Valid(), LinksIn.Valid()), true},
		{"page", Page{First: MaxPage}.Valid(), true},
		{"page of none", Page{}.Valid(), false},
		{"page too great", Page{First: MaxPage + 1}.Valid(), false},
	}
	for _, tc := range tests {
		if tc.ok != (tc.err == nil) || !tc.ok && !errors.Is(tc.err, ErrInvalid) {
			t.Errorf("%s: %v", tc.name, tc.err)
		}
	}
	if !(ClaimFilter{}).IsZero() || (ClaimFilter{Denied: yes}).IsZero() || (ClaimFilter{ArticleIDs: []string{"x"}}).IsZero() {
		t.Error("IsZero is wrong")
	}
	for p, want := range map[Page]bool{{}: false, {Desc: true}: true, {Backward: true}: true, {Desc: true, Backward: true}: false} {
		if p.Reverse() != want {
			t.Errorf("%+v: Reverse %v", p, !want)
		}
	}
}

type rows []DumpRow

func (r rows) Dump(_ context.Context, yield func(DumpRow) error) error {
	for _, row := range r {
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}

func TestWriteDump(t *testing.T) {
	var b bytes.Buffer
	err := WriteDump(t.Context(), rows{{"event", &Event{ID: "v", Label: "<a> & “b”"}}, {"article", &Article{ID: "a", Recorded: "2020"}}}, &b)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"kind":"event","value":{"id":"v","label":"<a> & “b”"}}` + "\n" +
		`{"kind":"article","value":{"id":"a","text":"","blocks":null,"origin":"","extraction":""}}` + "\n"
	if diff := cmp.Diff(b.String(), want); diff != "" {
		t.Errorf("-got +want:\n%s", diff)
	}
}

// TestFind finds each word of a text where it stands, whatever it is made of.
func TestFind(t *testing.T) {
	for _, tc := range []struct{ text, query, want string }{
		{"Zoë's FERRY sank; the ferry-boat, too.", "ferry", "FERRY|ferry"},
		{"Zoë's ferry sank", "zoe", "Zoë"},
		{"Zoe\u0308’s ferry", "ZOE", "Zoe\u0308"},
		{"The U.S. said us", "us", "U.S|us"},
		{"ﬀoulkes won", "ffoulkes", "ﬀoulkes"},
		{"nothing", "ferry", ""},
		{"ferry", "?!", ""},
	} {
		var got []string
		for _, s := range Find(tc.text, tc.query) {
			got = append(got, s.Of(tc.text))
		}
		if x := strings.Join(got, "|"); x != tc.want {
			t.Errorf("Find(%q, %q) = %q, want %q", tc.text, tc.query, x, tc.want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, text := range []string{"Zoë's U.S. ferry", "e\u0301\u0302x 'S", "\xff\xfe a", "한국어 ﬀ ½"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text, text)
		if len(found) != len(Words(text)) {
			t.Fatalf("%d words, %d places in %q", len(Words(text)), len(found), text)
		}
		for _, s := range found {
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
				t.Fatalf("place %v of %q", s, text)
			}
		}
	})
}

// TestLags sums up replies by hand.
func TestLags(t *testing.T) {
	reply := func(said, answered Time, sources ...string) *Reply {
		return &Reply{SourceIDs: sources, TargetIDs: []string{"t"}, Said: said, Answered: answered}
	}
	all, pairs := SumLags([]*Reply{reply("2020-01-01", "2020-01-03", "a"), reply("2020-01-01", "2020-01-02", "a", "b"),
		reply("2020-01", "2019-12-31T23:59:00Z", "b"), reply("", "2020", "a"), reply("2020-01-01", "2020-01-05", "c")})
	day := 24 * time.Hour
	if want := (Lags{Pair{}, 4, -time.Minute, day, 4 * day}); all != want {
		t.Errorf("all %+v, want %+v", all, want)
	}
	want := []Lags{{Pair{"a", "t"}, 2, day, day, 2 * day}, {Pair{"b", "t"}, 2, -time.Minute, -time.Minute, day}, {Pair{"c", "t"}, 1, 4 * day, 4 * day, 4 * day}}
	if diff := cmp.Diff(want, pairs); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
}
