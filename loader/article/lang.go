package article

import (
	"strings"

	"hearsay/loader/extract/language"
)

// detectLang tells the language of a text by its words. Where they do not tell, the
// declared language stands, and "en" where none is declared.
func detectLang(text, declared string) string {
	if l := language.Detect(text); l != "" {
		return l
	}
	declared = strings.ToLower(strings.TrimSpace(declared))
	base, _, _ := strings.Cut(strings.ReplaceAll(declared, "_", "-"), "-")
	if len(base) < 2 || len(base) > 3 || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz") != "" {
		return "en"
	}
	return base
}
