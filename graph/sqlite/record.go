package sqlite

import (
	"fmt"

	"hearsay/graph"
)

// record puts together what an article's record says, which is all in the tables as
// long as no judgement changes what is shown of it.
func (b *batch) record(id string) (*graph.Record, error) {
	r := &graph.Record{}
	if err := b.readArticle(r, id); err != nil {
		return nil, err
	}
	for _, part := range []func() error{
		func() error {
			return read(b, &r.Entities, "SELECT "+asOne("entity, kind, name, unnamed, country, aliases")+" FROM article_entity WHERE article = (SELECT n FROM article WHERE id = ?) ORDER BY entity", id, scanEntity)
		},
		func() error {
			return read(b, &r.Events, "SELECT "+asOne("event, time, place, label")+" FROM article_event WHERE article = (SELECT n FROM article WHERE id = ?) ORDER BY event", id, scanEvent)
		},
		func() error {
			return read(b, &r.Mentions, "SELECT "+mentionColumns+" FROM mention m WHERE m.article = ? ORDER BY m.id", id, scanMention)
		},
		func() error {
			return read(b, &r.Roles, "SELECT "+roleColumns+" FROM role r WHERE r.article = ? ORDER BY r.id", id, scanRole)
		},
		func() error {
			return read(b, &r.Attributions, "SELECT "+attributionColumns+" FROM attribution x WHERE x.article = ? ORDER BY x.id", id, scanAttribution)
		},
		func() error {
			return read(b, &r.Claims, "SELECT "+claimColumns+` FROM claim c WHERE c.id IN (SELECT x.claim FROM attribution x WHERE x.article = ?)
				ORDER BY c.id`, id, scanClaim)
		},
		func() error {
			return read(b, &r.Links, "SELECT "+linkColumns+" FROM link l WHERE l.article = ? AND l.article <> '' ORDER BY l.id", id, scanLink)
		},
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	for i := range r.Claims {
		r.Claims[i] = r.Claims[i].Bare()
	}
	for i := range r.Links {
		r.Links[i].Published = ""
	}
	return r, nil
}

func (b *batch) readArticle(r *graph.Record, id string) error {
	found := false
	err := b.rows("SELECT x.version, x.settings, "+articleColumns+" FROM article a JOIN extraction x ON x.id = a.extraction WHERE a.id = ?", []any{id}, func(s scanner) error {
		a, err := scanArticle(s, &r.Extraction.Version, &r.Extraction.Settings)
		a.Recorded = ""
		r.Article, found = *a, true
		return err
	})
	if err == nil && !found {
		err = fmt.Errorf("it is not stored")
	}
	r.Extraction.ID = r.Article.ExtractionID
	return err
}

// read reads rows that belong to an article into a list.
func read[T any](b *batch, to *[]T, text, article string, scan func(scanner, ...any) (*T, error)) error {
	return b.rows(text, []any{article}, func(r scanner) error {
		x, err := scan(r)
		*to = append(*to, *x)
		return err
	})
}
