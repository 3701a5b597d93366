package graph

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sound returns a record that Check accepts whole: "Mira Holt accused Port Ness of
// smuggling." with a role, an event and a link between two claims.
func sound() *Record {
	text := "Mira Holt, mayor of Norland, accused Port Ness of smuggling in the harbour affair. Port Ness denied it."
	span := func(words string) Span {
		i := strings.Index(text, words)
		return Span{i, i + len(words)}
	}
	r := &Record{Extraction: Extraction{ID: ExtractionID("1", ""), Version: "1"}}
	r.Article = Article{ID: ArticleID("https://herald.example/1", text), URL: "https://herald.example/1", Text: text,
		Published: "2020-09-25", Origin: "o", ExtractionID: r.Extraction.ID, Blocks: []Block{{Span{0, len(text)}, BlockParagraph}},
		Source: []Segment{{0, 7, len(text)}}}
	mira := Entity{ID: EntityID(KindPerson, "mira holt"), Kind: KindPerson, Name: "Mira Holt", Aliases: []string{"Holt"}}
	ness := Entity{ID: EntityID(KindOrganization, "port ness"), Kind: KindOrganization, Name: "Port Ness", Country: "NO"}
	land := Entity{ID: EntityID(KindCountry, "NO"), Kind: KindCountry, Name: "Norland", Country: "NO"}
	r.Entities = []Entity{mira, ness, land}
	affair := Event{ID: EventID("harbour affair"), Label: "the harbour affair", Time: "2020-09", Place: land.ID}
	r.Events = []Event{affair}
	r.Mentions = []Mention{{ArticleID: r.Article.ID, EntityID: mira.ID, Kind: MentionName, Span: span("Mira Holt")},
		{ArticleID: r.Article.ID, EventID: affair.ID, Kind: MentionNominal, Span: span("the harbour affair")}}
	for i := range r.Mentions {
		r.Mentions[i].ID = MentionID(&r.Mentions[i])
	}
	role := Role{PersonID: mira.ID, HolderID: land.ID, Title: "mayor", ArticleID: r.Article.ID, Span: span("mayor of Norland")}
	role.ID = RoleID(&role)
	r.Roles = []Role{role}
	accuse := Claim{Act: ActAccuse, SourceIDs: []string{mira.ID}, TargetIDs: []string{ness.ID}, Polarity: Positive,
		Modality: Asserted, Terms: []string{"harbour", "smuggle"}}
	accuse.ID = ClaimID(&accuse)
	deny := Claim{Act: ActDeny, SourceIDs: []string{ness.ID}, Polarity: Negative, Modality: Asserted, Terms: []string{"smuggle"}}
	deny.ID = ClaimID(&deny)
	r.Claims = []Claim{accuse, deny}
	outer := Attribution{ArticleID: r.Article.ID, ClaimID: accuse.ID, Type: Indirect, Act: ActAccuse, Polarity: Positive,
		Modality: Asserted, Source: []Span{span("Mira Holt")}, Cue: []Span{span("accused")}, Content: []Span{span("smuggling in the harbour affair")},
		Target: []Span{span("Port Ness")}, Proposition: "smuggling", EventIDs: []string{affair.ID}, Time: "2020", Confidence: 0.8, Rule: "verb"}
	outer.ID = AttributionID(&outer)
	inner := Attribution{ArticleID: r.Article.ID, ClaimID: deny.ID, ParentID: outer.ID, Type: Indirect, Act: ActDeny, Polarity: Negative,
		Modality: Asserted, Cue: []Span{span("denied")}, AddresseeIDs: []string{mira.ID}, Proposition: "it", Confidence: 0.7, Rule: "verb"}
	inner.ID = AttributionID(&inner)
	r.Attributions = []Attribution{outer, inner}
	link := Link{Kind: Denies, FromID: deny.ID, ToID: accuse.ID, ArticleID: r.Article.ID, Confidence: 0.9, Rule: "next"}
	link.ID = LinkID(&link)
	r.Links = []Link{link}
	return r
}

func TestCheckAcceptsTheSound(t *testing.T) {
	out, refused, err := Check(sound())
	if err != nil || len(refused) > 0 {
		t.Fatalf("refused %v, %v", refused, err)
	}
	want := sound()
	want.sort()
	for i := range want.Attributions {
		want.Attributions[i].Published = "2020-09-25"
	}
	if diff := cmp.Diff(out, want); diff != "" {
		t.Errorf("-got +want:\n%s", diff)
	}
	again, _, err := Check(out)
	if err != nil || again.Digest() != out.Digest() {
		t.Errorf("a checked record is changed by a second check: %v", err)
	}
}

