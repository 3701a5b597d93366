package eval

import (
	"math"
	"slices"
)

// pair is a cell of a weight matrix.
type pair struct{ row, col int }

// assign returns the one-to-one matching of rows to columns with the greatest sum
// of weights; pairs that are absent are not matched. It solves each connected
// component by the Hungarian method (Kuhn 1955; Munkres 1957).
func assign(weight map[pair]float64) map[int]int {
	byRow, byCol := map[int][]int{}, map[int][]int{}
	for p := range weight {
		byRow[p.row] = append(byRow[p.row], p.col)
		byCol[p.col] = append(byCol[p.col], p.row)
	}
	rows := make([]int, 0, len(byRow))
	for r := range byRow {
		rows = append(rows, r)
	}
	slices.Sort(rows)
	out, seen := map[int]int{}, map[int]bool{}
	for _, r := range rows {
		if !seen[r] {
			rs, cs := component(r, byRow, byCol, seen)
			hungarian(rs, cs, weight, out)
		}
	}
	return out
}

// component returns the rows and columns that hang together with row first, sorted.
func component(first int, byRow, byCol map[int][]int, seen map[int]bool) (rows, cols []int) {
	seenCol := map[int]bool{}
	seen[first] = true
	todo := []int{first}
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		rows = append(rows, r)
		for _, c := range byRow[r] {
			if seenCol[c] {
				continue
			}
			seenCol[c] = true
			cols = append(cols, c)
			for _, x := range byCol[c] {
				if !seen[x] {
					seen[x] = true
					todo = append(todo, x)
				}
			}
		}
	}
	slices.Sort(rows)
	slices.Sort(cols)
	return rows, cols
}

// hungarian adds the best matching of rows to cols to out.
func hungarian(rows, cols []int, weight map[pair]float64, out map[int]int) {
	at := func(i, j int) float64 { return weight[pair{rows[i], cols[j]}] }
	n, m := len(rows), len(cols)
	if flip := n > m; flip {
		n, m = m, n
		at = func(i, j int) float64 { return weight[pair{rows[j], cols[i]}] }
		for j, i := range match(n, m, at) {
			if i >= 0 && at(i, j) > 0 {
				out[rows[j]] = cols[i]
			}
		}
		return
	}
	for j, i := range match(n, m, at) {
		if i >= 0 && at(i, j) > 0 {
			out[rows[i]] = cols[j]
		}
	}
}

// match returns for each of m columns its row, -1 for none; n <= m.
func match(n, m int, at func(i, j int) float64) []int {
	u, v := make([]float64, n+1), make([]float64, m+1)
	rowOf, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		least, used := make([]float64, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		j0 := 0
		for rowOf[j0] != 0 {
			used[j0] = true
			delta, j1 := math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if cost := -at(rowOf[j0]-1, j-1) - u[rowOf[j0]] - v[j]; cost < least[j] {
					least[j], way[j] = cost, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[rowOf[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			rowOf[j0] = rowOf[way[j0]]
			j0 = way[j0]
		}
	}
	out := make([]int, m)
	for j := range out {
		out[j] = rowOf[j+1] - 1
	}
	return out
}
