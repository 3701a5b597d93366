package world

import (
	"strings"
	"testing"
)

func TestGeo(t *testing.T) {
	for name, want := range map[string]struct {
		code  string
		sense Sense
	}{
		"United States": {"US", SenseName}, "U.S.": {"US", SenseName}, "US": {"US", SenseName},
		"the Netherlands": {"NL", SenseName}, "Dutch": {"NL", SenseAdjective}, "Germans": {"DE", SensePeople},
		"RUSSIA": {"RU", SenseName}, "Moscow": {"RU", SenseCapital}, "Swede": {"SE", SensePeople},
		"Bogota": {"CO", SenseCapital}, "Bogotá": {"CO", SenseCapital}, "Congolese": {"CD", SenseAdjective},
		"Ivory Coast": {"CI", SenseName}, "Côte d’Ivoire": {"CI", SenseName}, "Washington": {"US", SenseCapital},
	} {
		code, sense, ok := Geo(name)
		if !ok || code != want.code || sense&want.sense == 0 {
			t.Errorf("Geo(%q) = %s %b %v, want %s with %b", name, code, sense, ok, want.code, want.sense)
		}
	}
	for _, name := range []string{"us", "Soviet", "England", "", "Atlantis"} {
		if code, _, ok := Geo(name); ok {
			t.Errorf("Geo(%q) = %s, want none", name, code)
		}
	}
}

func TestCountries(t *testing.T) {
	seen := map[string]bool{}
	for c := range rows(countriesText) {
		if len(c[0]) != 2 || c[0] != strings.ToUpper(c[0]) || c[1] == "" || seen[c[0]] {
			t.Errorf("row %q: code or name is wrong or given twice", c)
		}
		seen[c[0]] = true
		if code, sense, ok := Geo(c[1]); !ok || code != c[0] || sense&SenseName == 0 {
			t.Errorf("%s is found as %s %b", c[1], code, sense)
		}
		if x, ok := ByCode(c[0]); !ok || x.Name != c[1] {
			t.Errorf("ByCode(%s) = %v", c[0], x)
		}
	}
	// 193 members of the United Nations, the Holy See, Palestine, Kosovo, Taiwan, four territories
	if len(seen) != 201 {
		t.Errorf("%d countries, want 201", len(seen))
	}
}

func TestOrg(t *testing.T) {
	for name, want := range map[string]string{"EU": "European Union", "the Kremlin": "Kremlin", "F.B.I.": "Federal Bureau of Investigation",
		"NATO": "NATO", "State Department": "U.S. Department of State"} {
		if o, ok := Org(name); !ok || o.Name != want {
			t.Errorf("Org(%q) = %v, want %s", name, o, want)
		}
	}
	if o, ok := Org("who"); ok {
		t.Errorf("Org(who) = %v", o)
	}
}

func TestOffices(t *testing.T) {
	o, ok := OfficeOf("foreign minister")
	if !ok || !o.Describes("top diplomat") || o.Describes("leader") {
		t.Errorf("foreign minister: %+v", o)
	}
	if o, ok := OfficeOf("deputy foreign minister"); ok {
		t.Errorf("a deputy holds %+v", o)
	}
	if o, ok := OfficeOf("vice president"); !ok || o.Key != "vice-president" {
		t.Errorf("vice president: %+v", o)
	}
	if o, ok := OfficeOf("president"); !ok || !o.Head || !o.Describes("leader") {
		t.Errorf("president: %+v", o)
	}
}

func TestGender(t *testing.T) {
	for name, want := range map[string]Gender{"Mary": Female, "Vladimir": Male, "JOHN": Male, "Xyzzy": Unknown} {
		if g, _ := GivenName(name); g != want {
			t.Errorf("GivenName(%q) = %d, want %d", name, g, want)
		}
	}
	if NounGender("spokeswoman") != Female || NounGender("king") != Male || NounGender("minister") != Unknown || TitleGender("Mrs.") != Female {
		t.Error("nouns or titles tell the wrong gender")
	}
}

func TestPersons(t *testing.T) {
	for w, want := range map[string]bool{"minister": true, "lawyer": true, "trawler": false, "table": false, "nobody": false} {
		if Person(w) != want {
			t.Errorf("Person(%q) is not %v", w, want)
		}
	}
}

// TestMayKnow: no name of the tables is passed over, as it stands or in capitals.
func TestMayKnow(t *testing.T) {
	for name := range load().geo {
		_, _, plain := Geo(name)
		_, _, loud := Geo(strings.ToUpper(name))
		if _, listed := load().geo[titleCase(name)]; !plain || listed && len(name) > 4 && !loud {
			t.Errorf("Geo(%q): found %v, in capitals %v", name, plain, loud)
		}
	}
	for name := range load().orgs {
		_, plain := Org(name)
		_, loud := Org(strings.ToUpper(name))
		if _, listed := load().orgs[titleCase(name)]; !plain || listed && len(name) > 5 && !loud {
			t.Errorf("Org(%q): found %v, in capitals %v", name, plain, loud)
		}
	}
}
