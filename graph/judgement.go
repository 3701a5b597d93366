package graph

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"
)

// Judgement is a decision of a person about what the machine found. Judgements are
// only ever added: what was wrong is undone by another one. None of them changes
// what an extraction gave; a store shows what [Effects] make of it.
type Judgement struct {
	ID   string        `json:"id"` // see JudgementID
	Kind JudgementKind `json:"kind"`
	// Subjects are what it is about: two or more entities of a SAME, DIFFERENT or
	// UNSURE, the first of which a SAME keeps; one node of the others.
	Subjects []Subject `json:"subjects,omitempty"`
	// Correction is what a CORRECT says instead, nil for others.
	Correction *Correction `json:"correction,omitempty"`
	UndoesID   string      `json:"undoes,omitempty"` // the judgement that an UNDO takes back
	By         string      `json:"by"`               // the name of who decides
	Role       string      `json:"role,omitempty"`   // in which role
	Reason     string      `json:"reason,omitempty"`
	// At is when the store took it. No two judgements of a store have the same time.
	At time.Time `json:"at"`

	// InForce is false of a judgement that was undone. Kept by the store.
	InForce bool `json:"inForce"`
}

// JudgementKind is what a person decides.
type JudgementKind string

// The kinds of judgements.
const (
	JudgeSame      JudgementKind = "SAME"      // the entities are one
	JudgeDifferent JudgementKind = "DIFFERENT" // no two of the entities are one
	JudgeUnsure    JudgementKind = "UNSURE"    // looked at and left open; without effect
	JudgeCorrect   JudgementKind = "CORRECT"   // act, sources or targets of a claim or attribution are others
	JudgeHide      JudgementKind = "HIDE"      // an article, entity, claim or attribution is not to be shown
	JudgeUndo      JudgementKind = "UNDO"      // another judgement is taken back
)

var judgementKinds = []JudgementKind{JudgeSame, JudgeDifferent, JudgeUnsure, JudgeCorrect, JudgeHide, JudgeUndo}

// Subject is a node that a judgement speaks of, with what it takes to know it again
// where the store no longer has it, or does not have it yet.
type Subject struct {
	ID string `json:"id"`
	// Kind, Name and Unnamed are those of an entity when it was judged.
	Kind    EntityKind `json:"entityKind,omitempty"`
	Name    string     `json:"name,omitempty"`
	Unnamed bool       `json:"unnamed,omitempty"`
	// ArticleID and Place tell where an attribution stands (see Place), so that another
	// extraction that finds the same words finds the judgement, too.
	ArticleID string `json:"article,omitempty"`
	Place     string `json:"place,omitempty"`
}

// Correction names the values that stand in the place of the machine's; nil is
// left as it is, a list without members is none.
type Correction struct {
	Act     SpeechAct `json:"act,omitempty"`
	Sources []Subject `json:"sources,omitzero"` // entities
	Targets []Subject `json:"targets,omitzero"` // entities
}

// Original is what the machine found where a person corrected it.
type Original struct {
	Act                  SpeechAct
	SourceIDs, TargetIDs []string // as the extraction gave them; a merge may have moved them since
	JudgementIDs         []string // the corrections, oldest first
}

// JudgementFilter selects judgements, ordered by At, then ID.
type JudgementFilter struct {
	IDs      []string
	Kinds    []JudgementKind
	NodeIDs  []string // about one of these, about what was merged into it, or the undoing of one that is
	By       string
	From, To Time // At, both inclusive at their precision
	InForce  *bool
}

const (
	maxSubjects = 100
	maxName     = 200  // code points of By and Role
	maxReason   = 4000 // code points
	// MaxJudgementKey is the most code points of a key of JudgementID.
	MaxJudgementKey = 200
)

// JudgementID identifies a judgement by who made it and a key of their choice, so
// that sending it again does not make another.
func JudgementID(by, key string) string { return newID(PrefixJudgement, by, key) }

// Subject returns an entity as a subject.
func (e *Entity) Subject() Subject {
	return Subject{ID: e.ID, Kind: e.Kind, Name: e.Name, Unnamed: e.Unnamed}
}

// Subject returns an attribution as a subject.
func (a *Attribution) Subject() Subject {
	return Subject{ID: a.ID, ArticleID: a.ArticleID, Place: Place(a)}
}

// Place identifies the words of an attribution within its article, whatever an
// extraction says that they do.
func Place(a *Attribution) string {
	b, err := json.Marshal([][]Span{a.Source, a.Cue, a.Content})
	if err != nil {
		panic("graph: spans do not marshal: " + err.Error()) // two numbers each
	}
	return string(b)
}

// Cursor returns the place of j in a list of judgements: by At.
func (j *Judgement) Cursor() Cursor { return Cursor{Key: j.When(), ID: j.ID} }

// When returns At as a text that orders as the times do.
func (j *Judgement) When() string { return j.At.UTC().Format("2006-01-02T15:04:05.000000Z") }

