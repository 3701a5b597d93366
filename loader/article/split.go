package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"hearsay/graph"
)

// Default limits.
const (
	DefaultMaxFile = 64 << 20 // bytes of a document, or of a JSON file
	DefaultMaxHTML = 16 << 20 // bytes of a page
	DefaultMaxLine = 16 << 20 // bytes of a line of JSON

	// MaxText is how many bytes of clean text an article may have: five times what
	// the longest reports have. What is longer is a book, a dump or a mistake.
	MaxText = 512 << 10
)

// LineTooLong is the code of a line of JSON that is over the limit.
const LineTooLong Code = "LINE_TOO_LONG"

// Options bound and guide the reading of a file. The zero value has the defaults.
type Options struct {
	Format  Format // "" to tell it from name and content
	MaxFile int64  // bytes
	MaxHTML int64  // bytes
	MaxLine int    // bytes
	Hints   Hints
}

func (o Options) filled() Options {
	if o.MaxFile <= 0 {
		o.MaxFile = DefaultMaxFile
	}
	if o.MaxHTML <= 0 {
		o.MaxHTML = min(DefaultMaxHTML, o.MaxFile)
	}
	if o.MaxLine <= 0 {
		o.MaxLine = DefaultMaxLine
	}
	return o
}

// Piece is one document of a file: the whole file, or a record of it.
type Piece struct {
	Input
	Line   int   // of a record: where it begins, from 1; 0 for a whole file
	Offset int64 // bytes of the file before Raw; of the unpacked file where it was packed
	Err    error // an *Error where the document was refused before it was read; Raw is nil or what there is of it
}

// maxRatio is how many times larger than its file unpacked gzip may be.
const maxRatio = 200

// Split cuts a file into documents and calls yield for each, in order. Files of JSON
// lines are streamed: of a line over the limit nothing is kept. It returns the
// error of yield or of reading.
func Split(name string, r io.Reader, o Options, yield func(Piece) error) error {
	o = o.filled()
	known := sizeOf(r)
	in := bufio.NewReaderSize(r, 64<<10)
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		packed := &countReader{r: in}
		z, err := gzip.NewReader(packed)
		if err != nil {
			return yield(Piece{Input: Input{Name: name}, Err: refuse(BadEncoding, "the gzip header is broken: %s", err)})
		}
		name, known = strings.TrimSuffix(name, ".gz"), -1
		in = bufio.NewReaderSize(&bombGuard{z: z, packed: packed}, 64<<10)
	}
	head, err := in.Peek(64 << 10)
	if len(head) == 0 {
		if err != nil && err != io.EOF {
			return readError(name, err, yield)
		}
		return yield(Piece{Input: Input{Name: name}, Err: refuse(EmptyInput, "the input is empty")})
	}
	if o.Format == "" {
		o.Format = Detect(name, head)
	}
	s := &splitter{name: name, in: in, size: known, o: o, yield: yield}
	if o.Format == Lines {
		return s.lines()
	}
	return s.whole()
}

// sizeOf returns the size of a regular file, -1 for any other reader.
func sizeOf(r io.Reader) int64 {
	f, ok := r.(interface{ Stat() (fs.FileInfo, error) })
	if !ok {
		return -1
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return -1
	}
	return info.Size()
}

