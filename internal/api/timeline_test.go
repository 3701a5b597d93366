package api

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

type periods struct {
	Timeline struct {
		TotalCount int
		Nodes      []struct {
			Start      *graph.Time
			ClaimCount int
		}
		PageInfo struct {
			HasNextPage bool
			EndCursor   string
		}
	}
}

// A timeline counts every claim once, whatever the unit, and its pages are the whole.
func TestTimeline(t *testing.T) {
	h := New(sampleStore(t, 40), Options{})
	var claims struct{ Claims struct{ TotalCount int } }
	mustAsk(t, h, &claims, `{claims(first: 1) {totalCount}}`)
	for _, unit := range []string{"DAY", "WEEK", "MONTH", "YEAR"} {
		for _, order := range []string{"OLDEST_FIRST", "NEWEST_FIRST"} {
			var whole periods
			mustAsk(t, h, &whole, fmt.Sprintf(`{timeline(by: %s, order: %s, first: 200) {totalCount nodes {start claimCount}}}`, unit, order))
			sum := 0
			for _, p := range whole.Timeline.Nodes {
				sum += p.ClaimCount
			}
			if sum != claims.Claims.TotalCount || whole.Timeline.TotalCount != len(whole.Timeline.Nodes) {
				t.Errorf("%s: %d claims of %d in %d of %d stretches", unit, sum, claims.Claims.TotalCount, len(whole.Timeline.Nodes), whole.Timeline.TotalCount)
			}
			var paged periods
			for after := "null"; ; {
				var page periods
				mustAsk(t, h, &page, fmt.Sprintf(`{timeline(by: %s, order: %s, first: 2, after: %s) {nodes {start claimCount} pageInfo {hasNextPage endCursor}}}`, unit, order, after))
				paged.Timeline.Nodes = append(paged.Timeline.Nodes, page.Timeline.Nodes...)
				if !page.Timeline.PageInfo.HasNextPage {
					break
				}
				after = fmt.Sprintf("%q", page.Timeline.PageInfo.EndCursor)
			}
			if diff := cmp.Diff(whole.Timeline.Nodes, paged.Timeline.Nodes); diff != "" {
				t.Errorf("%s %s in pages (-whole +pages):\n%s", unit, order, diff)
			}
		}
	}
}
