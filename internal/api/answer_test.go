package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/graph"
)

type stances struct {
	Stance struct {
		TotalCount int
		Nodes      []struct {
			Stance  string
			Towards *struct{ Proposition string }
			Claim   struct{ Proposition string }
		}
		PageInfo struct {
			HasNextPage bool
			EndCursor   string
		}
	}
}

// Who makes a claim, who denies it, and who has no part in it.
func TestStanceOnClaim(t *testing.T) {
	onBothStores(t, func(t *testing.T, s graph.Store) {
		h := New(fill(t, s, firstStory(t), secondStory(t), thirdStory(t)), Options{})
		var found struct {
			Claims struct{ Nodes []struct{ ID string } }
		}
		mustAsk(t, h, &found, `{claims(filter: {text: "sinking aurora"}) {nodes {id}}}`)
		const query = `query($of: EntityRef!, $id: ID!) {
			stance(of: $of, on: {claim: $id}) {totalCount nodes {stance towards {proposition} claim {proposition}}}}`
		for who, want := range map[string][]string{
			"Mira Holt": {"MAKES sinking the ferry Aurora on purpose"},
			"Northland": {"DENIES it had sunk the Aurora towards sinking the ferry Aurora on purpose"},
			"Ivo Lang":  nil,
			"Nobody":    nil,
		} {
			var got stances
			mustAsk(t, h, &got, query, map[string]any{"of": map[string]any{"name": who}, "id": found.Claims.Nodes[0].ID})
			var steps []string
			for _, n := range got.Stance.Nodes {
				step := n.Stance + " " + n.Claim.Proposition
				if n.Towards != nil {
					step += " towards " + n.Towards.Proposition
				}
				steps = append(steps, step)
			}
			if diff := cmp.Diff(want, steps); diff != "" || got.Stance.TotalCount != len(want) {
				t.Errorf("%s, %d in all (-want +got):\n%s", who, got.Stance.TotalCount, diff)
			}
		}
	})
}

// Lists that are made in memory page as others do.
func TestPagesInMemory(t *testing.T) {
	h := New(sampleStore(t, 30), Options{})
	type page struct {
		Neighbours struct {
			TotalCount int
			Nodes      []struct {
				Entity     struct{ ID string }
				ClaimCount int
			}
			PageInfo struct {
				HasNextPage, HasPreviousPage bool
				StartCursor, EndCursor       string
			}
		}
	}
	const query = `query($first: Int, $after: String, $last: Int, $before: String) {
		neighbours(of: {iso: "NO"}, hops: 1, first: $first, after: $after, last: $last, before: $before) {
			totalCount nodes {entity {id} claimCount} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}}}`
	var whole page
	mustAsk(t, h, &whole, query, map[string]any{"first": 200})
	if n := len(whole.Neighbours.Nodes); n < 5 || n != whole.Neighbours.TotalCount {
		t.Fatalf("%d neighbours of %d", n, whole.Neighbours.TotalCount)
	}
	for _, way := range []struct{ size, at string }{{"first", "after"}, {"last", "before"}} {
		var all page
		vars := map[string]any{way.size: 2}
		for {
			var p page
			mustAsk(t, h, &p, query, vars)
			if way.size == "first" {
				all.Neighbours.Nodes = append(all.Neighbours.Nodes, p.Neighbours.Nodes...)
				vars[way.at] = p.Neighbours.PageInfo.EndCursor
			} else {
				all.Neighbours.Nodes = append(p.Neighbours.Nodes, all.Neighbours.Nodes...)
				vars[way.at] = p.Neighbours.PageInfo.StartCursor
			}
			if way.size == "first" && !p.Neighbours.PageInfo.HasNextPage || way.size == "last" && !p.Neighbours.PageInfo.HasPreviousPage {
				break
			}
		}
		if diff := cmp.Diff(whole.Neighbours.Nodes, all.Neighbours.Nodes); diff != "" {
			t.Errorf("by %s (-whole +pages):\n%s", way.size, diff)
		}
	}
}

// What cannot be meant is refused as the client's mistake.
func TestQuestionsThatCannotBeMeant(t *testing.T) {
	h := New(harbour(t), Options{})
	for _, query := range []string{
		`{neighbours(of: {name: "x"}, hops: 3) {totalCount}}`,
		`{paths(from: {name: "x"}, to: {name: "y"}, maxHops: 5) {actors {name}}}`,
		`{paths(from: {name: "x"}, to: {name: "y"}, first: 0) {actors {name}}}`,
		`{exchanges(kinds: [REPEATS]) {totalCount}}`,
		`{replyLag(kinds: [CONTRADICTS]) {replyCount}}`,
		`{stance(of: {name: "x"}, on: {claim: "art_x"}) {totalCount}}`,
		`{claimFacets {sources(first: 1000) {claimCount}}}`,
	} {
		if code := ask(t, h, query).code(); code != codeInput {
			t.Errorf("%s: code %q", query, code)
		}
	}
}
