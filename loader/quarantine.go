package loader

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// quarantine keeps a refused input and the reason, so that nothing is lost: the
// bytes as HASH.raw and the problem as HASH.json, HASH being of both. Of an input
// over a size limit, or that could not be opened, only the reason is written: its
// bytes were never held.
func (l *loading) quarantine(p *piece, why Problem) {
	if l.o.Quarantine == "" {
		return
	}
	if err := keep(l.o.Quarantine, p.Raw, why); err != nil {
		l.note(&l.report.Warnings, Problem{Input: p.input, Line: p.Line, Offset: p.Offset,
			Code: QuarantineFailed, Count: 1, Message: err.Error()})
	}
}

func keep(folder string, raw []byte, why Problem) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("loader: quarantine: %w", err)
	}
	reason, err := json.MarshalIndent(why, "", "  ")
	if err != nil {
		return fmt.Errorf("loader: quarantine: %w", err)
	}
	h := sha256.New()
	h.Write(raw)
	h.Write(reason)
	base := filepath.Join(folder, hex.EncodeToString(h.Sum(nil)[:12]))
	if len(raw) > 0 {
		if err := write(base+".raw", raw); err != nil {
			return err
		}
	}
	return write(base+".json", append(reason, '\n'))
}

// write puts data into a file whole or not at all.
func write(name string, data []byte) error {
	tmp := name + ".tmp"
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		return fmt.Errorf("loader: quarantine: %w", err)
	}
	if err := os.Rename(tmp, name); err != nil {
		return fmt.Errorf("loader: quarantine: %w", err)
	}
	return nil
}
