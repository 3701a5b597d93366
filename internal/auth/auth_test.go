package auth

import (
	"context"
	"strings"
	"testing"
)

func TestRoles(t *testing.T) {
	may := map[Role]string{
		Reader: "reader", Reviewer: "reader reviewer", Loader: "reader loader", Admin: "reader reviewer loader admin",
		"": "", "root": "", "Admin": "",
	}
	for r, want := range may {
		var got []string
		for _, need := range append([]Role{"", "root"}, Roles...) {
			if r.May(need) {
				got = append(got, string(need))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q may do %q, want %q", r, got, want)
		}
	}
}

func TestBearer(t *testing.T) {
	for header, want := range map[string]string{
		"Bearer abc": "abc", "bearer abc": "abc", "  BEARER   abc ": "abc",
		"": "", "Bearer": "", "Bearer ": "", "abc": "", "Basic abc": "", "Bearer a b": "", "Bearer\tabc": "",
		"Bearer " + strings.Repeat("a", 1<<20): "",
	} {
		got, err := Bearer(header)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.40q: %q, %v; want %q", header, got, err, want)
		}
	}
}

func TestContext(t *testing.T) {
	if p := From(context.Background()); p != (Principal{}) || p.Role.May(Reader) {
		t.Errorf("nobody is %+v", p)
	}
	ann := Principal{"ann", Reviewer}
	if p := From(With(context.Background(), ann)); p != ann {
		t.Errorf("got %+v", p)
	}
}
