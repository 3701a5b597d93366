package segment

import (
	"strings"
	"testing"
)

func cut(s string) (string, int) {
	var w []string
	n := 0
	for _, t := range Tokenize(s) {
		if t.First {
			n++
			w = append(w, "|")
		}
		w = append(w, s[t.Start:t.End])
	}
	return strings.Join(w, " "), n
}

func TestTokenize(t *testing.T) {
	for in, want := range map[string]string{
		`Mr. Smith didn't go. "I won't," he said.`:                  `| Mr. Smith did n't go . | " I wo n't , " he said .`,
		"The U.S. says it can’t wait. Russia's envoy (Mr. X) left.": "| The U.S. says it ca n’t wait . | Russia 's envoy ( Mr. X ) left .",
		"He paid $3.5bn, up 10%. It fell 2-1.":                      "| He paid $ 3.5 bn , up 10 % . | It fell 2 - 1 .",
		"“We will act,” Lavrov said. “Soon.” He left.":              "| “ We will act , ” Lavrov said . | “ Soon . ” | He left .",
		"A pro-Kremlin, well-known site: www.example.org/a?b=c.":    "| A pro-Kremlin , well - known site : www.example.org/a?b=c .",
		"Headline without a stop\n\nFirst words of the text":        "| Headline without a stop | First words of the text",
		"He moved to the U.S. The move failed.":                     "| He moved to the U.S. | The move failed .",
		"Al-Assad met Lt. Gen. Lee at 5 p.m. on Jan. 3.":            "| Al-Assad met Lt. Gen. Lee at 5 p.m. on Jan. 3 .",
	} {
		if got, _ := cut(in); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("Mr. X said “no”… (or not?!) 3.5% a/b co-op's U.S.' ''")
	f.Fuzz(func(t *testing.T, s string) {
		end := int32(0)
		for _, k := range Tokenize(s) {
			if k.Start < end || k.End <= k.Start || int(k.End) > len(s) {
				t.Fatalf("bad span %v in %q", k, s)
			}
			end = k.End
		}
	})
}
