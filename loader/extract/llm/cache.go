package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// cache keeps answers in files named by what was asked. A zero cache keeps nothing.
type cache struct{ dir string }

// key names a question: server, model, prompt and text.
func (x *Extractor) key(body []byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%d\n", x.c.URL, promptVersion, len(body))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// get returns a kept answer; whoever asks checks it like one from the server.
func (c cache) get(key string) ([]byte, bool) {
	if c.dir == "" {
		return nil, false
	}
	info, err := os.Stat(c.path(key))
	if err != nil || info.Size() > maxAnswer {
		return nil, false
	}
	data, err := os.ReadFile(c.path(key))
	return data, err == nil
}

// put keeps an answer, whole or not at all.
func (c cache) put(key string, data []byte) error {
	if c.dir == "" {
		return nil
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return fmt.Errorf("llm: cache: %w", err)
	}
	f, err := os.CreateTemp(c.dir, ".answer-*") // made 0600
	if err != nil {
		return fmt.Errorf("llm: cache: %w", err)
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), c.path(key))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the error is told already
		return fmt.Errorf("llm: cache: %w", err)
	}
	return nil
}

func (c cache) path(key string) string { return filepath.Join(c.dir, key+".json") }
