package main

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// drawn are the queries that draw arguments from the store, each row one set: actors
// of all ranks, claims that were answered, articles and words here and there.
var drawn = map[string]string{
	"entity":  `SELECT target AS entity FROM dyad WHERE act = 'ACCUSE' GROUP BY target ORDER BY sum(fewest) LIMIT 400`,
	"pair":    `SELECT source, target FROM dyad WHERE act = 'ACCUSE' ORDER BY fewest, source, target LIMIT 200`,
	"claim":   `SELECT DISTINCT to_id AS claim FROM link WHERE kind = 'DENIES' ORDER BY to_id LIMIT 400`,
	"article": `SELECT id AS article FROM article WHERE n % 97 = 0 LIMIT 400`,
	"word":    `SELECT DISTINCT substr(proposition, 1, instr(proposition, ' ') - 1) AS word FROM claim WHERE n % 997 = 0 AND proposition LIKE '% %' LIMIT 64`,
}

// arguments of each question.
var takes = map[string]string{
	"accusations": "entity", "timeline": "entity", "neighbours": "entity", "pair": "pair", "paths": "pair", "answers": "claim", "nested": "article", "search": "word",
}

// drawArguments returns 64 sets of arguments for each question, spread over what was
// drawn.
func drawArguments(ctx context.Context, file string) (map[string][]map[string]any, error) {
	db, err := openDB(file)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	out := map[string][]map[string]any{}
	for q := range texts(".graphql") {
		if takes[q] == "" {
			out[q] = []map[string]any{{}}
			continue
		}
		sets, err := draw(ctx, db, drawn[takes[q]])
		if err != nil {
			return nil, fmt.Errorf("arguments of %s: %w", q, err)
		}
		for i := 0; i < len(sets); i += max(1, len(sets)/64) {
			out[q] = append(out[q], sets[i])
		}
	}
	return out, nil
}

func draw(ctx context.Context, db *sql.DB, query string) ([]map[string]any, error) {
	s, err := db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := answer(ctx, s, nil)
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("nothing to draw from: %s", query)
	}
	return rows, err
}

func sortedNames(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// pidsOf reads the processes of a server from the flags.
func pidsOf(flags []string, name string) ([]int, error) {
	var out []int
	for _, f := range flags {
		of, list, _ := strings.Cut(f, "=")
		if of != name {
			continue
		}
		for _, p := range strings.Split(list, "+") {
			pid, err := strconv.Atoi(p)
			if err != nil {
				return nil, fmt.Errorf("--pid %s: %w", f, err)
			}
			out = append(out, pid)
		}
	}
	return out, nil
}

// cpuOf returns the CPU time that processes have used (Linux: /proc/PID/stat, fields
// utime and stime, in hundredths of a second).
func cpuOf(pids []int) (time.Duration, error) {
	var ticks int64
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		for _, f := range fields[11:13] {
			n, err := strconv.ParseInt(f, 10, 64)
			if err != nil {
				return 0, err
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}
