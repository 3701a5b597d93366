package speechact

import "strings"

// belated reads what somebody left undone: "should have acted sooner".
func (v *view) belated(i int) bool {
	should, have := false, false
	for _, k := range v.kids[i] {
		if k < i && strings.HasPrefix(v.rel(k), "aux") {
			should = should || v.low(k) == "should" || v.low(k) == "ought"
			have = have || v.low(k) == "have"
		}
	}
	return should && have && v.tag(i)[0] == 'V'
}

// poorly reports how something was done: "badly managed".
func (v *view) poorly(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "advmod" {
			switch v.low(k) {
			case "badly", "poorly", "hopelessly", "disastrously", "appallingly", "shamefully", "sloppily", "carelessly", "hastily", "unfairly":
				return true
			}
		}
	}
	return false
}

// treats reads "treated the families with contempt", "like criminals".
func (v *view) treats(i int) bool {
	if v.Tokens[i].Lemma != "treat" {
		return false
	}
	for _, k := range v.kids[i] {
		if c := v.child(k, "case"); k > i && c >= 0 && (v.low(c) == "with" && v.class(k)&fault != 0 || v.low(c) == "like" || v.low(c) == "as" && v.class(k)&bad != 0) {
			return true
		}
	}
	return false
}