func TestCheckRefusesArticles(t *testing.T) {
	tests := map[string]func(*Record){
		"ID of another text":        func(r *Record) { r.Article.Text += "!" },
		"ID of another URL":         func(r *Record) { r.Article.URL = "" },
		"no text":                   func(r *Record) { r.Article.Text = ""; r.Article.ID = ArticleID(r.Article.URL, "") },
		"broken UTF-8 in the title": func(r *Record) { r.Article.Title = "\xff" },
		"NUL in the byline":         func(r *Record) { r.Article.Byline = []string{"a\x00b"} },
		"block outside the text":    func(r *Record) { r.Article.Blocks[0].End++ },
		"kind of block":             func(r *Record) { r.Article.Blocks[0].Kind = "POEM" },
		"segment outside the text":  func(r *Record) { r.Article.Source[0].Len++ },
		"no time":                   func(r *Record) { r.Article.Published = "25 September" },
		"no extraction":             func(r *Record) { r.Extraction.ID = "" },
		"another extraction":        func(r *Record) { r.Article.ExtractionID = "ext_other" },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			r := sound()
			spoil(r)
			if out, _, err := Check(r); !errors.Is(err, ErrInvalid) || out != nil {
				t.Errorf("got %v, %v, want ErrInvalid", out, err)
			}
		})
	}
}

func TestCheckRefusesParts(t *testing.T) {
	renew := func(a *Attribution) { a.ID = AttributionID(a) }
	tests := []struct {
		name  string
		spoil func(*Record)
		want  []string // parts that are refused, sorted
	}{
		{"entity without name", func(r *Record) { r.Entities[0].Name = "" },
			[]string{"attribution", "attribution", "claim", "claim", "entity", "entity", "link", "mention", "role"}},
		{"entity of an unknown kind that nothing needs", func(r *Record) {
			r.Entities = append(r.Entities, Entity{ID: EntityID("CAT", "tom"), Kind: "CAT", Name: "Tom"})
		}, []string{"entity"}},
		{"entity twice", func(r *Record) { r.Entities = append(r.Entities, r.Entities[0]) }, []string{"entity"}},
		{"country that is no code", func(r *Record) {
			r.Entities = append(r.Entities, Entity{ID: EntityID(KindGroup, "x"), Kind: KindGroup, Name: "x", Country: "nor"})
		}, []string{"entity"}},
		{"event with a bad place", func(r *Record) { r.Events[0].Place = "ent_none" }, []string{"event place"}},
		{"event with a bad time", func(r *Record) { r.Events[0].Time = "soon" }, []string{"attribution", "claim", "event", "link", "mention"}},
		{"mention outside the text", func(r *Record) {
			m := &r.Mentions[0]
			m.Span = Span{90, 900}
			m.ID = MentionID(m)
		}, []string{"mention"}},
		{"mention of two", func(r *Record) {
			m := &r.Mentions[0]
			m.EventID = r.Events[0].ID
			m.ID = MentionID(m)
		}, []string{"mention"}},
		{"mention with the ID of another", func(r *Record) { r.Mentions[0].ID = r.Mentions[1].ID }, []string{"mention"}},
		{"mention twice", func(r *Record) { r.Mentions = append(r.Mentions, r.Mentions[1]) }, []string{"mention"}},
		{"mention in another article", func(r *Record) {
			m := &r.Mentions[0]
			m.ArticleID = "art_other"
			m.ID = MentionID(m)
		}, []string{"mention"}},
		{"role of nobody known", func(r *Record) {
			x := &r.Roles[0]
			x.PersonID = "ent_none"
			x.ID = RoleID(x)
		}, []string{"role"}},
		{"speech act", func(r *Record) {
			r.Claims[1].Act = "SING"
			r.Claims[1].ID = ClaimID(&r.Claims[1])
			r.Attributions[1].ClaimID = r.Claims[1].ID
			r.Links = nil
		}, []string{"attribution", "claim"}},
		{"claim with the ID of another", func(r *Record) { r.Claims[1].Terms = []string{"other"} }, []string{"attribution", "claim", "link"}},
		{"claim that nobody reports", func(r *Record) { r.Attributions = r.Attributions[:1] }, []string{"claim", "link"}},
		{"attribution without cue and content", func(r *Record) {
			a := &r.Attributions[1]
			a.Cue = nil
			renew(a)
		}, []string{"attribution", "claim", "link"}},
		{"span within a rune", func(r *Record) {
			a := &r.Attributions[1]
			a.Content = []Span{{3, 3}}
			renew(a)
		}, []string{"attribution", "claim", "link"}},
		{"confidence", func(r *Record) { r.Attributions[1].Confidence = math.NaN() }, []string{"attribution", "claim", "link"}},
		{"unknown addressee", func(r *Record) { r.Attributions[1].AddresseeIDs = []string{"ent_none"} }, []string{"attribution", "claim", "link"}},
		{"outer attribution refused", func(r *Record) { r.Attributions[0].Uttered = "then" },
			[]string{"attribution", "claim", "link"}},
		{"nested in itself", func(r *Record) {
			r.Attributions[0].ParentID = r.Attributions[1].ID
		}, []string{"attribution parent", "attribution parent"}},
		{"link to itself", func(r *Record) {
			l := &r.Links[0]
			l.ToID = l.FromID
			l.ID = LinkID(l)
		}, []string{"link"}},
		{"symmetric link from the greater ID", func(r *Record) {
			l := &r.Links[0]
			l.Kind = Repeats
			l.FromID, l.ToID = max(l.FromID, l.ToID), min(l.FromID, l.ToID)
			l.ID = LinkID(l)
		}, []string{"link"}},
		{"link of another article", func(r *Record) {
			l := &r.Links[0]
			l.ArticleID = ""
			l.ID = LinkID(l)
		}, []string{"link"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			r := sound()
			tc.spoil(r)
			out, refused, err := Check(r)
			if err != nil {
				t.Fatal(err)
			}
			var parts []string
			for _, f := range refused {
				if f.ArticleID != r.Article.ID || f.Reason == "" {
					t.Errorf("refusal %+v lacks article or reason", f)
				}
				parts = append(parts, f.Part)
			}
			slices.Sort(parts)
			if diff := cmp.Diff(parts, tc.want); diff != "" {
				t.Errorf("refused (-got +want):\n%s\n%v", diff, refused)
			}
			again, more, err := Check(out)
			if err != nil || len(more) > 0 || again.Digest() != out.Digest() {
				t.Errorf("what passed does not pass again: %v, %v", more, err)
			}
		})
	}
}

