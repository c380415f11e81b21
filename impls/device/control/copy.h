// strategy: x
// credit: this project
//
// The least that a kernel of one input and one output can do: what speeds are compared with.
FORMULA real evaluate(real x, real x2, real beta, real threshold) { return x; }
