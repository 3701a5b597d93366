package api

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The counts tell what was asked and refused, to admins alone, and nothing of what is in
// questions and keys.
func TestMetrics(t *testing.T) {
	h := New(sampleStore(t, 3), Options{Gate: ring{}, Version: "1.2.3", Documents: Documents{"w": "query Weekly{claims(first:2){nodes{id}}}"}})
	by := func(role, body string) { post(t, h, body, "Authorization", "Bearer "+role) }
	by("reader", quoted(`query Weekly{claims(first:2,filter:{text:"canary"}){nodes{id sources{name}}}}`))
	by("reader", quoted(`{claims(first:-1){nodes{id}}}`))
	by("reader", quoted(`query Canary{nothing}`))
	by("canary", hello)
	send(t, h, "PUT", "/graphql", strings.NewReader("canary"), "Authorization", "Bearer reader")
	for role, want := range map[string]int{"": 401, "reader": 403, "reviewer": 403, "loader": 403, "admin": 200} {
		if w := send(t, h, "GET", "/metrics", nil, "Authorization", "Bearer "+role); w.Code != want {
			t.Errorf("/metrics for %q: status %d", role, w.Code)
		}
	}
	text := send(t, h, "GET", "/metrics", nil, "Authorization", "Bearer admin").Body.String()
	for _, want := range []string{
		`hearsay_info\{version="1.2.3"\} 1`,
		`hearsay_operations_total\{kind="query",operation="Weekly",result="ok"\} 1`,
		`hearsay_operations_total\{kind="query",operation="anonymous",result="error"\} 1`,
		`hearsay_operation_seconds_count\{operation="Weekly"\} 1`,
		`hearsay_errors_total\{code="BAD_USER_INPUT"\} 1`,
		`hearsay_errors_total\{code="GRAPHQL_VALIDATION_FAILED"\} 1`,
		`hearsay_errors_total\{code="UNAUTHENTICATED"\} 2`,
		`hearsay_errors_total\{code="FORBIDDEN"\} 3`,
		`hearsay_errors_total\{code="BAD_REQUEST"\} 1`,
		`hearsay_store_reads_total\{method="ListClaims"\} [1-9]`,
		`hearsay_operation_complexity_count [1-9]`,
	} {
		if !regexp.MustCompile("(?m)^" + want).MatchString(text) {
			t.Errorf("no %s in\n%.3000s", want, text)
		}
	}
	if strings.Contains(strings.ToLower(text), "canary") {
		t.Errorf("the counts tell what was asked:\n%s", text)
	}
}

// Every code that the package gives is in the list of codes, and in the manual.
func TestCodesAreListed(t *testing.T) {
	manual := readFile(t, "../../docs/api.md")
	source := readFile(t, "errors.go")
	for _, m := range regexp.MustCompile(`\n\tcode\w+\s+= "(\w+)"`).FindAllStringSubmatch(source, -1) {
		found := false
		for _, c := range codes {
			found = found || c == m[1]
		}
		if !found || !strings.Contains(manual, "`"+m[1]+"`") {
			t.Errorf("%s: in the list %v", m[1], found)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
