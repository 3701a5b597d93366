package neo4j_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
	"hearsay/graph/graphtest"
	"hearsay/graph/neo4j"
	"hearsay/graph/neo4j/neo4jtest"
)

const secret = "Zx81-secret"

func TestOpenRefuses(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, uri, ca, say string
		want               error
	}{
		{"an unknown scheme", "http://neo4j:" + secret + "@127.0.0.1:7474", "", "neo4j+s://", graph.ErrInvalid},
		{"no scheme", "127.0.0.1:7687", "", "", graph.ErrInvalid},
		{"no host", "neo4j://", "", "", graph.ErrInvalid},
		{"what is no URI", "bolt://neo4j:" + secret + "%zz@127.0.0.1", "", "not a URI", graph.ErrInvalid},
		{"a server that is down", "bolt://neo4j:" + secret + "@127.0.0.1:1", "", "refused", graph.ErrUnavailable},
		{"a cluster that is down", "neo4j://neo4j:" + secret + "@127.0.0.1:1", "", "", graph.ErrUnavailable},
		{"a CA file without TLS", "bolt://127.0.0.1:1", empty, "+s", graph.ErrInvalid},
		{"a CA file without certificates", "bolt+s://127.0.0.1:1", empty, "no certificate", graph.ErrInvalid},
		{"a CA file that is not there", "bolt+s://127.0.0.1:1", empty + ".no", "CA file", graph.ErrInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := neo4j.Open(t.Context(), tt.uri, neo4j.Options{CAFile: tt.ca, ReadTimeout: 5 * time.Second})
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.say) || strings.Contains(err.Error(), secret) {
				t.Errorf("error %q, want %v with %q and without the password", err, tt.want, tt.say)
			}
		})
	}
}

func TestOpenWrongPassword(t *testing.T) {
	u := address(t)
	u.User = url.UserPassword("neo4j", secret)
	_, err := neo4j.Open(t.Context(), u.String(), neo4j.Options{})
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "password is wrong") || strings.Contains(err.Error(), secret) {
		t.Errorf("error %v, want unavailable, password is wrong", err)
	}
}

func TestOpenUnknownDatabase(t *testing.T) {
	_, err := neo4j.Open(t.Context(), neo4jtest.URL(t), neo4j.Options{Database: "nowhere"})
	if !errors.Is(err, graph.ErrUnavailable) || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("error %v, want unavailable with the name of the database", err)
	}
}

