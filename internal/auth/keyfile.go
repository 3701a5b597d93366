package auth

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// ErrInvalid is the kind of errors about a name, a role or a file that cannot be taken.
var ErrInvalid = errors.New("auth: invalid")

// inputError is an ErrInvalid in words for whoever typed the command.
type inputError string

func (e inputError) Error() string        { return string(e) }
func (e inputError) Is(target error) bool { return target == ErrInvalid }

func invalid(format string, args ...any) error { return inputError(fmt.Sprintf(format, args...)) }

// KeyFile is a file of API keys, without the keys themselves. Writers take turns, and
// readers see the file before or after a change, never in between.
type KeyFile struct {
	Path string
	Now  func() time.Time
}

// maxKeyFile bounds the file, in bytes.
const maxKeyFile = 16 << 20

// goodName is what a key may be called: it is shown in lists, logs and judgements.
var goodName = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$`)

type keyDocument struct {
	Keys []Key `json:"keys"`
}

// List returns the keys, the oldest one first.
func (f KeyFile) List() ([]Key, error) {
	keys, _, err := f.read()
	return keys, err
}

// Add makes a key and returns it; it cannot be read from the file again. expires may be
// zero, for a key that lives until it is revoked. No other live key may have the name.
func (f KeyFile) Add(name string, role Role, expires time.Time) (token string, err error) {
	now := f.Now().UTC().Truncate(time.Second)
	switch {
	case !goodName.MatchString(name):
		return "", invalid("a key cannot be called %q: use up to 64 letters, digits and . _ @ + -", name)
	case name == Anyone || name == Local.Name:
		return "", invalid("a key cannot be called %q, which stands for callers without keys", name)
	case !role.Known():
		return "", invalid("%q is no role", role)
	case !expires.IsZero() && !expires.After(now):
		return "", invalid("the key would have expired already, at %s", expires.Format(time.RFC3339))
	}
	err = f.change(func(keys []Key) ([]Key, error) {
		for _, k := range keys {
			if k.Name == name && k.Live(now) {
				return nil, invalid("there is a live key called %q; choose another name, or revoke that one first", name)
			}
		}
		token = newToken()
		sum := sumOf(token)
		return append(keys, Key{
			Name: name, Role: role, Created: now, Expires: expires,
			Last4: token[len(token)-4:], SHA256: hex.EncodeToString(sum[:]),
		}), nil
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// Revoke ends the live key of this name, and returns it. What is kept of it stays in the
// file, since decisions may bear its name.
func (f KeyFile) Revoke(name string) (revoked Key, err error) {
	now := f.Now().UTC().Truncate(time.Second)
	err = f.change(func(keys []Key) ([]Key, error) {
		for i := range keys {
			if keys[i].Name == name && keys[i].Live(now) {
				keys[i].Revoked = now
				revoked = keys[i]
				return keys, nil
			}
		}
		return nil, invalid("no live key is called %q", name)
	})
	return revoked, err
}

// change writes what edit makes of the keys; the file need not be there.
func (f KeyFile) change(edit func([]Key) ([]Key, error)) error {
	unlock, err := lockedfile.MutexAt(f.Path + ".lock").Lock()
	if err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	defer unlock()
	keys, _, err := f.read()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if keys, err = edit(keys); err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(keyDocument{keys}); err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	return replace(f.Path, b.Bytes())
}

// replace puts a file in the place of another in one step. Only its owner may read it.
func replace(path string, data []byte) (err error) {
	t, err := os.CreateTemp(filepath.Dir(path), ".hearsay-keys-*") // mode 0600
	if err != nil {
		return fmt.Errorf("auth: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("auth: %w", errors.Join(err, os.Remove(t.Name())))
		}
	}()
	_, err = t.Write(data)
	if err = errors.Join(err, t.Sync(), t.Close()); err != nil {
		return err
	}
	return os.Rename(t.Name(), path)
}

// read returns the keys and what the file was like when it was read.
func (f KeyFile) read() ([]Key, fs.FileInfo, error) {
	file, err := os.Open(f.Path)
	if err != nil {
		return nil, nil, fmt.Errorf("auth: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("auth: %w", err)
	}
	data, err := io.ReadAll(io.LimitReader(file, maxKeyFile))
	if err != nil {
		return nil, info, fmt.Errorf("auth: %w", err)
	}
	keys, err := parseKeys(data)
	if err != nil {
		return nil, info, fmt.Errorf("%w (%s)", err, f.Path)
	}
	return keys, info, nil
}

func parseKeys(data []byte) ([]Key, error) {
	var doc keyDocument
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		return nil, invalid("no file of keys: %v", err)
	}
	if dec.More() {
		return nil, invalid("no file of keys: something stands behind it")
	}
	for i, k := range doc.Keys {
		sum, err := hex.DecodeString(k.SHA256)
		if !goodName.MatchString(k.Name) || !k.Role.Known() || err != nil || len(sum) != len(sumOf("")) {
			return nil, invalid("key %d has no proper name, role or sha256", i+1)
		}
	}
	return doc.Keys, nil
}
