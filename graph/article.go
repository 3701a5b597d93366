package graph

// Article is one published document and its clean text. Two texts under one URL
// are two articles (versions) that share the URL; neither overwrites the other.
type Article struct {
	ID        string    `json:"id"`
	URL       string    `json:"url,omitempty"` // canonical, without tracking parameters
	Title     string    `json:"title,omitempty"`
	Byline    []string  `json:"byline,omitempty"`
	Agency    string    `json:"agency,omitempty"`
	Dateline  string    `json:"dateline,omitempty"`
	Published Time      `json:"published,omitempty"`
	Publisher Publisher `json:"publisher,omitzero"`
	Lang      string    `json:"lang,omitempty"` // BCP 47, "en"
	// Text is the clean text in UTF-8: blocks joined by a blank line. All spans of
	// the graph are bytes of it.
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks"`
	// Source maps Text back to the raw bytes that the loader read.
	Source []Segment `json:"source,omitempty"`
	// RawHash is the SHA-256 of the raw bytes, in hex.
	RawHash string `json:"rawHash,omitempty"`
	// Origin is one for all copies of one wire story: a hash of the agency-free lead.
	Origin       string `json:"origin"`
	ExtractionID string `json:"extraction"`
	// Recorded is when the store first took the article; set by the store, left out
	// of identity and of dumps.
	Recorded Time `json:"-"`
	// Hidden is set by Lookup where a person decided that it is not to be shown.
	Hidden bool `json:"-"`
}

// Head returns the article without Text, Blocks and Source.
func (a *Article) Head() *Article {
	h := *a
	h.Text, h.Blocks, h.Source = "", nil, nil
	return &h
}

// Publisher is who published an article; never called source.
type Publisher struct {
	Name   string `json:"name,omitempty"`
	Domain string `json:"domain,omitempty"` // without "www."
}

// IsZero reports whether nothing is known of the publisher.
func (p Publisher) IsZero() bool { return p == Publisher{} }

// BlockKind tells what a block of text is.
type BlockKind string

// The kinds of blocks. What is none of these is furniture and not in the text.
const (
	BlockTitle     BlockKind = "TITLE"
	BlockSubhead   BlockKind = "SUBHEAD"
	BlockParagraph BlockKind = "PARAGRAPH"
	BlockCaption   BlockKind = "CAPTION"
)

// Block is a paragraph, headline, subhead or caption of the text.
type Block struct {
	Span
	Kind BlockKind `json:"kind"`
}

// Segment says that the Len bytes of the clean text from Clean on stand in the
// raw bytes from Raw on, byte for byte; clean bytes in no segment were made by
// decoding or normalizing.
type Segment struct {
	Clean int `json:"clean"`
	Raw   int `json:"raw"`
	Len   int `json:"len"`
}

// Extraction is the run that produced a record: the same ID means the same
// version and settings, and so the same record from the same article.
type Extraction struct {
	ID       string `json:"id"`
	Version  string `json:"version"`
	Settings string `json:"settings"`
}
