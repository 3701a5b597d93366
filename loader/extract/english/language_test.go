package english

import "testing"

func TestIs(t *testing.T) {
	for text, want := range map[string]bool{
		"The minister said that nobody was to blame for it.": true,
		"Oslo, Bergen": true,
		"Der Minister sagte, dass niemand die Schuld daran hat und dass er nicht geht.":    false,
		"Министр сказал в пятницу, что переговоры провалились.":                            false,
		"Le ministre a dit que les discussions ont échoué et que personne n'est coupable.": false,
	} {
		if got := Is(text); got != want {
			t.Errorf("Is(%q) = %v", text, got)
		}
	}
}
