package article

import (
	"strings"
	"testing"
)

func BenchmarkText(b *testing.B) {
	raw := []byte("Port Closed\n\nBy Ann Lee\n\nMay 3, 2024\n\nNORHAVN (AP) — " + strings.Repeat(lead+"\n\n", 30))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(Input{Name: "a.txt", Format: Plain, Raw: raw}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	raw := []byte(strings.Replace(page1, "<h2>", strings.Repeat("<p>"+lead+" </p>", 1)+strings.Repeat("<div class='x y'><a href=z>w</a></div>", 200)+"<h2>", 1))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := Read(Input{Name: "a.html", Format: HTML, Raw: raw}); err != nil {
			b.Fatal(err)
		}
	}
}
