package app

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"hearsay/loader/extract"
)

// Version is the program's version; set at release by the linker.
var Version = "0.1.0-dev"

type versionCmd struct {
	JSON bool `help:"Print JSON."`
}

// Run prints the version of the program and of the extraction rules.
func (c versionCmd) Run(e *environment) error {
	v := struct {
		Version    string `json:"version"`
		Extraction string `json:"extraction"`
		Go         string `json:"go"`
		Platform   string `json:"platform"`
		Commit     string `json:"commit,omitempty"`
	}{Version, extract.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, commit()}
	if c.JSON {
		return json.NewEncoder(e.Out).Encode(v)
	}
	_, err := fmt.Fprintf(e.Out, "hearsay %s (extraction %s, %s, %s)\n", v.Version, v.Extraction, v.Go, v.Platform)
	return err
}

func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}
