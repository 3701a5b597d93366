package neo4j

// OpenWatched opens a store that hands on what the server remarks on its queries.
var OpenWatched = open
