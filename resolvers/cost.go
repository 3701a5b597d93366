package resolvers

import (
	"hearsay/graph"
	"hearsay/resolvers/generated"
)

// What fields cost. A field costs one and what its selection costs; a list multiplies
// the selection by how many items it may bring.
const (
	someItems = 2  // a short list, such as the sources of a claim
	textCost  = 20 // a whole text
)

// pageCost is the cost of a connection.
func pageCost(child int, first, last *int32) int {
	n := defaultPage
	for _, p := range []*int32{first, last} {
		if p != nil {
			n = min(max(int(*p), 1), maxPage)
		}
	}
	return 1 + n*child
}

func listCost(child int) int { return 1 + someItems*child }

func textCosts(int) int { return textCost }

func connection(child int, first *int32, _ *string, last *int32, _ *string) int {
	return pageCost(child, first, last)
}

func claimPage(child int, _ *generated.ClaimFilter, _ generated.TimeOrder, first *int32, _ *string, last *int32, _ *string) int {
	return pageCost(child, first, last)
}

func costs() generated.ComplexityRoot {
	var c generated.ComplexityRoot
	c.Article.Attributions, c.Article.Mentions, c.Article.Versions = connection, connection, listCost
	c.Article.Text, c.Article.Blocks = textCosts, func(child int) int { return textCost + someItems*child }
	c.Attribution.Nested, c.Attribution.Addressees, c.Attribution.Events = connection, listCost, listCost
	c.Claim.Sources, c.Claim.Targets, c.Claim.Events = listCost, listCost, listCost
	c.Claim.Reports, c.Claim.Denials, c.Claim.Denies = connection, connection, connection
	c.Claim.Links = func(child int, _ []graph.LinkKind, _ *graph.LinkDirection, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	c.Event.Claims = claimPage
	c.Person.ClaimsMade, c.Person.ClaimsReceived, c.Person.Mentions, c.Person.Roles = claimPage, claimPage, connection, listCost
	c.Country.ClaimsMade, c.Country.ClaimsReceived, c.Country.Mentions = claimPage, claimPage, connection
	c.Organization.ClaimsMade, c.Organization.ClaimsReceived, c.Organization.Mentions = claimPage, claimPage, connection
	c.Group.ClaimsMade, c.Group.ClaimsReceived, c.Group.Mentions = claimPage, claimPage, connection

	q := &c.Query
	q.Nodes = func(child int, ids []string) int { return 1 + len(ids)*child }
	q.Claims = claimPage
	q.Articles = func(child int, _ *generated.ArticleFilter, _ generated.TimeOrder, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	q.Entities = func(child int, _ *generated.EntityFilter, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	q.Events = func(child int, _ *generated.EventFilter, _ generated.TimeOrder, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	q.WhoToWhom = func(child int, _ *generated.ClaimFilter, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	q.WhoAccusedWhom = func(child int, _, _ *generated.EntityRef, _ *string, _, _ *graph.Time, _ []graph.SpeechAct, _, _ *bool, _ generated.TimeOrder, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	q.Exchanges = func(child int, _, _ *generated.EntityRef, _ *string, _, _ *graph.Time, _ []graph.SpeechAct, _ generated.TimeOrder, first *int32, _ *string, last *int32, _ *string) int {
		return pageCost(child, first, last)
	}
	return c
}
