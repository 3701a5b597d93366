package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"hearsay/graph"
)

var (
	// errDeadline is the cause where one of our own time limits ended the work.
	errDeadline = errors.New("the server took too long")
	// errLogin marks what trying again cannot mend.
	errLogin = errors.New("login refused")
	// errDatabase marks the same.
	errDatabase = errors.New("the server has no such database")
)

// wrap puts the operation before an error.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("neo4j: "+format+": %w", append(args, err)...)
}

// translate turns an error of the driver into one of the kinds of package graph.
// The context tells whose time limit it was: the caller's comes out as it is.
func translate(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, graph.ErrInvalid) || errors.Is(err, graph.ErrUnavailable) || errors.Is(err, graph.ErrUnsupported),
		errors.Is(err, graph.ErrConflict) || errors.Is(err, graph.ErrBusy):
		return err
	case ctx.Err() != nil && errors.Is(context.Cause(ctx), errDeadline):
		return fmt.Errorf("%w: %w", graph.ErrUnavailable, errDeadline)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var server *driver.Neo4jError
	if errors.As(err, &server) {
		return translateCode(server)
	}
	var usage *driver.UsageError
	if errors.As(err, &usage) {
		if strings.Contains(usage.Message, "closed") {
			return errClosed
		}
		return fmt.Errorf("driver: %s", usage.Message)
	}
	return fmt.Errorf("%w: %s", graph.ErrUnavailable, err)
}

func translateCode(e *driver.Neo4jError) error {
	switch {
	case e.Code == "Neo.ClientError.Security.Unauthorized":
		return fmt.Errorf("%w: %w: user name or password is wrong", graph.ErrUnavailable, errLogin)
	case e.Code == "Neo.ClientError.Security.AuthenticationRateLimit":
		return fmt.Errorf("%w: %w: too many wrong passwords, wait a few seconds", graph.ErrUnavailable, errLogin)
	case e.HasSecurityCode():
		return fmt.Errorf("%w: %w: %s", graph.ErrUnavailable, errLogin, e.Msg)
	case e.Code == "Neo.ClientError.Database.DatabaseNotFound":
		return fmt.Errorf("%w: %w: %s", graph.ErrUnavailable, errDatabase, e.Msg)
	case e.Classification() == "TransientError", driver.IsRetryable(e),
		strings.HasPrefix(e.Code, "Neo.ClientError.Cluster."),
		strings.HasPrefix(e.Code, "Neo.ClientError.Transaction.TransactionTimedOut"),
		e.Code == "Neo.ClientError.Transaction.Terminated":
		return fmt.Errorf("%w: %s", graph.ErrUnavailable, e.Msg)
	}
	return fmt.Errorf("server: %s: %s", e.Code, e.Msg)
}
