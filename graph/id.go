package graph

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
)

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// newID makes an identifier from content: the prefix that tells its type, and 128
// bits of a SHA-256 over the length-prefixed parts.
func newID(prefix string, parts ...string) string {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return prefix + "_" + idEncoding.EncodeToString(h.Sum(nil)[:16])
}

// Prefixes of identifiers, by type.
const (
	PrefixArticle     = "art"
	PrefixEntity      = "ent"
	PrefixEvent       = "evt"
	PrefixClaim       = "clm"
	PrefixAttribution = "att"
	PrefixMention     = "men"
	PrefixRole        = "rol"
	PrefixLink        = "lnk"
	PrefixExtraction  = "ext"
	PrefixJudgement   = "jdg"
	PrefixJob         = "job"
)

// IDType returns the prefix of a well-formed identifier, "" for anything else.
func IDType(id string) string {
	p, rest, ok := strings.Cut(id, "_")
	if !ok || len(rest) != 26 || strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return ""
	}
	return p
}

// ArticleID identifies an article by canonical URL (may be "") and clean text.
func ArticleID(url, text string) string { return newID(PrefixArticle, url, text) }

// EntityID identifies a named entity by kind and canonical key (folded name; ISO
// code of a country).
func EntityID(kind EntityKind, key string) string { return newID(PrefixEntity, string(kind), key) }

// UnnamedID identifies an unnamed entity within its article.
func UnnamedID(articleID string, kind EntityKind, description string) string {
	return newID(PrefixEntity, string(kind), articleID, Fold(description))
}

// EventID identifies an event by its canonical key.
func EventID(key string) string { return newID(PrefixEvent, key) }

// ClaimID identifies a claim by what makes it: act, sources, targets, polarity,
// modality and the terms of its proposition, whatever their order and number. A claim without terms must carry
// something else in Terms that tells it from others (see the linker).
func ClaimID(c *Claim) string {
	set := func(x []string) string { return strings.Join(sorted(x), "\x00") }
	return newID(PrefixClaim, string(c.Act), set(c.SourceIDs), set(c.TargetIDs), string(c.Polarity),
		string(c.Modality), fmt.Sprint(c.Implicit), set(c.Terms))
}

// AttributionID identifies an attribution by article, spans and act.
func AttributionID(a *Attribution) string {
	return newID(PrefixAttribution, a.ArticleID, fmt.Sprint(a.Source, a.Cue, a.Content), string(a.Act))
}

// MentionID identifies a mention by article, entity or event, and span.
func MentionID(m *Mention) string {
	return newID(PrefixMention, m.ArticleID, m.EntityID, m.EventID, fmt.Sprint(m.Span))
}

// RoleID identifies a role by article, person, holder, title and span.
func RoleID(r *Role) string {
	return newID(PrefixRole, r.ArticleID, r.PersonID, r.HolderID, r.Title, fmt.Sprint(r.Span))
}

// LinkID identifies a link by kind, ends and article.
func LinkID(l *Link) string {
	return newID(PrefixLink, string(l.Kind), l.FromID, l.ToID, l.ArticleID)
}

// ExtractionID identifies an extraction by version and settings.
func ExtractionID(version, settings string) string {
	return newID(PrefixExtraction, version, settings)
}
