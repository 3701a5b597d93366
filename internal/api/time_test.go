package api

import (
	"syscall"
	"testing"
	"time"
)

// timed runs f and writes down how long it took. No test fails for time: others share
// the machine, and the race detector makes everything several times slower.
func timed(t *testing.T, f func()) {
	t.Helper()
	wall, cpu := time.Now(), cpuTime(t)
	f()
	took := cpuTime(t) - cpu
	t.Logf("%v of processor, %v by the clock", took.Round(100*time.Microsecond), time.Since(wall).Round(100*time.Microsecond))
}

// cpuTime returns the time that this process has had of all processors.
func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
