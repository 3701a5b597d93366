package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"hearsay/loader"
	"hearsay/loader/article"
	"hearsay/loader/extract/english"
	"hearsay/loader/extract/llm"
)

// keyVariable is the only place where the key of a model's server may stand: flags
// are seen by every user of the machine, files are copied.
const keyVariable = "HEARSAY_MODEL_KEY"

// modelFlags are the settings of a model beside the rules. Without an address there
// is none, and nothing is sent anywhere.
type modelFlags struct {
	ModelURL      string        `name:"model-url" group:"model" env:"HEARSAY_MODEL_URL" placeholder:"URL" help:"Let a language model read beside the rules: base address of an OpenAI-compatible server, such as http://localhost:8000/v1. It is sent the text of the articles. Its key, if it wants one, is read from HEARSAY_MODEL_KEY."`
	ModelName     string        `name:"model-name" group:"model" env:"HEARSAY_MODEL_NAME" placeholder:"NAME" help:"The model, as the server names it."`
	ModelRequests int           `name:"model-requests" group:"model" env:"HEARSAY_MODEL_REQUESTS" default:"1000" help:"Requests that a run may send; 0: no bound."`
	ModelTokens   int           `name:"model-tokens" group:"model" env:"HEARSAY_MODEL_TOKENS" default:"5000000" help:"Tokens that a run may use, questions and answers; 0: no bound."`
	ModelTimeout  time.Duration `name:"model-timeout" group:"model" env:"HEARSAY_MODEL_TIMEOUT" default:"60s" help:"Time for one request."`
	ModelRetries  int           `name:"model-retries" group:"model" env:"HEARSAY_MODEL_RETRIES" default:"2" help:"Times that a failed request is sent again."`
	ModelCache    string        `name:"model-cache" group:"model" env:"HEARSAY_MODEL_CACHE" placeholder:"FOLDER" help:"Keep answers here and do not ask again."`
}

// engineFlags are the settings of the extraction.
type engineFlags struct {
	AccuseAt float64 `name:"accuse-at" env:"HEARSAY_ACCUSE_AT" default:"${accuseAt}" help:"An accusation that the words alone carry (nobody is said to accuse) counts as one where it is as probable as this, 0 to 1, that nothing of it is wrong; below, it is something said. Another threshold is another extraction."`
	modelFlags
}

// engine is the extraction as the settings want it.
type engine struct {
	*english.English
	model *llm.Extractor // nil for none
}

// engine returns the rules, with the model if one is named.
func (m engineFlags) engine(ctx context.Context, e *environment) (*engine, error) {
	rules, err := english.New()
	if err != nil {
		return nil, err
	}
	if rules, err = rules.AccuseAt(m.AccuseAt); err != nil {
		return nil, err
	}
	switch {
	case !(m.AccuseAt >= 0 && m.AccuseAt <= 1):
		return nil, usage("--accuse-at is a probability, 0 to 1")
	case m.ModelURL == "" && m.ModelName != "":
		return nil, usage("--model-name needs --model-url")
	case m.ModelURL == "":
		return &engine{English: rules}, nil
	case m.ModelRequests < 0 || m.ModelTokens < 0 || m.ModelRetries < 0 || m.ModelTimeout <= 0:
		return nil, usage("the bounds of the model must not be negative, and its time not zero")
	}
	model, err := llm.New(llm.Config{
		URL: m.ModelURL, Model: m.ModelName, Key: os.Getenv(keyVariable), Requests: m.ModelRequests, Tokens: m.ModelTokens,
		Timeout: m.ModelTimeout, Retries: m.ModelRetries, Cache: m.ModelCache, Context: ctx, Log: e.log,
	})
	if err != nil {
		return nil, codedError{exitUsage, err}
	}
	return &engine{English: rules.With(model), model: model}, nil
}

// Warnings tells where the model did not answer and the rules stand alone.
func (x *engine) Warnings(articleID string) []article.Warning {
	if x.model == nil {
		return nil
	}
	err := x.model.Failure(articleID)
	if err == nil {
		return nil
	}
	return []article.Warning{{Code: loader.ModelFailed, Count: 1, Message: fmt.Sprintf("extracted by the rules alone: %v", err)}}
}

// counts returns what the model did, nil where there is none.
func (x *engine) counts() *llm.Counts {
	if x == nil || x.model == nil {
		return nil
	}
	c := x.model.Counts()
	return &c
}

// tell prints what the model did.
func (x *engine) tell(e *environment) {
	c := x.counts()
	if c == nil {
		return
	}
	refused := 0
	for _, n := range c.Refused {
		refused += n
	}
	fmt.Fprintf(e.Err, "model: %s, %s, %d from the cache; %d found by both, %d by the model alone, %d disputed, %d refused; %s without it\n",
		count(c.Requests, "request"), count(c.Tokens, "token"), c.Cached, c.Agreed, c.Added, c.Disputed, refused, count(c.Failed, "article"))
}
