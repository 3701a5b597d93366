package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

type askCmd struct {
	DB       string   `name:"db" required:"" help:"SQLite store of the same graph, for the arguments."`
	Rounds   int      `default:"5" help:"Turns of each server."`
	For      string   `default:"1s" help:"Length of a turn."`
	Clients  int      `default:"1" help:"How many ask at once."`
	Only     []string `help:"Questions to ask; all without."`
	Servers  []string `arg:"" help:"NAME=URL: hearsay, sql, cypher (a bolt address) or peer. The first is compared with the others."`
	PID      []string `name:"pid" help:"NAME=PID[+PID]: processes whose CPU time an answer costs."`
	Warm     int      `default:"64" help:"Questions before anything is measured."`
	duration time.Duration
}

// server answers a question by name and returns how many bytes or rows came.
type server struct {
	name      string
	questions map[string]string
	ask       func(ctx context.Context, text string, variables map[string]any) error
	pids      []int
}

// Run prints a line for each question and server.
func (c *askCmd) Run(ctx context.Context) error {
	var err error
	if c.duration, err = time.ParseDuration(c.For); err != nil {
		return err
	}
	var servers []*server
	for _, s := range c.Servers {
		name, address, _ := strings.Cut(s, "=")
		server, err := newServer(name, address)
		if err != nil {
			return err
		}
		if server.pids, err = pidsOf(c.PID, name); err != nil {
			return err
		}
		servers = append(servers, server)
	}
	arguments, err := drawArguments(ctx, c.DB)
	if err != nil {
		return err
	}
	fmt.Printf("%-14s %-10s %9s %9s %9s %9s %9s %9s\n", "question", "server", "p50 ms", "p95 ms", "answers/s", "CPU ms", "p50 x", "CPU x")
	for _, q := range sortedNames(servers[0].questions) {
		if len(c.Only) > 0 && !slices.Contains(c.Only, q) {
			continue
		}
		if err := c.question(ctx, q, servers, arguments[q]); err != nil {
			return fmt.Errorf("%s: %w", q, err)
		}
	}
	return nil
}

// question asks all servers that know it, in turns, and prints their lines.
func (c *askCmd) question(ctx context.Context, q string, servers []*server, arguments []map[string]any) error {
	measured := make([]measure, len(servers))
	for turn := -1; turn < c.Rounds; turn++ {
		for i, s := range servers {
			text, ok := s.questions[q]
			if !ok {
				continue
			}
			if turn < 0 {
				for n := range c.Warm {
					if err := s.ask(ctx, text, arguments[n%len(arguments)]); err != nil {
						return fmt.Errorf("%s: %w", s.name, err)
					}
				}
				continue
			}
			if err := measured[i].turn(ctx, c, s, text, arguments); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
	}
	first := &measured[0]
	for i, s := range servers {
		m := &measured[i]
		if len(m.times) == 0 {
			continue
		}
		slices.Sort(m.times)
		fmt.Printf("%-14s %-10s %9.2f %9.2f %9.0f %9.2f %9.2f %9.2f\n", q, s.name, ms(m.quantile(.5)), ms(m.quantile(.95)),
			float64(len(m.times))/m.wall.Seconds(), ms(m.cpu)/float64(len(m.times)),
			ms(first.quantile(.5))/ms(m.quantile(.5)), first.cpuEach()/m.cpuEach())
	}
	return nil
}

type measure struct {
	times []time.Duration
	wall  time.Duration
	cpu   time.Duration
	next  atomic.Int64 // arguments go on from turn to turn
}

func (m *measure) quantile(q float64) time.Duration { return m.times[int(q*float64(len(m.times)-1))] }

func (m *measure) cpuEach() float64 { return ms(m.cpu) / float64(len(m.times)) }

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// turn lets the clients ask for a while.
func (m *measure) turn(ctx context.Context, c *askCmd, s *server, text string, arguments []map[string]any) error {
	before, err := cpuOf(s.pids)
	if err != nil {
		return err
	}
	began := time.Now()
	times := make([][]time.Duration, c.Clients)
	errs := make([]error, c.Clients)
	var wait sync.WaitGroup
	for i := range c.Clients {
		wait.Go(func() {
			for time.Since(began) < c.duration {
				start := time.Now()
				if err := s.ask(ctx, text, arguments[int(m.next.Add(1))%len(arguments)]); err != nil {
					errs[i] = err
					return
				}
				times[i] = append(times[i], time.Since(start))
			}
		})
	}
	wait.Wait()
	m.wall += time.Since(began)
	after, err := cpuOf(s.pids)
	if err != nil {
		return err
	}
	m.cpu += after - before
	for i := range times {
		if errs[i] != nil {
			return errs[i]
		}
		m.times = append(m.times, times[i]...)
	}
	return nil
}

func newServer(name, address string) (*server, error) {
	switch strings.Split(name, "-")[0] {
	case "hearsay":
		return &server{name: name, questions: texts(".graphql"), ask: overHTTP(address, "query")}, nil
	case "peer":
		return &server{name: name, questions: texts(".peer.graphql"), ask: overHTTP(address, "query")}, nil
	case "sql":
		s := &server{name: name, questions: texts(".sql"), ask: overHTTP(address, "question")}
		for q := range s.questions {
			s.questions[q] = q
		}
		return s, nil
	case "cypher":
		ask, err := overBolt(address)
		return &server{name: name, questions: texts(".cypher"), ask: ask}, err
	}
	return nil, fmt.Errorf("no kind of server is named %q", name)
}

// overHTTP posts the text under a key, with its variables.
func overHTTP(address, key string) func(context.Context, string, map[string]any) error {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	return func(ctx context.Context, text string, variables map[string]any) error {
		body, err := json.Marshal(map[string]any{key: text, "variables": variables})
		if err != nil {
			return err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		got, err := io.ReadAll(resp.Body)
		if err == nil && (resp.StatusCode != http.StatusOK || bytes.Contains(got, []byte(`"errors":`))) {
			err = fmt.Errorf("status %d: %.300s", resp.StatusCode, got)
		}
		return err
	}
}

// overBolt runs the text by the driver, in a session of its own, and reads all rows.
func overBolt(address string) (func(context.Context, string, map[string]any) error, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	password, _ := u.User.Password()
	d, err := driver.NewDriverWithContext(u.Scheme+"://"+u.Host, driver.BasicAuth(u.User.Username(), password, ""))
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, text string, variables map[string]any) error {
		s := d.NewSession(ctx, driver.SessionConfig{AccessMode: driver.AccessModeRead, DatabaseName: "neo4j"})
		defer s.Close(ctx) // or else it keeps its connection
		result, err := s.Run(ctx, text, variables)
		if err != nil {
			return err
		}
		for result.Next(ctx) {
			_ = result.Record().AsMap()
		}
		return result.Err()
	}, nil
}
