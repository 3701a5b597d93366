// Package extraction measures the speed of the language stages: tokens and bytes a
// second, allocations, and that the cost grows with the text and no faster.
//
//	go test -bench . ./bench/extraction
package extraction
