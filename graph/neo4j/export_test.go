package neo4j

// OpenWatched opens a store that shows every query to the watcher.
var OpenWatched = open

// MetaQuery names what an empty server does not know.
const MetaQuery = metaQuery

// SchemaVersion is the newest schema that this package knows.
const SchemaVersion = schemaVersion
