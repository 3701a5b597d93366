package event

import "strings"

// kind is a type of event.
type kind struct {
	name  string
	nouns string // lemmas of the nouns that name it
	// once marks what happens to a person but once; lasting what goes on for years
	// and is known by its parties.
	once, lasting bool
	// single marks what comes but once a year, so that two mentions that nothing
	// keeps apart are one.
	single bool
	// doer marks what is known by who does it or to whom it happens, so that a
	// possessive identifies it ("Moor's election", not "Moor's attacks").
	doer bool
	// planned marks what is spoken of before, or without, its coming about ("a deal").
	planned bool
	timeLen int // how much of the time is in the key: 4 for the year, 7 for the month
}

var kinds = []*kind{
	{name: "election", nouns: "election runoff by-election", doer: true, single: true, timeLen: 4},
	{name: "primary", nouns: "primary caucus", timeLen: 4},
	{name: "referendum", nouns: "referendum plebiscite", single: true, timeLen: 4},
	{name: "victory", nouns: "victory win defeat", timeLen: 4},
	{name: "poisoning", nouns: "poisoning", doer: true, once: true, timeLen: 4},
	{name: "killing", nouns: "killing murder assassination", doer: true, once: true, timeLen: 4},
	{name: "death", nouns: "death suicide", doer: true, once: true, timeLen: 4},
	{name: "abduction", nouns: "kidnapping abduction disappearance", doer: true, once: true, timeLen: 4},
	{name: "arrest", nouns: "arrest detention jailing imprisonment", doer: true, timeLen: 7},
	{name: "trial", nouns: "trial conviction sentencing extradition impeachment", doer: true, timeLen: 4},
	{name: "attack", nouns: "attack bombing airstrike raid shooting massacre ambush siege explosion blast hack cyberattack", timeLen: 7},
	{name: "war", nouns: "war invasion annexation occupation civil-war", doer: true, lasting: true, timeLen: 4},
	{name: "coup", nouns: "coup revolution uprising revolt mutiny", timeLen: 4},
	{name: "protest", nouns: "protest demonstration rally riot unrest", timeLen: 7},
	{name: "summit", nouns: "summit", timeLen: 4},
	{name: "meeting", nouns: "meeting talk conference", planned: true, timeLen: 7},
	{name: "debate", nouns: "debate", timeLen: 7},
	{name: "drills", nouns: "drill manoeuvre maneuver wargame", timeLen: 7},
	{name: "agreement", nouns: "agreement pact treaty accord deal ceasefire truce", planned: true, timeLen: 4},
	{name: "crash", nouns: "crash collision derailment downing sinking shipwreck shootdown", timeLen: 7},
	{name: "disaster", nouns: "earthquake flood hurricane tsunami wildfire famine eruption landslide", timeLen: 7},
	{name: "outbreak", nouns: "outbreak epidemic", timeLen: 4},
	{name: "games", nouns: "olympics paralympics", single: true, timeLen: 4},
	{name: "inauguration", nouns: "inauguration coronation", doer: true, single: true, timeLen: 4},
}

var byNoun = func() map[string]*kind {
	m := map[string]*kind{}
	for _, k := range kinds {
		for _, n := range strings.Fields(k.nouns) {
			m[n] = k
		}
	}
	return m
}()

// electoral are the adjectives that make a vote an election.
var electoral = map[string]bool{"presidential": true, "general": true, "parliamentary": true, "legislative": true,
	"mayoral": true, "gubernatorial": true, "federal": true, "snap": true}

// hosting are the verbs whose subject is where their object happens.
var hosting = map[string]bool{"host": true, "hold": true, "stage": true, "call": true}

// warlike are the adjectives that tell an attack by words from one by arms; they
// are checked in the negative: an attack "on" a person's words is left to the acts.
var verbal = map[string]bool{"verbal": true, "personal": true, "rhetorical": true, "twitter": true, "scathing": true, "blistering": true}
