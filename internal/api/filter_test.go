package api

import (
	"strings"
	"testing"
)

// Filters keep the laws of logic, whatever is in them, and an empty list means what
// the schema says.
func TestFiltersCompose(t *testing.T) {
	h := New(sampleStore(t, 40), Options{})
	total := func(filter string) int {
		t.Helper()
		var out struct{ Claims struct{ TotalCount int } }
		mustAsk(t, h, &out, "{claims(first: 1, filter: {"+filter+"}) {totalCount}}")
		return out.Claims.TotalCount
	}
	all := total("")
	parts := []string{
		"acts: [ACCUSE]", "answered: true", "denied: true", "nested: true", "unnamedSource: true", "maxOrigins: 1", "minOrigins: 2",
		`countries: ["NO"]`, `sourceCountries: ["HU"]`, `targetCountries: ["hu"]`, "sourceKinds: [PERSON]", "targetKinds: [COUNTRY, GROUP]",
		`sources: [{iso: "NO"}]`, `text: "ferry"`, `publisher: "wire.example"`, `from: "2020-09"`, "hasSource: false", "acts: []", `sources: [{name: "Nobody At All"}]`,
	}
	for i, a := range parts {
		b := parts[(i+3)%len(parts)]
		n, m := total(a), total(b)
		none := strings.HasSuffix(a, "[]") || strings.Contains(a, "Nobody")
		if !none && (n == 0 || n == all) {
			t.Errorf("{%s} matches %d of %d: it tells nothing", a, n, all)
		}
		either, both := total("or: [{"+a+"}, {"+b+"}]"), total("and: [{"+a+"}, {"+b+"}]")
		if either+both != n+m {
			t.Errorf("{%s} %d, {%s} %d: either %d, both %d", a, n, b, m, either, both)
		}
		if got := total("not: {" + a + "}"); got != all-n {
			t.Errorf("not {%s}: %d, want %d", a, got, all-n)
		}
		if got := total("not: {or: [{" + a + "}, {" + b + "}]}"); got != all-either {
			t.Errorf("neither {%s} nor {%s}: %d, want %d", a, b, got, all-either)
		}
		if got := total(a + ", not: {not: {" + a + "}}"); got != n {
			t.Errorf("{%s} and not not: %d, want %d", a, got, n)
		}
	}
	for filter, want := range map[string]int{"or: []": 0, "and: []": all, "not: {}": 0, "or: [{}]": all, "not: {or: []}": all, "not: {acts: []}": all} {
		if got := total(filter); got != want {
			t.Errorf("{%s}: %d, want %d", filter, got, want)
		}
	}
}
