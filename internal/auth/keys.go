package auth

import (
	"context"
	"crypto/subtle"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// Keys is the gate of a file of API keys. It reads the file again when it has changed,
// so that a key that was added or revoked counts at once; while the file cannot be read
// nobody gets in.
type Keys struct {
	file KeyFile
	log  *slog.Logger

	mu   sync.Mutex
	info fs.FileInfo // of the file when it was read; nil if it was not there
	keys []hashedKey
	sick bool // the last look at the file ended in an error, which is logged
}

type hashedKey struct {
	Key
	sum []byte
}

// OpenKeys returns the gate of a file of keys, or an error where the file cannot be read
// or holds no live key.
func OpenKeys(f KeyFile, log *slog.Logger) (*Keys, error) {
	k := &Keys{file: f, log: log, sick: true} // the first error is returned, not logged
	if err := k.refresh(); err != nil {
		return nil, err
	}
	for _, key := range k.keys {
		if key.Live(f.Now()) {
			if k.info.Mode().Perm()&0o022 != 0 {
				log.Warn("others may write the file of keys and let themselves in: chmod 600", "file", f.Path)
			}
			return k, nil
		}
	}
	return nil, invalid("%s holds no live key: add one with 'hearsay keys add'", f.Path)
}

// Authenticate returns the principal of a key. Every key is compared, in constant time.
func (k *Keys) Authenticate(_ context.Context, token string) (Principal, error) {
	k.mu.Lock()
	err := k.refresh()
	keys := k.keys
	k.mu.Unlock()
	if err != nil {
		return Principal{}, ErrRefused
	}
	sum, now := sumOf(token), k.file.Now()
	found := -1
	for i, key := range keys {
		found = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(sum[:], key.sum), i, found)
	}
	if found < 0 || !keys[found].Live(now) {
		return Principal{}, ErrRefused
	}
	return Principal{Name: keys[found].Name, Role: keys[found].Role}, nil
}

// refresh reads the file if it is not the one that was read last.
func (k *Keys) refresh() error {
	info, err := os.Stat(k.file.Path)
	if err == nil && k.info != nil && os.SameFile(info, k.info) && info.ModTime().Equal(k.info.ModTime()) && info.Size() == k.info.Size() {
		return nil
	}
	keys, info, err := k.file.read()
	if err != nil {
		if !k.sick {
			k.log.Error("the file of keys cannot be read: nobody gets in until it can", "error", err)
		}
		k.info, k.keys, k.sick = nil, nil, true
		return err
	}
	k.info, k.sick = info, false
	k.keys = make([]hashedKey, len(keys))
	for i, key := range keys {
		sum, _ := hex.DecodeString(key.SHA256) // checked when it was read
		k.keys[i] = hashedKey{key, sum}
	}
	return nil
}
