package app

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts run the real program, as a process of its own, in an empty folder.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hearsay": func() { os.Exit(Run(context.Background(), os.Args[1:], Std())) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exit": cmdExit, "fill": cmdFill},
	})
}