// TestOpenRoutes opens by the scheme that clusters need, with the password as an option.
func TestOpenRoutes(t *testing.T) {
	neo4jtest.Reset(t)
	u := address(t)
	password, _ := u.User.Password()
	opt := neo4j.Options{User: u.User.Username(), Password: password, Database: "neo4j"}
	u.Scheme, u.User = "neo4j", nil
	s, err := neo4j.Open(t.Context(), u.String(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(t.Context(), graphtest.Samples(1, 1)); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Count(t.Context(), graph.ArticleFilter{}); n != 1 || err != nil {
		t.Errorf("Count = %d, %v, want 1", n, err)
	}
}

func TestOpenRefusesNewerSchema(t *testing.T) {
	neo4jtest.Reset(t)
	d := session(t)
	cypher := "CREATE (:HearsayMeta {id: 'hearsay', schema: $v})"
	params := map[string]any{"v": neo4j.SchemaVersion + 1}
	if _, err := driver.ExecuteQuery(t.Context(), d, cypher, params, driver.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
	if _, err := neo4j.Open(t.Context(), neo4jtest.URL(t), neo4j.Options{}); !errors.Is(err, graph.ErrUnsupported) {
		t.Errorf("error %v, want unsupported", err)
	}
}

// TestOpenNumbersClaims gives claims of a former schema their places.
func TestOpenNumbersClaims(t *testing.T) {
	s := neo4jtest.Open(t)
	records := graphtest.Samples(6, 1)
	if _, err := s.Put(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	before, err := s.Count(t.Context(), graph.ClaimFilter{})
	if err != nil {
		t.Fatal(err)
	}
	former := "MATCH (m:HearsayMeta {id: 'hearsay'}) SET m.schema = 1 REMOVE m.claims WITH m MATCH (x:Claim) REMOVE x.seq"
	if _, err := driver.ExecuteQuery(t.Context(), session(t), former, nil, driver.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
	again, err := neo4j.Open(t.Context(), neo4jtest.URL(t), neo4j.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	got, err := again.ClaimsAfter(t.Context(), 0, int64(before), graph.ClaimFilter{}, graph.MaxPage)
	if err != nil || len(got.Items) != before {
		t.Errorf("%d of %d claims have a place, %v", len(got.Items), before, err)
	}
	if h, err := again.Heads(t.Context()); err != nil || h.Claims != int64(before) {
		t.Errorf("heads %+v, %v, want %d claims", h, err, before)
	}
}

// TestReadableCypher holds that who accused whom of what is one short MATCH.
func TestReadableCypher(t *testing.T) {
	s := neo4jtest.Open(t)
	r := fullRecord()
	if _, err := s.Put(t.Context(), []*graph.Record{r}); err != nil {
		t.Fatal(err)
	}
	res, err := driver.ExecuteQuery(t.Context(), session(t), `
		MATCH (who:Person)-[:MADE]->(c:Claim {act: 'ACCUSE'})-[:TARGETS]->(whom:Organization)
		MATCH (c)<-[:REPORTS]-(said:Attribution)<-[:HAS]-(a:Article)-[:PUBLISHED_BY]->(p:Publisher)
		RETURN DISTINCT who.name, whom.name, c.proposition, said.cue, p.name`, nil, driver.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Records) != 1 {
		t.Fatalf("%d rows, want 1", len(res.Records))
	}
	got := res.Records[0].Values
	for i, want := range []string{"Ida Falk", "Harbour Board", "it sank the Aurora", "told", "Full"} {
		if got[i] != want {
			t.Errorf("column %d: got %v, want %s", i, got[i], want)
		}
	}
}

// TestPutSurvivesLostCommit cuts the connection when a COMMIT is on its way, once
// before the server has it and once after: the records must be there once.
func TestPutSurvivesLostCommit(t *testing.T) {
	for name, deliver := range map[string]bool{"the server never got it": false, "only the answer was lost": true} {
		t.Run(name, func(t *testing.T) {
			neo4jtest.Reset(t)
			u := address(t)
			p := &cutter{target: u.Host, deliver: deliver}
			u.Host = p.listen(t)
			s, err := neo4j.Open(t.Context(), u.String(), neo4j.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			p.armed.Store(true)
			res, err := s.Put(t.Context(), graphtest.Samples(2, 1))
			if err != nil || res.Stored != 2 || res.Unchanged != 0 {
				t.Errorf("Put = %+v, %v, want 2 stored", res, err)
			}
			if p.armed.Load() {
				t.Error("no connection was cut: the test tests nothing")
			}
			if n, err := s.Count(t.Context(), graph.ArticleFilter{}); n != 2 || err != nil {
				t.Errorf("Count = %d, %v, want 2", n, err)
			}
		})
	}
}

// TestPutGivesUp holds that a write to a server that is gone ends after RetryTime.
func TestPutGivesUp(t *testing.T) {
	neo4jtest.Reset(t)
	u := address(t)
	p := &cutter{target: u.Host}
	u.Host = p.listen(t)
	s, err := neo4j.Open(t.Context(), u.String(), neo4j.Options{RetryTime: time.Second, ReadTimeout: 3 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p.dead.Store(true)
	if _, err := s.Put(t.Context(), graphtest.Samples(1, 1)); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Put: %v, want unavailable", err)
	}
	if err := s.Ping(t.Context()); !errors.Is(err, graph.ErrUnavailable) {
		t.Errorf("Ping: %v, want unavailable", err)
	}
}

func address(t *testing.T) *url.URL {
	t.Helper()
	u, err := url.Parse(neo4jtest.URL(t))
	if err != nil {
		t.Fatal("the variable holds no URI")
	}
	return u
}

// cutter stands between a store and the server. Once armed it cuts the connection on
// which the next COMMIT comes, after handing it on if deliver is set; when dead it
// cuts all.
type cutter struct {
	target  string
	deliver bool
	armed   atomic.Bool
	dead    atomic.Bool
}

func (p *cutter) listen(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return l.Addr().String()
}

func (p *cutter) serve(client net.Conn) {
	defer client.Close()
	server, err := new(net.Dialer).DialContext(context.Background(), "tcp", p.target)
	if err != nil || p.dead.Load() {
		return
	}
	defer server.Close()
	var cut atomic.Bool
	go func() {
		defer client.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := server.Read(buf)
			if cut.Load() || p.dead.Load() { // the answer to COMMIT has come, so it is done
				return
			}
			if _, werr := client.Write(buf[:n]); err != nil || werr != nil {
				return
			}
		}
	}()
	p.forward(client, server, &cut)
}

// commit is the Bolt message COMMIT: a structure without fields and with the tag 0x12.
const commit = "\x00\x02\xb0\x12\x00\x00"

func (p *cutter) forward(client io.Reader, server io.Writer, cut *atomic.Bool) {
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if p.dead.Load() {
			return
		}
		if strings.Contains(string(buf[:n]), commit) && p.armed.CompareAndSwap(true, false) {
			if !p.deliver {
				return
			}
			cut.Store(true)
		}
		if _, werr := server.Write(buf[:n]); err != nil || werr != nil {
			return
		}
	}
}
