package tag

import (
	"bytes"
	"strings"
	"testing"

	"hearsay/loader/extract/lexicon"
)

func TestShape(t *testing.T) {
	for in, want := range map[string]string{
		"U.S.": "X.X.", "Berg": "Xxx", "BERG": "XX", "3,500": "d,dd", "Émile": "Xxx", "“": `"`, "it’s": "xx'x", "": "",
	} {
		if got := Shape(in); got != want {
			t.Errorf("Shape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTrainStoreTag(t *testing.T) {
	var packed bytes.Buffer
	if err := lexicon.Pack(&packed, strings.NewReader("plan\tn\tnoun.cognition\t_\t\n"), strings.NewReader(""), strings.NewReader("")); err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Read(&packed)
	if err != nil {
		t.Fatal(err)
	}
	var data []Example
	for range often {
		data = append(data,
			Example{strings.Fields("The plan failed ."), strings.Fields("DT NN VBD .")},
			Example{strings.Fields("They plan it ."), strings.Fields("PRP VBP PRP .")})
	}
	var file bytes.Buffer
	if err := Train(data, lex, 2, 4, 0).Write(&file); err != nil {
		t.Fatal(err)
	}
	tagger, err := Read(&file, lex)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"The plan failed .": "DT NN VBD .", "They plan it .": "PRP VBP PRP ."} {
		words := strings.Fields(text)
		fs, tags := make([]Feat, len(words)), make([]uint8, len(words))
		for i, w := range words {
			fs[i] = Extract(w)
			tagger.Prepare(&fs[i], w)
		}
		tagger.Tag(fs, tags)
		var got []string
		for _, k := range tags {
			got = append(got, tagger.Tags[k])
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %s, want %s", text, g, want)
		}
	}
}