func TestCheckFormsOne(t *testing.T) {
	r := sound()
	want, _, err := Check(sound())
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(r.Entities)
	slices.Reverse(r.Attributions)
	slices.Reverse(r.Claims)
	for i := range r.Claims {
		if r.Claims[i].Act == ActAccuse {
			r.Claims[i].Terms = []string{"smuggle", "harbour", "smuggle"}
		}
		r.Claims[i].Reports, r.Claims[i].Proposition, r.Claims[i].FirstPublished = 9, "ignored", "1999"
		r.Claims[i].EventIDs = []string{}
	}
	r.Article.Byline = []string{}
	r.Article.Recorded = "2001-01-01"
	for i := range r.Entities {
		if len(r.Entities[i].Aliases) > 0 {
			r.Entities[i].Aliases = []string{"Holt", "", "Holt"}
		}
	}
	for i := range r.Attributions {
		r.Attributions[i].Confidence += 0.001
		r.Attributions[i].Addressee = []Span{}
		r.Attributions[i].Published = "1999"
	}
	r.Links[0].Published = "1999"
	got, refused, err := Check(r)
	if err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("-got +want:\n%s", diff)
	}
	if got.Digest() != want.Digest() {
		t.Error("the digests differ")
	}
	got.Article.Title = "other"
	if got.Digest() == want.Digest() {
		t.Error("another title has the same digest")
	}
}

// TestCheckPrunes refuses what an event was mentioned by, and keeps what nothing
// ever referred to.
func TestCheckPrunes(t *testing.T) {
	r := sound()
	r.Entities = append(r.Entities, Entity{ID: EntityID(KindGroup, "fishers"), Kind: KindGroup, Name: "fishers"})
	r.Mentions[1].Kind = "SONG"
	r.Attributions[0].Confidence = 2
	out, refused, err := Check(r)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Events) != 0 {
		t.Errorf("the event stays: %v", out.Events)
	}
	if len(out.Entities) != 4 {
		t.Errorf("%d entities stay, want all 4: %v", len(out.Entities), refused)
	}
	if out.Attributions[0].ParentID != "" {
		t.Error("it is still nested in the attribution that was refused")
	}
}
