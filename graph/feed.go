package graph

import "context"

// Feed tells what was recorded after what, so that a reader can follow the graph
// as it grows and go on where it stopped.
//
// Each claim has a place in the order of recording: a number from 1 that grows with
// every claim, is given when the claim is first stored, stays as long as any record
// supports the claim, and is never given again. Another extraction of an article
// therefore leaves the claims that both found where they are, takes away those that
// nobody reports any more, and puts new ones at the end; what a judgement hides and
// shows again, or makes another claim, is new. Of claims that one Put
// brought the smaller ID comes first. The order depends on the order of loading and
// so stays out of dumps.
type Feed interface {
	// ClaimsAfter must return the first claims in the order of recording that the
	// filter matches and whose place is greater than after and not greater than upTo.
	// More is true where others follow up to there. first is bounded as Page.First is.
	ClaimsAfter(ctx context.Context, after, upTo int64, f ClaimFilter, first int) (Slice[RecordedClaim], error)
	// Heads must return how far the store has come. A claim whose place is within
	// Heads.Claims is visible to every later read, or gone.
	Heads(ctx context.Context) (Heads, error)
}

// RecordedClaim is a claim with its place in the order of recording.
type RecordedClaim struct {
	*Claim
	Seq int64
}

// Heads is how far a store has come. Both numbers only grow.
type Heads struct {
	Claims int64 // the greatest place that a claim was ever given, 0 where none was
	Jobs   int64 // the greatest Job.Revision, 0 where there is no job
}
