package graph

// SpeechAct is what a source does by saying it (Searle's classes; PLOVER). The
// list is closed.
type SpeechAct string

// The speech acts.
const (
	ActSay            SpeechAct = "SAY"
	ActAccuse         SpeechAct = "ACCUSE"
	ActDeny           SpeechAct = "DENY"
	ActCriticize      SpeechAct = "CRITICIZE"
	ActPropose        SpeechAct = "PROPOSE"
	ActDemand         SpeechAct = "DEMAND"
	ActWarn           SpeechAct = "WARN"
	ActThreaten       SpeechAct = "THREATEN"
	ActPromise        SpeechAct = "PROMISE"
	ActConfirm        SpeechAct = "CONFIRM"
	ActAdmit          SpeechAct = "ADMIT"
	ActPraise         SpeechAct = "PRAISE"
	ActApologize      SpeechAct = "APOLOGIZE"
	ActAsk            SpeechAct = "ASK"
	ActDeclineComment SpeechAct = "DECLINE_COMMENT"
	ActThink          SpeechAct = "THINK" // belief, hope, intention ascribed to the source
)

// Acts lists the speech acts in the order of this file.
var Acts = []SpeechAct{ActSay, ActAccuse, ActDeny, ActCriticize, ActPropose, ActDemand, ActWarn, ActThreaten,
	ActPromise, ActConfirm, ActAdmit, ActPraise, ActApologize, ActAsk, ActDeclineComment, ActThink}

// Polarity tells whether the source puts the proposition forward or rejects it.
type Polarity string

// The polarities.
const (
	Positive Polarity = "POSITIVE"
	Negative Polarity = "NEGATIVE"
)

// Modality tells how the content is put: as a fact, as possible, as wanted.
type Modality string

// The modalities.
const (
	Asserted Modality = "ASSERTED"
	Possible Modality = "POSSIBLE" // may, might, reportedly, believed to
	Wanted   Modality = "WANTED"   // should, must, to do
)
