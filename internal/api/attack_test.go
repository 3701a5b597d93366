package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// quoted returns a request body with this query.
func quoted(query string, variables ...string) string {
	q, _ := json.Marshal(query)
	if len(variables) > 0 {
		return fmt.Sprintf(`{"query":%s,"variables":%s}`, q, variables[0])
	}
	return fmt.Sprintf(`{"query":%s}`, q)
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// doubling returns fragments each of which spreads the next one twice.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString("query { ...F0 }\n")
	for i := range n {
		fmt.Fprintf(&b, "fragment F%d on Query { a%d: claims { totalCount } ...F%d ...F%d }\n", i, i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on Query { __typename }", n)
	return b.String()
}

// attacks are requests that ask for too much, or are not what they seem. The limit is
// what extensions.limit must name.
var attacks = []struct {
	name, body  string
	status      int
	code, limit string
}{
	{"array batch", `[{"query":"{__typename}"},{"query":"{__typename}"}]`, 400, codeRequest, ""},
	{"1,000 aliases of a list", quoted("{" + numbered(1000, "a%d:claims{totalCount} ") + "}"), 200, codeComplex, "tokens"},
	{"700 aliases of a list", quoted("{" + numbered(700, "a%d:claims{totalCount} ") + "}"), 200, codeComplex, "aliases"},
	{"61 aliases", quoted("{claims{nodes{" + numbered(61, "a%d:id ") + "}}}"), 200, codeComplex, "aliases"},
	{"21 root fields", quoted("{" + numbered(21, "a%d:__typename ") + "}"), 200, codeComplex, "root fields"},
	{"100,000 aliases of __typename", quoted("{" + numbered(100_000, "a%d:__typename ") + "}"), 413, codeComplex, "body"},
	{"50,000 unknown directives", quoted("{__typename " + strings.Repeat("@aa", 50_000) + "}"), 200, codeComplex, "query"},
	{"2,400 unknown directives", quoted("{__typename " + strings.Repeat("@aa", 2_400) + "}"), 200, codeComplex, "directives"},
	{"one field 10,000 times", quoted("{claims{nodes{" + strings.Repeat("id ", 10_000) + "}}}"), 200, codeComplex, "tokens"},
	{"one field 4,000 times", quoted("{claims{nodes{" + strings.Repeat("id ", 4_000) + "}}}"), 200, codeComplex, "fields"},
	{"one field 1,900 times", quoted("{claims{nodes{" + strings.Repeat("id ", 1_900) + "}}}"), 200, codeComplex, "repeats"},
	{"one field 4 times", quoted("{claims{nodes{id id id id}}}"), 200, codeComplex, "repeats"},
	{"one field 4 times through fragments", quoted("{claims{nodes{...A ...B ...A ...B}}} fragment A on Claim{id} fragment B on Claim{id}"), 200, codeComplex, "repeats"},
	{"2,000 overlapping fragments", quoted("{" + numbered(2000, "...F%d ") + "}" + numbered(2000, "fragment F%d on Query{__typename}")), 200, codeComplex, "query"},
	{"300 overlapping fragments", quoted("{" + numbered(300, "...F%d ") + "}" + numbered(300, "fragment F%d on Query{__typename}")), 200, codeComplex, "fragments"},
	{"26 doubling fragments", quoted(doubling(26)), 200, codeComplex, ""},
	{"12 doubling fragments", quoted(doubling(12)), 200, codeComplex, "fields"},
	{"doubling fragments that are not used", quoted("{__typename} " + strings.TrimPrefix(doubling(26), "query { ...F0 }")), 200, codeComplex, ""},
	{"fragments in a circle", quoted("{...A} fragment A on Query{...B} fragment B on Query{...A}"), 200, codeValidation, ""},
	{"5,000 levels", quoted(strings.Repeat("{a", 5000)), 200, codeComplex, "brackets"},
	{"30 levels", quoted(strings.Repeat("{a", 30) + strings.Repeat("}", 30)), 200, codeComplex, "depth"},
	{"300,000 levels", quoted(strings.Repeat("{a", 300_000)), 200, codeComplex, "query"},
	{"1,000,000 levels", quoted(strings.Repeat("{a", 1_000_000)), 413, codeComplex, "body"},
	{"10,000,000 nested lists", quoted("{claims(first:" + strings.Repeat("[", 10_000_000) + ")}"), 413, codeComplex, "body"},
	{"4,000 nested lists", quoted("{claims(first:" + strings.Repeat("[", 4000) + ")}"), 200, codeComplex, "brackets"},
	{"4,000 nested list types", quoted("query($a:" + strings.Repeat("[", 4000) + "Int" + strings.Repeat("]", 4000) + "){__typename}"), 200, codeComplex, "brackets"},
	{"pages of pages", quoted("{entities(first:200){nodes{claimsMade(first:200){nodes{reports(first:200){nodes{id}}}}}}}"), 200, codeComplex, "complexity"},
	{"pages of pages by variable", quoted("query($n:Int!){entities(first:$n){nodes{claimsMade(first:$n){nodes{id}}}}}", `{"n":200}`), 200, codeComplex, "complexity"},
	{"circular introspection", quoted("{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}"), 200, codeValidation, ""},
	{"3,000 errors", quoted("{" + strings.Repeat("x{", 20) + numbered(1000, "y%d ") + strings.Repeat("}", 20) + "}"), 200, codeValidation, ""},

	{"variables nested 10,000 deep", quoted("{__typename}", `{"a":`+strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)+`}`), 400, codeComplex, "json depth"},
	{"200,000 list items", quoted("query($i:[ID!]!){nodes(ids:$i){id}}", `{"i":["a"`+strings.Repeat(`,"a"`, 200_000)+`]}`), 400, codeComplex, "values"},
	{"15,000 list items", quoted("query($i:[ID!]!){nodes(ids:$i){id}}", `{"i":["a"`+strings.Repeat(`,"a"`, 15_000)+`]}`), 200, codeInput, ""},
	{"__proto__ as a variable", quoted("{__typename}", `{"__proto__":{"a":1},"constructor":1}`), 200, "", ""},
	{"variables that are no object", quoted("{__typename}", `[1]`), 400, codeRequest, ""},
	{"a variable of the wrong type", quoted("query($n:Int){claims(first:$n){totalCount}}", `{"n":"x"}`), 200, codeInput, ""},
	{"a key twice", `{"query":"{__typename}","query":"{claims{totalCount}}"}`, 400, codeRequest, ""},
	{"a variable twice", `{"query":"{__typename}","variables":{"a":1,"a":2}}`, 400, codeRequest, ""},
	{"bytes after the object", `{"query":"{__typename}"} {}`, 400, codeRequest, ""},
	{"invalid UTF-8", "{\"query\":\"{__typename #\xff\n}\"}", 400, codeRequest, ""},
	{"a lone surrogate in JSON", `{"query":"query($t:String){claims(filter:{text:$t}){totalCount}}","variables":{"t":"\ud800"}}`, 400, codeRequest, ""},
	{"surrogates the wrong way round", `{"query":"{__typename}","variables":{"t":"\udc00\ud800"}}`, 400, codeRequest, ""},
	{"a lone surrogate in the query", quoted(`{claims(filter:{text:"\ud800"}){totalCount}}`), 200, codeParse, ""},
	{"a pair of surrogates", `{"query":"query($t:String){claims(filter:{text:$t}){totalCount}}","variables":{"t":"\ud83d\ude00"}}`, 200, "", ""},
	{"persisted query by hash alone", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}`, 200, codePersisted, ""},
	{"no query", `{"operationName":"A"}`, 400, codeRequest, ""},
	{"query of the wrong type", `{"query":{"a":1}}`, 400, codeRequest, ""},
	{"JSON cut off", `{"query":"{__typena`, 400, codeRequest, ""},
	{"JSON null", `null`, 400, codeRequest, ""},
	{"syntax error", quoted("{claims("), 200, codeParse, ""},
	{"unknown operation", `{"query":"query A{__typename}","operationName":"B"}`, 200, codeOperation, ""},
	{"mutation", quoted("mutation{a}"), 200, codeValidation, ""},

	{"first: -1", quoted("{claims(first:-1){totalCount}}"), 200, codeInput, ""},
	{"first: 0", quoted("{claims(first:0){totalCount}}"), 200, codeInput, ""},
	{"first: 201", quoted("{claims(first:201){totalCount}}"), 200, codeInput, ""},
	{"first: 99999999999", quoted("{claims(first:99999999999){totalCount}}"), 200, codeInput, ""},
	{"first: 99999999999 by variable", quoted("query($n:Int){claims(first:$n){totalCount}}", `{"n":99999999999}`), 200, codeInput, ""},
	{"first and last", quoted("{claims(first:1,last:1){totalCount}}"), 200, codeInput, ""},
	{"last and after", quoted(`{claims(last:1,after:"x"){totalCount}}`), 200, codeInput, ""},
	{"cursor that is none", quoted(`{claims(after:"%%%"){totalCount}}`), 200, codeInput, ""},
	{"cursor made up", quoted(`{claims(after:"AAAAAAAAAAAAMjAyMABjbG1fYQ"){totalCount}}`), 200, codeInput, ""},
	{"cursor empty", quoted(`{claims(after:""){totalCount}}`), 200, codeInput, ""},
	{"identifier of another type", quoted(`{claims(filter:{articles:["clm_aaaaaaaaaaaaaaaaaaaaaaaaaa"]}){totalCount}}`), 200, codeInput, ""},
	{"identifier with quotes", quoted("query($i:ID!){node(id:$i){id} claim(id:$i){id}}", `{"i":"' OR 1=1; -- `+"`"+`\""}`), 200, "", ""},
	{"identifier of 900 kB", quoted("query($i:ID!){node(id:$i){id}}", `{"i":"`+strings.Repeat("a", 900_000)+`"}`), 200, "", ""},
	{"entity by identifier of 900 kB", quoted("query($i:ID!){entity(ref:{id:$i}){id}}", `{"i":"`+strings.Repeat("a", 900_000)+`"}`), 200, codeInput, ""},
	{"no entity at all", quoted(`{entity(ref:{}){id}}`), 200, codeValidation, ""},
	{"entity by two ways", quoted(`{entity(ref:{name:"a",iso:"NO"}){id}}`), 200, codeValidation, ""},
	{"entity by two ways by variable", quoted(`query($r:EntityRef!){entity(ref:$r){id}}`, `{"r":{"name":"a","iso":"NO"}}`), 200, codeInput, ""},
	{"17 filters", quoted("query($f:[ClaimFilter!]){claims(filter:{or:$f}){totalCount}}", `{"f":[{}`+strings.Repeat(`,{"denied":true}`, 14)+`,{}]}`), 200, codeInput, ""},
	{"16 filters that all must match", quoted("query($f:[ClaimFilter!]){claims(filter:{and:$f}){totalCount}}", `{"f":[{"countries":["NO"]}`+strings.Repeat(`,{"nested":false,"countries":["NO"]}`, 14)+`]}`), 200, "", ""},
	{"filters 60 deep", quoted("query($f:ClaimFilter){claims(filter:$f){totalCount}}", `{"f":`+strings.Repeat(`{"not":`, 60)+`{"answered":true}`+strings.Repeat("}", 60)+`}`), 200, codeInput, ""},
	{"400 names in two filters", quoted("query($r:[EntityRef!]){claims(filter:{or:[{sources:$r},{targets:$r}]}){totalCount}}", `{"r":[{"name":"a"}`+strings.Repeat(`,{"name":"a"}`, 199)+`]}`), 200, codeInput, ""},
	{"country that is none", quoted(`{claims(filter:{countries:["Norway"]}){totalCount}}`), 200, codeInput, ""},
	{"less than one origin", quoted(`{claims(filter:{maxOrigins:0}){totalCount}}`), 200, codeInput, ""},
	{"time that is none", quoted(`{claims(filter:{from:"2023-02-29"}){totalCount}}`), 200, codeInput, ""},
	{"time of the wrong type", quoted(`{claims(filter:{from:2023}){totalCount}}`), 200, codeInput, ""},
	{"confidence of 2", quoted(`{claims(filter:{minConfidence:2}){totalCount}}`), 200, codeInput, ""},
	{"full-text syntax", quoted(`{claims(filter:{text:"title:[* TO \" AND ("}){totalCount} articles(filter:{text:"*a NEAR/2 b^3 \"c"}){totalCount}}`), 200, "", ""},
	{"text of 60 kB", quoted(`{claims(filter:{text:"` + strings.Repeat("ab ", 20_000) + `"}){totalCount}}`), 200, "", ""},
}

// Every attack has one clear answer in little time, whatever kind of answer that is.
func TestAttacks(t *testing.T) {
	h := New(sampleStore(t, 40), Options{})
	leak := regexp.MustCompile(`(?i)did you mean|sqlite|select |\.go:|goroutine`)
	for _, tt := range attacks {
		t.Run(tt.name, func(t *testing.T) {
			var w *httptest.ResponseRecorder
			timed(t, func() { w = post(t, h, tt.body) })
			a := read(t, w)
			t.Logf("%d bytes: %.200s", w.Body.Len(), strings.TrimSpace(w.Body.String()))
			if w.Code != tt.status || a.code() != tt.code {
				t.Errorf("status %d, code %q; want %d, %q", w.Code, a.code(), tt.status, tt.code)
			}
			if tt.limit != "" && a.Errors[0].Extensions["limit"] != tt.limit {
				t.Errorf("limit %v, want %q", a.Errors[0].Extensions["limit"], tt.limit)
			}
			if len(a.Errors) > DefaultLimits().Errors+1 || w.Body.Len() > 4096 {
				t.Errorf("%d errors in %d bytes", len(a.Errors), w.Body.Len())
			}
			if m := leak.FindString(w.Body.String()); m != "" {
				t.Errorf("the answer tells %q", m)
			}
		})
	}
}

// With the newer media type a request that is refused has a status to show for it.
func TestAttacksByGraphQLMediaType(t *testing.T) {
	h := New(sampleStore(t, 1), Options{})
	for _, body := range []string{quoted("{claims("), quoted("{nope}"), quoted(doubling(26)), quoted("query($n:Int!){claims(first:$n){totalCount}}")} {
		w := post(t, h, body, "Accept", typeGraphQL)
		if w.Code != http.StatusBadRequest || strings.Contains(w.Body.String(), `"data"`) {
			t.Errorf("%.80s: status %d, %s", body, w.Code, w.Body)
		}
	}
}

// Queries that stay just inside of every limit end in time, too.
func TestDearestInsideTheLimits(t *testing.T) {
	h := New(sampleStore(t, 40), Options{})
	three := func(s string) string { return strings.Repeat(s, 3) }
	tests := []struct{ name, query, code string }{
		{"threefold fields at four levels", "{" + three("claims(first:1){"+three("nodes{"+three("sources{"+three("id name kind ")+"}")+"}")+"}") + "}", ""},
		{"59 fragments in one place", "{claims{nodes{" + numbered(59, "...F%d ") + "}}}" + numbered(59, "fragment F%[1]d on Claim{a%[1]d:id}"), ""},
		{"59 fragments with a list each", "{claims(first:3){nodes{" + numbered(59, "...F%d ") + "}}}" + numbered(59, "fragment F%[1]d on Claim{a%[1]d:sources{name id}}"), ""},
		{"twice the whole schema", "{" + numbered(2, "a%d:__schema{types{name description fields{name description args{name description type{name}} type{name kind}}}}") + "}", ""},
		{"20 times the whole schema", "{" + numbered(20, "a%d:__schema{types{name description fields{name description args{name description type{name}} type{name kind}}}}") + "}", codeComplex},
		{"20 times one type", "{" + numbered(20, "a%d:__type(name:\"Claim\"){name description fields{name description args{name description type{name}} type{name kind}}}") + "}", ""},
		{"60 counts of links", "{claims(first:10){nodes{" + numbered(60, "a%d:links(first:2){totalCount} ") + "}}}", ""},
		{"20 lists at the root", "{" + numbered(20, "a%d:claims(first:20,filter:{text:\"ferry\"}){totalCount nodes{id proposition}}") + "}", ""},
		{"much of a few articles", "{articles(first:5){nodes{text blocks{text} attributions(first:100){nodes{id rule cue{exact} source{exact} content{exact} claim{proposition sources{name}}}}}}}", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var a answer
			timed(t, func() { a = ask(t, h, tt.query) })
			t.Logf("code %q", a.code())
			if a.code() != tt.code {
				t.Errorf("code %q, want %q", a.code(), tt.code)
			}
		})
	}
}
