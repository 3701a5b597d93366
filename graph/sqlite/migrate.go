package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"hearsay/graph"
)

// migrations holds one file for each version of the schema, 0001 first; a file is
// never changed once it is released.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a file as ours (PRAGMA application_id): "hsay".
const applicationID = 0x68736179

// migrate brings the schema to the newest version, each step in a transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	version, err := schemaVersion(ctx, db)
	if err != nil || version == len(files) {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	// Another process may have been faster while we waited for the lock.
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for n := version; n < len(files); n++ {
		step, err := migrations.ReadFile(files[n])
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(step)); err != nil {
			return fmt.Errorf("migration %s: %w", files[n], err)
		}
	}
	// A PRAGMA takes no parameters; both values are numbers of this program.
	set := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(files))
	if _, err := tx.ExecContext(ctx, set); err != nil {
		return err
	}
	return tx.Commit()
}

// schemaVersion returns the version of the schema, 0 for an empty file; ErrInvalid
// where the file belongs to another program, ErrUnsupported where it is newer.
func schemaVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	var id, tables int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return 0, fmt.Errorf("%w: it is a database of another program", graph.ErrInvalid)
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err == nil && version > len(files) {
		err = fmt.Errorf("%w: its schema is version %d, this program knows versions up to %d; use a newer hearsay",
			graph.ErrUnsupported, version, len(files))
	}
	return version, err
}
