//go:build !amd64

package neural

// vectors tells whether the processor adds many at once; here it is not asked.
const vectors = false

func addVectors(*Sum, []row, []int32) bool { return false }

func scoreVectors(*Sum, []weights, []int32, uint64, *[MaxClasses]int32) {}
