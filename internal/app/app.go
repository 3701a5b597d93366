// Package app is the program: settings, subcommands, start and stop. It is the
// only package that names both stores.
//
// [Run] is what main calls; it returns the exit code and touches no state but
// what its [Streams] and arguments give, so that tests start the real program.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"hearsay/graph"
	"hearsay/loader/extract/confidence"
)

// Exit codes, as every subcommand promises them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitGaps        = 3   // done, but some articles or spans were refused
	exitUnavailable = 4   // the store cannot be reached or opened
	exitInterrupted = 130 // stopped by a signal; the same command resumes
)

// Streams are the ends of the program. Machine output goes to Out only; progress,
// logs and messages for people go to Err.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	// OutTerminal and ErrTerminal tell whether a person looks at them.
	OutTerminal, ErrTerminal bool
	// Width is the number of columns of the terminal, 80 where unknown.
	Width int
}

// Std returns the streams of the process.
func Std() Streams {
	width := 80
	if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
		width = w
	}
	dumb := os.Getenv("TERM") == "dumb"
	return Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Width: width,
		OutTerminal: term.IsTerminal(int(os.Stdout.Fd())) && !dumb,
		ErrTerminal: term.IsTerminal(int(os.Stderr.Fd())) && !dumb,
	}
}

// exit is how kong's own flags (--help) end the program from within a parse.
type exit int

// codedError carries the exit code of a command that ended without a message of
// its own, or with one that needs another code than its kind has.
type codedError struct {
	code int
	err  error
}

func (e codedError) Error() string { return e.err.Error() }
func (e codedError) Unwrap() error { return e.err }

// errGaps ends a command that did its work but for some parts, which it has
// already reported.
var errGaps = codedError{exitGaps, errors.New("done, with gaps")}

func usage(format string, args ...any) error {
	return codedError{exitUsage, fmt.Errorf(format, args...)}
}

// Run parses args, runs the subcommand and returns the exit code.
func Run(ctx context.Context, args []string, s Streams) (code int) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(exit)
			if !ok {
				panic(r)
			}
			code = int(e)
		}
	}()
	var c cli
	parser, err := newParser(&c, s)
	if err != nil {
		fmt.Fprintln(s.Err, "hearsay:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(s.Err, "hearsay: %v\nTry '%s --help'.\n", printable(err.Error()), command(err))
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once: the handler is gone after the first.
	context.AfterFunc(ctx, func() {
		stop()
		if context.Cause(ctx) != context.Canceled { // not the end of Run, but a signal
			fmt.Fprintln(s.Err, "hearsay: stopping; a second signal stops at once")
		}
	})
	env := &environment{Streams: s, settings: &c.settings, log: newLogger(s.Err, &c.settings), model: parser.Model, files: c.files}
	for _, name := range c.open {
		env.log.Warn("others may read the password in this settings file: chmod 600", "file", name)
	}
	kctx.BindTo(ctx, (*context.Context)(nil))
	return report(s.Err, kctx.Run(env))
}

// command returns the command that a command line was meant for, as far as it could be read.
func command(err error) string {
	if e := (*kong.ParseError)(nil); errors.As(err, &e) {
		if node := e.Context.Selected(); node != nil {
			return node.FullPath()
		}
	}
	return "hearsay"
}

// report tells the user what went wrong and returns the exit code.
func report(w io.Writer, err error) int {
	var coded codedError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, syscall.EPIPE): // "hearsay dump | head"
		return exitDone
	case errors.Is(err, errGaps):
		return exitGaps
	}
	if errors.Is(err, context.Canceled) && !errors.As(err, &coded) {
		fmt.Fprintln(w, "hearsay: stopped by a signal; the same command can be run again")
		return exitInterrupted
	}
	fmt.Fprintln(w, "hearsay:", printable(err.Error()))
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.Is(err, graph.ErrUnavailable):
		return exitUnavailable
	}
	return exitFailed
}

func newParser(c *cli, s Streams) (*kong.Kong, error) {
	return kong.New(c,
		kong.Name("hearsay"),
		kong.Description("Who said what about whom, who answered, and where exactly does it say so: a graph of claims from news articles."),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: min(s.Width, 100)}),
		kong.ExplicitGroups([]kong.Group{
			{Key: "model", Title: "A language model beside the rules, off unless it is named:"},
			{Key: "all", Title: "Where the graph is, and other settings of every command:"},
		}),
		kong.Writers(s.Out, s.Err),
		kong.Exit(func(code int) { panic(exit(code)) }),
		kong.Configuration(c.readConfig, configPaths()...),
		kong.Vars{"store": defaultStore, "addr": defaultAddr, "rate": strconv.Itoa(defaultRate),
			"accuseAt": strconv.FormatFloat(confidence.Default, 'f', -1, 64)},
	)
}