// Valid returns ErrInvalid where j cannot be meant: an ID or subject of a type that
// does not belong there, a value outside the closed lists, a text that is too long or
// not UTF-8.
func (j *Judgement) Valid() error {
	if IDType(j.ID) != PrefixJudgement {
		return invalid("%q is not an identifier of a judgement", j.ID)
	}
	if err := inList("kind of judgement", []JudgementKind{j.Kind}, judgementKinds); err != nil {
		return err
	}
	for what, s := range map[string]string{"name": j.By, "role": j.Role} {
		if !clean(s) || utf8.RuneCountInString(s) > maxName {
			return invalid("the %s of who judges is not UTF-8 or longer than %d characters", what, maxName)
		}
	}
	if j.By == "" {
		return invalid("nobody is named who judges")
	}
	if !clean(j.Reason) || utf8.RuneCountInString(j.Reason) > maxReason {
		return invalid("the reason is not UTF-8 or longer than %d characters", maxReason)
	}
	if (j.Kind == JudgeCorrect) != (j.Correction != nil) || (j.Kind == JudgeUndo) != (j.UndoesID != "") {
		return invalid("a correction belongs to CORRECT and only there, what is undone to UNDO")
	}
	return j.validSubjects()
}

func (j *Judgement) validSubjects() error {
	least, most, types := 1, 1, []string{PrefixClaim, PrefixAttribution}
	switch j.Kind {
	case JudgeSame, JudgeDifferent, JudgeUnsure:
		least, most, types = 2, maxSubjects, []string{PrefixEntity}
	case JudgeHide:
		types = []string{PrefixArticle, PrefixEntity, PrefixClaim, PrefixAttribution}
	case JudgeUndo:
		if least, most = 0, 0; IDType(j.UndoesID) != PrefixJudgement {
			return invalid("%q is not an identifier of a judgement", j.UndoesID)
		}
	}
	if len(j.Subjects) < least || len(j.Subjects) > most {
		return invalid("%s takes %d to %d subjects, not %d", j.Kind, least, most, len(j.Subjects))
	}
	if err := validSubjects(j.Subjects, types); err != nil || j.Correction == nil {
		return err
	}
	c := j.Correction
	if c.Act == "" && c.Sources == nil && c.Targets == nil {
		return invalid("the correction changes nothing")
	}
	if c.Act != "" && !slices.Contains(Acts, c.Act) {
		return invalid("speech act %q is not in the list", c.Act)
	}
	if len(c.Sources) > maxSubjects || len(c.Targets) > maxSubjects {
		return invalid("more than %d sources or targets", maxSubjects)
	}
	if err := validSubjects(c.Sources, []string{PrefixEntity}); err != nil {
		return err
	}
	return validSubjects(c.Targets, []string{PrefixEntity})
}

func validSubjects(list []Subject, types []string) error {
	seen := map[string]bool{}
	for _, s := range list {
		switch t := IDType(s.ID); {
		case !slices.Contains(types, t):
			return invalid("%q is not an identifier of the types %q", s.ID, types)
		case seen[s.ID]:
			return invalid("%q is given twice", s.ID)
		case t == PrefixEntity && (s.Name == "" || !clean(s.Name) || !slices.Contains(entityKinds, s.Kind)):
			return invalid("entity %s: no name that can be stored, or kind %q is not in the list", s.ID, s.Kind)
		case t == PrefixAttribution && (IDType(s.ArticleID) != PrefixArticle || s.Place == "" || !clean(s.Place)):
			return invalid("attribution %s: no article or place", s.ID)
		}
		seen[s.ID] = true
	}
	return nil
}

// Again returns a *Conflict where o, which has the ID of j, decides something else.
func (j *Judgement) Again(o *Judgement) error {
	if j.alike(o) {
		return nil
	}
	return &Conflict{WithID: j.ID, Reason: "the key was used for another decision"}
}

// alike reports whether two judgements decide the same.
func (j *Judgement) alike(o *Judgement) bool {
	plain := func(x Judgement) string {
		x.At, x.InForce, x.Role, x.Subjects = time.Time{}, false, "", slices.Clone(x.Subjects)
		for i := range x.Subjects { // what was known of them may have changed since
			x.Subjects[i] = Subject{ID: x.Subjects[i].ID}
		}
		if x.Correction != nil {
			c := *x.Correction
			for _, l := range []*[]Subject{&c.Sources, &c.Targets} {
				if *l != nil {
					*l = append([]Subject{}, *l...)
				}
				for i := range *l {
					(*l)[i] = Subject{ID: (*l)[i].ID}
				}
			}
			x.Correction = &c
		}
		b, _ := json.Marshal(x)
		return string(b)
	}
	return plain(*j) == plain(*o)
}

// byTime orders judgements, oldest first.
func byTime(a, b *Judgement) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) }

// Valid returns ErrInvalid where a kind is not in the list or a bound is not a time.
func (f JudgementFilter) Valid() error {
	if err := inList("kind of judgement", f.Kinds, judgementKinds); err != nil {
		return err
	}
	return validBounds(f.From, f.To)
}
