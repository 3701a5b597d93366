package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"time"
)

// A key reads hsk_ + 52 characters (256 random bits) + 7 characters (a checksum of what
// stands before it). The prefix and the checksum let people and scanners of leaked
// secrets tell a key from other text, and a whole one from a part.
const (
	keyPrefix = "hsk_"
	secretLen = 52
	sumLen    = 7
)

var base32Lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Key is what is kept of an API key: all but the key itself.
type Key struct {
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires,omitzero"` // zero: never
	Revoked time.Time `json:"revoked,omitzero"` // zero: not revoked
	Last4   string    `json:"last4"`            // of the key, for people to tell keys apart
	SHA256  string    `json:"sha256,omitempty"` // of the key, in hexadecimal
}

// Live reports whether the key opens the gate at this time.
func (k Key) Live(now time.Time) bool {
	return k.Revoked.IsZero() && (k.Expires.IsZero() || now.Before(k.Expires))
}

// State says in one word how the key stands: live, revoked or expired.
func (k Key) State(now time.Time) string {
	switch {
	case !k.Revoked.IsZero():
		return "revoked"
	case !k.Live(now):
		return "expired"
	}
	return "live"
}

// newToken returns a key that nobody has.
func newToken() string {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	body := keyPrefix + base32Lower.EncodeToString(secret[:])
	return body + checksum(body)
}

func checksum(body string) string {
	var sum [4]byte
	binary.BigEndian.PutUint32(sum[:], crc32.ChecksumIEEE([]byte(body)))
	return base32Lower.EncodeToString(sum[:])
}

// IsKey reports whether text is a whole key by its form, of this server or another.
func IsKey(text string) bool {
	body, ok := strings.CutPrefix(text, keyPrefix)
	if !ok || len(body) != secretLen+sumLen {
		return false
	}
	cut := len(text) - sumLen
	return checksum(text[:cut]) == text[cut:]
}

func sumOf(token string) [sha256.Size]byte { return sha256.Sum256([]byte(token)) }
