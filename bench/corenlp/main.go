// Command corenlp compares the processor time that hearsay takes from text to record with
// that of a peer over the same articles, in alternation. run.sh starts it.
package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"hearsay/graph"
	"hearsay/loader/article"
	"hearsay/loader/extract/english"
)

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 2, "rounds over the articles that count")
	flag.Parse()
	runtime.GOMAXPROCS(1)
	if err := run(*rounds, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// turn is what one program did with some articles.
type turn struct {
	tokens, quotes int
	busy           time.Duration
}

func (t turn) String() string {
	return fmt.Sprintf("%6d tokens, %4d quotations or attributions, %8.3f s of processor time, %7.0f tokens a second",
		t.tokens, t.quotes, t.busy.Seconds(), t.speed())
}

func (t turn) speed() float64 { return float64(t.tokens) / t.busy.Seconds() }

func run(rounds int, command []string) error {
	articles, err := articles("testdata/articles/*", "testdata/gold/articles/*")
	if err != nil {
		return err
	}
	engine, err := english.New()
	if err != nil {
		return err
	}
	p, err := start(command)
	if err != nil {
		return err
	}
	defer p.stop()
	for round := range rounds + 1 { // the first warms up
		var ours, theirs turn
		for _, a := range articles {
			if err := p.read(a.Text, &theirs); err != nil {
				return err
			}
			before := processor()
			d := engine.Analyse(a, nil)
			ours.busy += processor() - before
			ours.tokens += len(d.Tokens)
			ours.quotes += len(d.Record.Attributions)
		}
		name := fmt.Sprintf("round %d", round)
		if round == 0 {
			name = "warm-up"
		}
		fmt.Printf("%s, %d articles\n  hearsay %v\n  peer    %v\n  ratio   %.0f\n", name, len(articles), ours, theirs,
			float64(theirs.busy)/float64(ours.busy))
	}
	return nil
}

// articles reads the files of some patterns.
func articles(patterns ...string) (out []*graph.Article, err error) {
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			raw, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			inputs := []article.Input{{Name: path, Raw: raw}}
			if filepath.Ext(path) == ".jsonl" {
				inputs = nil
				for line := range bytes.Lines(raw) {
					inputs = append(inputs, article.Input{Name: path, Raw: line, Format: article.Record})
				}
			}
			for _, in := range inputs {
				r, err := article.Read(in)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", path, err)
				}
				out = append(out, r.Article)
			}
		}
	}
	return out, nil
}

// peer is a program that reads texts and answers each with what it cost.
type peer struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  io.Reader
	used int64 // nanoseconds of processor time
}

func start(command []string) (*peer, error) {
	p := &peer{cmd: exec.Command(command[0], command[1:]...)}
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	var t turn // loads what it loads late
	return p, p.read("\"It is a start,\" said Ann Berg. She added that it was short.", &t)
}

// read has the peer read a text and adds what it did to t.
func (p *peer) read(text string, t *turn) error {
	if err := binary.Write(p.in, binary.BigEndian, int32(len(text))); err != nil {
		return err
	}
	if _, err := io.WriteString(p.in, text); err != nil {
		return err
	}
	var tokens, quotes int
	var used int64
	if _, err := fmt.Fscanf(p.out, "%d %d %d\n", &tokens, &quotes, &used); err != nil {
		return fmt.Errorf("the peer's answer: %w", err)
	}
	t.tokens += tokens
	t.quotes += quotes
	t.busy += time.Duration(used - p.used)
	p.used = used
	return nil
}

func (p *peer) stop() {
	p.in.Close()
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// processor returns the processor time that this program has used.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
