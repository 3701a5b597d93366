// Package article turns the bytes of a file into a [graph.Article]: clean text in
// blocks, what is known about it (title, byline, agency, dateline, date, address,
// publisher, language), and a map from the clean text back to the raw bytes.
//
// A reader for each format (plain text, Markdown, HTML, JSON) cuts the input into
// blocks that remember where each of their bytes came from; one later step, the
// same for all formats, tells headline, byline, date, captions, subheads and
// furniture from the body and joins what line wraps cut apart.
//
// The package reads no file and no clock and asks no network: the same bytes give
// the same article.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"hearsay/graph"
)

// Format is the kind of a file.
type Format string

// The formats. A Lines file holds one JSON record a line, a JSON file one record
// or an array of them; their records are read one by one with [Record].
const (
	Plain    Format = "text"
	Markdown Format = "markdown"
	HTML     Format = "html"
	JSON     Format = "json"
	Lines    Format = "jsonl"
	Record   Format = "record" // one JSON object: {"title", "text" or "html", "url", "published", ...}
)

// Input is one document to read.
type Input struct {
	// Name is the name of the file; its extension helps to tell the format.
	Name string
	// Format is "" where it is to be told from Name and Raw.
	Format Format
	// Charset is the character encoding that the sender declared, "" if none.
	Charset string
	// Raw holds the bytes of the document. The offsets of the article's segments
	// count from its first byte.
	Raw []byte
	// Hints is what the caller knows; it wins over what the document says.
	Hints Hints
}

// Hints is what is known about an article from elsewhere.
type Hints struct {
	URL       string
	Title     string
	Publisher string
	Published graph.Time
	Lang      string // BCP 47
}

// Result is an article that was read and what the reader has to say about it.
type Result struct {
	Article  *graph.Article
	Warnings []Warning
}

// Warning is something that was wrong but did not stop the reading.
type Warning struct {
	Code    Code   `json:"code"`
	Count   int    `json:"count"` // how often; at least 1
	Message string `json:"message"`
}

// Code names a kind of error or warning; codes are stable.
type Code string

// The codes of errors (an input that gives no article).
const (
	EmptyInput  Code = "EMPTY_INPUT"
	BinaryInput Code = "BINARY_INPUT"
	BadEncoding Code = "BAD_ENCODING"
	NoArticle   Code = "NO_ARTICLE"
	BadRecord   Code = "BAD_RECORD"
	TooLarge    Code = "TOO_LARGE"
	TimedOut    Code = "TIMED_OUT"
)

// The codes of warnings.
const (
	NoDate              Code = "NO_DATE"
	BadDate             Code = "BAD_DATE"
	BadURL              Code = "BAD_URL"
	ReplacedBytes       Code = "REPLACED_BYTES"
	RemovedControls     Code = "REMOVED_CONTROLS"
	TooDeep             Code = "TOO_DEEP"
	LanguageUnsupported Code = "LANGUAGE_UNSUPPORTED"
)

// Error tells why an input gives no article.
type Error struct {
	Code    Code
	Message string
	Field   string // of a record, "" if none
	Offset  int64  // byte of the input, -1 where no byte is to blame
}

// Error returns code and message.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Message }

func refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Offset: -1}
}

// draft is a document on its way from blocks to an article.
type draft struct {
	blocks   []block
	meta     meta
	warnings []Warning
}

// meta is what a document says about itself.
type meta struct {
	title     mapped
	byline    []string
	agency    string
	dateline  string
	published graph.Time
	badDate   string // a date that could not be read
	url       string
	badURL    string
	publisher graph.Publisher
	lang      string
}

func (d *draft) warn(code Code, n int, format string, args ...any) {
	if n > 0 {
		d.warnings = append(d.warnings, Warning{Code: code, Count: n, Message: fmt.Sprintf(format, args...)})
	}
}

// Detect tells the format of a file from its name and its first bytes.
func Detect(name string, head []byte) Format {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))) {
	case ".jsonl", ".ndjson":
		return Lines
	case ".json":
		return JSON
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".md", ".markdown":
		return Markdown
	}
	return sniff(head)
}

// sniff tells the format from the first bytes alone.
func sniff(head []byte) Format {
	s := strings.TrimSpace(strings.TrimPrefix(string(head[:min(len(head), 64<<10)]), "\ufeff"))
	low := strings.ToLower(s[:min(len(s), 1024)])
	switch {
	case strings.HasPrefix(s, "{") && strings.Contains(s, `"`):
		// A record that ends on its line and is followed by another is a Lines file.
		if first, rest, ok := strings.Cut(s, "\n"); ok && strings.HasSuffix(strings.TrimSpace(first), "}") &&
			strings.HasPrefix(strings.TrimSpace(rest), "{") {
			return Lines
		}
		return JSON
	case strings.HasPrefix(s, `[{`), strings.HasPrefix(s, "[\n") && strings.Contains(low, `{"`):
		return JSON
	case strings.HasPrefix(low, "<!doctype html"), strings.HasPrefix(low, "<html"), strings.HasPrefix(low, "<?xml") &&
		strings.Contains(low, "<html"), strings.HasPrefix(low, "<") && (strings.Contains(low, "<body") ||
		strings.Contains(low, "<p>") || strings.Contains(low, "<head") || strings.Contains(low, "<div")):
		return HTML
	case looksMarkdown(s):
		return Markdown
	}
	return Plain
}

// Read reads one document. An error is always an *Error. Inputs of the formats
// JSON and Lines hold many records: cut them with [Values] or by line and read
// each as a Record; Read itself takes one with a single record.
func Read(in Input) (*Result, error) {
	if len(in.Raw) == 0 {
		return nil, refuse(EmptyInput, "the input is empty")
	}
	if in.Format == "" {
		in.Format = Detect(in.Name, in.Raw)
	}
	d := &draft{}
	if err := d.read(in); err != nil {
		return nil, err
	}
	a, err := d.compose(in.Hints)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(in.Raw)
	a.RawHash = hex.EncodeToString(sum[:])
	return &Result{Article: a, Warnings: d.warnings}, nil
}

// read fills the blocks and the metadata by the reader of the format.
func (d *draft) read(in Input) *Error {
	if in.Format == JSON || in.Format == Lines || in.Format == Record {
		return d.readRecord(in.Raw)
	}
	text, err := d.decode(in.Raw, in.Charset, in.Format)
	if err != nil {
		return err
	}
	if strings.TrimSpace(text.s) == "" {
		return refuse(EmptyInput, "the input holds only white space")
	}
	switch in.Format {
	case HTML:
		return d.readHTML(text)
	case Markdown:
		d.readText(text, true)
	default:
		d.readText(text, looksMarkdown(text.s))
	}
	return nil
}
