package app

import (
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

const (
	defaultStore = "hearsay.db"
	defaultAddr  = "127.0.0.1:8080"
)

// settings are the flags that every subcommand takes. Each is also an environment
// variable and a key of the settings file; a flag beats the environment, which
// beats the file.
type settings struct {
	Config kong.ConfigFlag `group:"all" placeholder:"FILE" help:"Read settings from this YAML file (default: hearsay.yml here, then in the user's configuration folder)."`
	Store  string          `group:"all" env:"HEARSAY_STORE" default:"${store}" placeholder:"STORE" help:"Where the graph is: a file (SQLite) or a Neo4j address such as neo4j://user@host or bolt://host:7687."`

	Neo4jUser     string `group:"all" name:"neo4j-user" env:"HEARSAY_NEO4J_USER" placeholder:"NAME" help:"User of the Neo4j server; else the one in the address, or neo4j."`
	Neo4jPassword string `group:"all" name:"neo4j-password" env:"HEARSAY_NEO4J_PASSWORD" placeholder:"WORD" help:"Its password; better set by environment or file than by flag."`
	Neo4jDatabase string `group:"all" name:"neo4j-database" env:"HEARSAY_NEO4J_DATABASE" placeholder:"NAME" help:"Its database, the server's default if empty."`
	Neo4jCA       string `group:"all" name:"neo4j-ca" env:"HEARSAY_NEO4J_CA" placeholder:"FILE" help:"Certificates (PEM) to trust for a TLS connection, besides the system's."`

	LogLevel  string `group:"all" env:"HEARSAY_LOG_LEVEL" default:"warn" enum:"debug,info,warn,error" help:"Least level of log lines: debug, info, warn or error."`
	LogFormat string `group:"all" env:"HEARSAY_LOG_FORMAT" default:"text" enum:"text,json" help:"Form of log lines: text or json."`
}

// cli is the program's command line.
type cli struct {
	settings
	files []fileSettings
	open  []string // settings files with a password that others may read

	Load       loadCmd       `cmd:"" help:"Load articles into the graph."`
	Serve      serveCmd      `cmd:"" help:"Answer GraphQL questions over HTTP, with a playground."`
	Keys       keysCmd       `cmd:"" help:"Manage the API keys of a server."`
	Query      queryCmd      `cmd:"" help:"Run one GraphQL document and print its answer."`
	Show       showCmd       `cmd:"" help:"Show an article with its claims, every span marked."`
	Explain    explainCmd    `cmd:"" help:"Show how each attribution of an article was found: rule, tree, mentions, act."`
	Dump       dumpCmd       `cmd:"" help:"Write the whole graph as JSON Lines in canonical order."`
	Judgements judgementsCmd `cmd:"" help:"Carry what people decided to another store."`
	Eval       evalCmd       `cmd:"" help:"Measure extraction against gold data."`
	Settings   settingsCmd   `cmd:"" help:"List every setting with its value and where it can be set."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
}

// environment is what the subcommands share.
type environment struct {
	Streams
	settings *settings
	log      *slog.Logger
	model    *kong.Application
	files    []fileSettings // that were read, the last one counts
}

func configPaths() []string {
	paths := []string{}
	if dir, err := os.UserConfigDir(); err == nil {
		paths = append(paths, filepath.Join(dir, "hearsay", "hearsay.yml"))
	}
	return append(paths, "hearsay.yml")
}

// fileSettings is a settings file: names of flags and their values.
type fileSettings map[string]any

// readConfig reads a settings file.
func (c *cli) readConfig(r io.Reader) (kong.Resolver, error) {
	var f fileSettings
	data, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, err
	}
	if err := yaml.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("settings file: %w", err)
	}
	c.files = append(c.files, f)
	if file, ok := r.(*os.File); ok && f["neo4j-password"] != nil {
		if info, err := file.Stat(); err == nil && info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
			c.open = append(c.open, file.Name())
		}
	}
	return f, nil
}

// Validate refuses keys that are no flag.
func (f fileSettings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	eachFlag(app, func(_ string, flag *kong.Flag) { known[flag.Name] = true })
	for _, k := range sortedKeys(f) {
		if !known[k] {
			return fmt.Errorf("settings file: no setting is named %q (see 'hearsay settings')", k)
		}
	}
	return nil
}

// Resolve gives a flag its value from the file unless the environment has one.
func (f fileSettings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, e := range flag.Envs {
		if _, ok := os.LookupEnv(e); ok {
			return nil, nil
		}
	}
	switch v := f[flag.Name].(type) {
	case nil: // not named, or named without a value
		return nil, nil
	case []any:
		if !flag.IsSlice() {
			return nil, fmt.Errorf("settings file: %q takes one value, not a list", flag.Name)
		}
		items := make([]string, len(v))
		for i := range v {
			items[i] = fmt.Sprint(v[i])
		}
		return strings.Join(items, ","), nil
	case map[string]any:
		return nil, fmt.Errorf("settings file: %q takes no settings of its own", flag.Name)
	default:
		return fmt.Sprint(v), nil
	}
}

// eachFlag calls f for every flag of the program and of its subcommands.
func eachFlag(app *kong.Application, f func(command string, flag *kong.Flag)) {
	for _, flag := range app.Flags {
		f("", flag)
	}
	for _, cmd := range app.Leaves(true) {
		for _, flag := range cmd.Flags {
			f(cmd.Path(), flag)
		}
	}
}

type settingsCmd struct{}

// Run prints the settings as a table; secrets are not shown.
func (settingsCmd) Run(e *environment) error {
	type row struct{ flag, env, value, meaning string }
	var rows []row
	commands := map[row][]string{} // that share a setting
	eachFlag(e.model, func(command string, flag *kong.Flag) {
		if flag.Name == "help" {
			return
		}
		command = strings.TrimPrefix(command, "hearsay ")
		value := e.value(command, flag)
		if strings.Contains(flag.Name, "password") && value != "" {
			value = "(set)"
		}
		if flag.Name == "store" {
			value = redact(value)
		}
		r := row{flag.Name, strings.Join(flag.Envs, " "), value, flag.Help}
		if commands[r] == nil {
			rows = append(rows, r)
		}
		commands[r] = append(commands[r], command)
	})
	w := tabwriter.NewWriter(e.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "COMMAND\tFLAG\tENVIRONMENT\tVALUE\tMEANING")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t--%s\t%s\t%s\t%s\n", strings.Join(commands[r], ", "), r.flag, r.env, r.value, r.meaning)
	}
	return w.Flush()
}

// value returns what a flag is set to, for people to read. The parser sets the flags
// of its own command only; those of others are looked up as it would.
func (e *environment) value(command string, flag *kong.Flag) string {
	if command != "" && command != "settings" {
		for _, name := range flag.Envs {
			if v, ok := os.LookupEnv(name); ok {
				return v
			}
		}
		for _, f := range slices.Backward(e.files) { // the last one counts
			if v, err := f.Resolve(nil, nil, flag); err == nil && v != nil {
				return fmt.Sprint(v)
			}
		}
	}
	if !flag.Target.IsValid() || flag.IsMap() || flag.IsSlice() {
		return flag.Default
	}
	if v := reflect.Indirect(flag.Target); v.IsValid() {
		return fmt.Sprint(v.Interface())
	}
	return "" // not chosen
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// newLogger returns the program's logger.
func newLogger(w io.Writer, s *settings) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelWarn
	}
	o := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
