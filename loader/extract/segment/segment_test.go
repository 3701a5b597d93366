package segment

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// cut writes the tokens of s with bars in front of sentences.
func cut(s string) string {
	var w []string
	for _, t := range Tokenize(s) {
		if t.First {
			w = append(w, "|")
		}
		w = append(w, s[t.Start:t.End])
	}
	return strings.Join(w, " ")
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"clitics and quote", `Mr. Lund didn't go. "I won't," he said.`, `| Mr. Lund did n't go . | " I wo n't , " he said .`},
		{"curly clitics", "It can’t wait. Norway's envoy (Mr. X) left.", "| It ca n’t wait . | Norway 's envoy ( Mr. X ) left ."},
		{"cannot", "They cannot, we'd've gone.", "| They can not , we 'd 've gone ."},
		{"possessive plural", "The ministers' plan... failed.", "| The ministers ' plan ... failed ."},
		{"money and scores", "He paid $3.5bn, up 10%. It fell 2-1.", "| He paid $ 3.5 bn , up 10 % . | It fell 2 - 1 ."},
		{"units", "A 5km run at 5pm.", "| A 5 km run at 5 pm ."},
		{"quotes", "“We will act,” Berg said. “Soon.” He left.", "| “ We will act , ” Berg said . | “ Soon . ” | He left ."},
		{"question in quotes", `"Is it true?" she asked. "It isn't!" he said.`, `| " Is it true ? " she asked . | " It is n't ! " he said .`},
		{"stop in quotes goes on", `"We go." said Berg. "We stay," Lund said.`, `| " We go . " said Berg . | " We stay , " Lund said .`},
		{"three quotes", `“Stop.” “Why?” ‘Now.’ He's gone.`, "| “ Stop . ” | “ Why ? ” | ‘ Now . ’ | He 's gone ."},
		{"brackets", "He left. (They stayed.) She didn't.", "| He left . | ( They stayed . ) | She did n't ."},
		{"hyphens", "A pro-Kremlin, well-known site: www.example.org/a?b=c.", "| A pro-Kremlin , well - known site : www.example.org/a?b=c ."},
		{"numbers with hyphens", "From 1990-95 call 555-12-34.", "| From 1990 - 95 call 555-12-34 ."},
		{"slash", "It is and/or 1/2.", "| It is and / or 1/2 ."},
		{"dash", "The plan—a farce—failed -- twice.", "| The plan — a farce — failed -- twice ."},
		{"blank line", "Headline without a stop\n\nFirst words of the text", "| Headline without a stop | First words of the text"},
		{"line break", "One line\nand the next.", "| One line and the next ."},
		{"country at the end", "He moved to the U.S. The move failed.", "| He moved to the U.S. | The move failed ."},
		{"country inside", "U.S. President Carl Lund met E.U. leaders. In the U.S., he spoke.", "| U.S. President Carl Lund met E.U. leaders . | In the U.S. , he spoke ."},
		{"titles and times", "Al-Masri met Lt. Gen. Lee at 5 p.m. on Jan. 3.", "| Al-Masri met Lt. Gen. Lee at 5 p.m. on Jan. 3 ."},
		{"joined titles", "Lt.-Gen. C. Lund spoke.", "| Lt. - Gen. C. Lund spoke ."},
		{"initials", "J. K. Berg met A. Lund of Acme Inc. in Oslo.", "| J. K. Berg met A. Lund of Acme Inc. in Oslo ."},
		{"I at the end", "It was I. He knew.", "| It was I . | He knew ."},
		{"street", "He met them at 10 Hill St. on Tuesday.", "| He met them at 10 Hill St. on Tuesday ."},
		{"number", "No. 10 declined. He said no. Then he left.", "| No. 10 declined . | He said no . | Then he left ."},
		{"dateline", "OSLO, Nov. 3 (Agency) - The minister left. He was late.", "| OSLO , Nov. 3 ( Agency ) - The minister left . | He was late ."},
		{"dateline with dash", "OSLO (Agency) — The U.S. said it won't go.", "| OSLO ( Agency ) — The U.S. said it wo n't go ."},
		{"address and space", "See http://example.org.\u00a0Next day.", "| See http://example.org . | Next day ."},
		{"empty", " \n\t\u00a0", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cut(c.text); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// TestLongWords cuts texts without white space: the cost must not grow with the
// square of their length.
func TestLongWords(t *testing.T) {
	for _, unit := range []string{"'s", "’s", "’", "'‘", "'", "1-", "_-", "a-", "a/", "a.", "...", "!?", "“", "n't", "a@b.", "(", "x", "é", "-", "a,", "\xff", "http://"} {
		t.Run(unit, func(t *testing.T) {
			text := strings.Repeat(unit, 300_000)
			start := time.Now()
			Tokenize(text)
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("%d bytes took %v", len(text), took)
			}
		})
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("Mr. X said “no”… (or not?!) 3.5% a/b co-op's U.S.' ''")
	f.Add("http://a.b.\u00a0c 'tis ’em Lt.-Gen. 5pm it’s\u2028\xff\"")
	f.Fuzz(func(t *testing.T, s string) {
		end := int32(0)
		for _, k := range Tokenize(s) {
			if k.Start < end || k.End <= k.Start || int(k.End) > len(s) {
				t.Fatalf("bad span %v in %q", k, s)
			}
			if utf8.ValidString(s) && (!utf8.RuneStart(s[k.Start]) || int(k.End) < len(s) && !utf8.RuneStart(s[k.End])) {
				t.Fatalf("span %v cuts a rune of %q", k, s)
			}
			end = k.End
		}
	})
}
