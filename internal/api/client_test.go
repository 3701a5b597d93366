package api

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// clientScripts is where the scripts of clients that nobody here wrote are started;
// `npm ci` there brings what they need.
const clientScripts = "../../web/playground"

// runNode starts a script against a running server, or skips the test where Node or
// its packages are not installed.
func runNode(t *testing.T, script, needs string, args ...string) {
	t.Helper()
	if testing.Short() {
		t.Skip("short run")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(clientScripts, "node_modules", needs)); err != nil {
		t.Skipf("%s is not installed: run npm ci in web/playground", needs)
	}
	cmd := exec.CommandContext(t.Context(), node, append([]string{script}, args...)...)
	cmd.Dir = clientScripts
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// All audits of "GraphQL over HTTP" pass.
func TestHTTPAudits(t *testing.T) {
	s := httptest.NewServer(New(sampleStore(t, 5), Options{}))
	defer s.Close()
	runNode(t, "test/audit.mjs", "graphql-http", s.URL+"/graphql")
}

// The playground works in a real browser that reaches nothing but this server.
func TestPlaygroundInBrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	s := httptest.NewServer(New(sampleStore(t, 30), Options{}))
	defer s.Close()
	runNode(t, "test/browser.mjs", "playwright-core", s.URL, browser, os.Getenv("HEARSAY_TEST_SCREENSHOT"))
}
