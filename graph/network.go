package graph

import "context"

// Network walks from actor to actor. Two actors are tied where one makes a claim about
// the other; see WhoToWhom for what counts.
type Network interface {
	// Ties must return the dyads that the query asks for, by source, target and act,
	// with SourceID, TargetID, Act and Claims set.
	Ties(ctx context.Context, q TieQuery) ([]*Dyad, error)
	// TiesOf must return, for each of the actors, up to most (1 to MaxPage) dyads of
	// which it is the source (OUT) or the target (IN), those of most claims first, then
	// by source and target ID. Claims of one of the acts count, of any where there are
	// none; where there are several, Articles and Origins are those of each act, added up.
	TiesOf(ctx context.Context, d LinkDirection, actorIDs []string, acts []SpeechAct, most int) (map[string][]*Dyad, error)
	// ClaimsBetween walks from pairs of actors to the claims of the one about the other
	// that the filter matches, in the order of ListClaims; see Edges.
	ClaimsBetween(ctx context.Context, pairs []Pair, f ClaimFilter, p Page) (map[Pair]Slice[Claim], error)
}

// TieQuery selects dyads.
type TieQuery struct {
	// SourceIDs and TargetIDs: the source is one of these, the target one of those;
	// nil means anybody, but one of them must be set.
	SourceIDs, TargetIDs []string
	Acts                 []SpeechAct // claims of these acts count; of all where there are none
	ByAct                bool        // a dyad for each act
}

// Pair is two actors of whom one speaks about the other.
type Pair struct{ SourceID, TargetID string }

// Valid returns ErrInvalid where neither end is set, or an act is not in the list.
func (q TieQuery) Valid() error {
	if q.SourceIDs == nil && q.TargetIDs == nil {
		return invalid("ties of everybody with everybody")
	}
	return ValidActs(q.Acts)
}

// ValidActs returns ErrInvalid where an act is not in the list.
func ValidActs(acts []SpeechAct) error { return inList("speech act", acts, Acts) }

// Direction is which way ties are followed.
type Direction string

// The directions: from who speaks to whom it is about, back, or either way.
const (
	Onward    Direction = "ONWARD"
	Back      Direction = "BACK"
	EitherWay Direction = "EITHER_WAY"
)

// Valid returns ErrInvalid for anything but the constants.
func (d Direction) Valid() error {
	return inList("direction", []Direction{d}, []Direction{Onward, Back, EitherWay})
}

// Hop is a step from one actor to another.
type Hop struct {
	FromID, ToID string
	// Said and Heard count the claims of the one about the other, and back; 0 for the
	// way that is not followed.
	Said, Heard int
}

// Claims returns how many claims tie the two.
func (h Hop) Claims() int { return h.Said + h.Heard }

// Pairs returns the pairs whose claims make the hop.
func (h Hop) Pairs() (out []Pair) {
	if h.Said > 0 {
		out = append(out, Pair{h.FromID, h.ToID})
	}
	if h.Heard > 0 {
		out = append(out, Pair{h.ToID, h.FromID})
	}
	return out
}

// Path leads over actors, none of them twice.
type Path []Hop
