package loader

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// files is what the loader needs of a file system; tests put faults into it.
type files interface {
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error) // sorted by name
	Open(name string) (io.ReadCloser, error)
	// Resolve returns the path without symbolic links.
	Resolve(name string) (string, error)
}

type disk struct{}

func (disk) Stat(name string) (fs.FileInfo, error)      { return os.Stat(name) }
func (disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
func (disk) Open(name string) (io.ReadCloser, error)    { return os.Open(name) }
func (disk) Resolve(name string) (string, error)        { return filepath.EvalSymlinks(name) }

// source is an input to read, or the problem that it is.
type source struct {
	name string
	size int64 // bytes, -1 where it is not known
	// document is the input itself where it is no file.
	document *Document
	err      error
	code     Code
	done     bool // all its pieces were dealt with
	failed   bool // a piece of it was not
}

// find lists the inputs in the order of their names, so that of two files with the
// same article the same one is taken however the inputs are named. Folders give
// their files and those of the folders within them. A file that is named twice, or
// reached twice, is read once.
func find(f files, inputs []string) []source {
	w := &finder{files: f, seen: map[string]bool{}}
	for _, name := range inputs {
		if name == "-" {
			w.add(source{name: "-", size: -1}, "-")
			continue
		}
		if strings.Contains(name, "://") {
			w.add(source{name: name, err: errNoFetch, code: NotFound}, name)
			continue
		}
		w.visit(filepath.Clean(name), true)
	}
	slices.SortStableFunc(w.out, func(a, b source) int { return cmp.Compare(a.name, b.name) })
	return w.out
}

// errNoFetch answers those who name a page instead of a file.
var errNoFetch = errors.New("hearsay fetches nothing: save the page, or pipe it (curl -s URL | hearsay load -)")

type finder struct {
	files files
	seen  map[string]bool
	out   []source
}

func (w *finder) add(s source, key string) {
	if !w.seen[key] {
		w.seen[key] = true
		w.out = append(w.out, s)
	}
}

// visit adds a file, or the files of a folder. named is true for what the user
// named himself: of that a pipe is read too.
func (w *finder) visit(name string, named bool) {
	info, err := w.files.Stat(name)
	if err != nil {
		w.add(source{name: name, err: withoutPath(err), code: codeOf(err)}, name)
		return
	}
	key, err := w.files.Resolve(name)
	if err != nil {
		key = name
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		if !w.seen[key] {
			w.seen[key] = true
			w.folder(name)
		}
	case mode.IsRegular():
		w.add(source{name: name, size: info.Size()}, key)
	case named && mode&(fs.ModeNamedPipe|fs.ModeSocket) != 0:
		w.add(source{name: name, size: -1}, key)
	default:
		w.add(source{name: name, err: errors.New("it is a device or a pipe, not a file"), code: NotAFile}, key)
	}
}

func (w *finder) folder(name string) {
	entries, err := w.files.ReadDir(name)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			w.visit(filepath.Join(name, e.Name()), false)
		}
	}
	if err != nil {
		w.add(source{name: name, err: withoutPath(err), code: codeOf(err)}, "folder "+name)
	}
}

// withoutPath returns what is wrong with a file without its name, which is told beside it.
func withoutPath(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

// codeOf returns the code of an error of the file system.
func codeOf(err error) Code {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return NotFound
	case errors.Is(err, fs.ErrPermission):
		return NoPermission
	}
	return ReadFailed
}

// total is the number of bytes of all sources, -1 where one is not known.
func total(list []source) int {
	var n int64
	for _, s := range list {
		if s.size < 0 {
			return -1
		}
		n += s.size
	}
	return int(n)
}
