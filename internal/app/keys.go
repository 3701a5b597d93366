package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"text/tabwriter"
	"time"

	"hearsay/internal/auth"
)

type keysCmd struct {
	Add    keysAddCmd    `cmd:"" help:"Make a key and print it, once."`
	List   keysListCmd   `cmd:"" help:"List the keys: name, role, created, last four characters."`
	Revoke keysRevokeCmd `cmd:"" help:"End a key; a running server refuses it at once."`
}

// Help gives examples.
func (keysCmd) Help() string {
	return `Callers of a server that is not for this machine alone need a key. The file of keys
holds their SHA-256, not the keys; 'hearsay serve' reads it again when it changes.

A reader may read; a reviewer may read and judge; a loader may read and load; an admin
may do all.

Examples:
  hearsay keys add ann --role reviewer --keys keys.json
  hearsay keys add nightly-load --role loader --expires 2027-01-31 --keys keys.json > key.txt
  hearsay keys list --keys keys.json
  hearsay keys revoke ann --keys keys.json
  hearsay serve --addr 0.0.0.0:8080 --keys keys.json
  curl -H "Authorization: Bearer $(cat key.txt)" ...`
}

// keyFileFlag names the file of keys.
type keyFileFlag struct {
	Keys string `env:"HEARSAY_KEYS" required:"" placeholder:"FILE" help:"The file of keys."`
}

func (f keyFileFlag) file() auth.KeyFile { return auth.KeyFile{Path: f.Keys, Now: time.Now} }

type keysAddCmd struct {
	Name    string `arg:"" help:"What to call the key: who or what uses it. Judgements bear this name."`
	Role    string `default:"reader" enum:"reader,reviewer,loader,admin" help:"What its bearer may do: reader, reviewer, loader or admin."`
	Expires string `placeholder:"DATE" help:"Last day on which the key is good (2027-01-31), or the time it ends (RFC 3339); never if left out."`
	keyFileFlag
}

// Run makes a key. It alone is printed to Out, so that it can go into a file.
func (c keysAddCmd) Run(e *environment) error {
	expires, err := endOf(c.Expires)
	if err != nil {
		return err
	}
	token, err := c.file().Add(c.Name, auth.Role(c.Role), expires)
	if err != nil {
		return keyError(err)
	}
	if _, err := fmt.Fprintln(e.Out, token); err != nil {
		return err
	}
	fmt.Fprintf(e.Err, "This is the key of %s (%s). It is not kept: store it now, it cannot be shown again.\n", c.Name, c.Role)
	return nil
}

// endOf returns the time at which a key ends; a day is over when it has ended in UTC.
func endOf(expires string) (time.Time, error) {
	if expires == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, expires); err == nil {
		return day.AddDate(0, 0, 1), nil
	}
	at, err := time.Parse(time.RFC3339, expires)
	if err != nil {
		return time.Time{}, usage("--expires: %q is neither a day such as 2027-01-31 nor a time such as 2027-01-31T18:00:00Z", expires)
	}
	return at.UTC(), nil
}

type keysListCmd struct {
	JSON bool `help:"Print JSON."`
	keyFileFlag
}

// Run lists the keys, the revoked ones too: decisions may bear their names.
func (c keysListCmd) Run(e *environment) error {
	keys, err := c.file().List()
	if err != nil {
		return keyError(err)
	}
	now := time.Now()
	if c.JSON {
		type row struct {
			auth.Key
			State string `json:"state"`
		}
		rows := make([]row, len(keys))
		for i, k := range keys {
			k.SHA256 = ""
			rows[i] = row{k, k.State(now)}
		}
		enc := json.NewEncoder(e.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(rows)
	}
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tROLE\tSTATE\tCREATED\tEXPIRES\tKEY")
	for _, k := range keys {
		expires := "never"
		if !k.Expires.IsZero() {
			expires = k.Expires.Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t...%s\n", k.Name, k.Role, k.State(now), k.Created.Format(time.RFC3339), expires, k.Last4)
	}
	return w.Flush()
}

type keysRevokeCmd struct {
	Name string `arg:"" help:"Name of a live key."`
	keyFileFlag
}

// Run ends a key.
func (c keysRevokeCmd) Run(e *environment) error {
	k, err := c.file().Revoke(c.Name)
	if err != nil {
		return keyError(err)
	}
	fmt.Fprintf(e.Err, "The key of %s (%s, ...%s) is revoked.\n", k.Name, k.Role, k.Last4)
	return nil
}

// keyError gives errors about names and files the exit code of a wrong command line.
func keyError(err error) error {
	if errors.Is(err, auth.ErrInvalid) || errors.Is(err, fs.ErrNotExist) {
		return usage("%w", err)
	}
	return err
}