// countReader counts what was read from it.
type countReader struct {
	r io.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// bombGuard stops gzip that unpacks to far more than any text does.
type bombGuard struct {
	z      io.Reader
	packed *countReader
	n      int64
}

func (b *bombGuard) Read(p []byte) (int, error) {
	n, err := b.z.Read(p)
	if b.n += int64(n); b.n > DefaultMaxFile && b.n > b.packed.n*maxRatio {
		return n, refuse(TooLarge, "the packed input unpacks to more than %d times its size", maxRatio)
	}
	if err != nil && err != io.EOF {
		err = refuse(BadEncoding, "the gzip data is broken: %s", err)
	}
	return n, err
}

// readError passes on an error of reading: what is wrong with the content goes to
// yield, what is wrong with the file is returned.
func readError(name string, err error, yield func(Piece) error) error {
	var e *Error
	if errors.As(err, &e) {
		return yield(Piece{Input: Input{Name: name}, Err: e})
	}
	return fmt.Errorf("article: read %s: %w", name, err)
}

type splitter struct {
	name  string
	in    *bufio.Reader
	size  int64 // bytes of the file, -1 where it is not known
	o     Options
	yield func(Piece) error
}

func (s *splitter) input(raw []byte, f Format) Input {
	return Input{Name: s.name, Format: f, Raw: raw, Hints: s.o.Hints}
}

// whole reads a file that is one document, or a JSON file.
func (s *splitter) whole() error {
	limit := s.o.MaxFile
	if s.o.Format == HTML {
		limit = s.o.MaxHTML
	}
	tooLarge := Piece{Input: Input{Name: s.name, Format: s.o.Format}, Err: refuse(TooLarge, "the input is larger than the limit of %s", size(limit))}
	if s.size > limit {
		return s.yield(tooLarge)
	}
	var buf bytes.Buffer
	buf.Grow(int(max(s.size, 0)) + bytes.MinRead)
	if _, err := buf.ReadFrom(io.LimitReader(s.in, limit+1)); err != nil {
		return readError(s.name, err, s.yield)
	}
	raw := buf.Bytes()
	if int64(len(raw)) > limit {
		return s.yield(tooLarge)
	}
	if s.o.Format != JSON {
		return s.yield(Piece{Input: s.input(raw, s.o.Format)})
	}
	values := Values(raw)
	if len(values) == 0 {
		return s.yield(Piece{Input: s.input(raw, Record), Err: refuse(EmptyInput, "the input holds no record")})
	}
	line, at := 1, 0
	for _, v := range values {
		line += bytes.Count(raw[at:v.Offset], []byte{'\n'})
		at = v.Offset
		if err := s.yield(Piece{Input: s.input(v.Raw, Record), Line: line, Offset: int64(v.Offset)}); err != nil {
			return err
		}
	}
	return nil
}

// size prints a number of bytes as people say it.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// lines reads a file of JSON lines.
func (s *splitter) lines() error {
	var at int64
	records := 0
	for line := 1; ; line++ {
		raw, n, err := s.line()
		if err != nil && err != io.EOF {
			return readError(s.name, err, s.yield)
		}
		p := Piece{Input: s.input(raw, Record), Line: line, Offset: at}
		if line == 1 && bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
			p.Raw, p.Offset = raw[3:], 3
		}
		if n > int64(s.o.MaxLine) {
			p.Raw, p.Err = nil, refuse(LineTooLong, "the line has %d bytes; the limit is %s", n, size(int64(s.o.MaxLine)))
		}
		at += n
		if err == nil {
			at++ // the line end
		}
		if p.Err != nil || len(bytes.TrimSpace(p.Raw)) > 0 {
			records++
			if err := s.yield(p); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
	}
	if records == 0 {
		return s.yield(Piece{Input: Input{Name: s.name, Format: Record}, Err: refuse(EmptyInput, "the input holds no record")})
	}
	return nil
}

// line reads up to the next line end. It returns the length of the line and, where
// that is within the limit, the line.
func (s *splitter) line() (raw []byte, n int64, err error) {
	for {
		part, err := s.in.ReadSlice('\n')
		n += int64(len(part))
		if n <= int64(s.o.MaxLine)+1 {
			raw = append(raw, part...)
		} else {
			raw = nil
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == nil {
			n--
			raw = bytes.TrimSuffix(raw, []byte{'\n'})
		}
		return raw, n, err
	}
}

// Item is one document of a file, read.
type Item struct {
	Article  *graph.Article
	Warnings []Warning
	Line     int   // see Piece
	Offset   int64 // see Piece
	Err      error // why there is no Article
}

// Each reads the documents of a file one by one and calls yield for each, in order,
// those that are refused included. It returns the error of yield or of reading.
func Each(name string, r io.Reader, o Options, yield func(Item) error) error {
	return Split(name, r, o, func(p Piece) error {
		it := Item{Line: p.Line, Offset: p.Offset, Err: p.Err}
		if it.Err == nil {
			res, err := Read(p.Input)
			if it.Err = err; err == nil {
				it.Article, it.Warnings = res.Article, res.Warnings
			}
		}
		return yield(it)
	})
}
