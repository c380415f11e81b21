// The kernels every speed is compared with: what the memory and a single trivial operation allow.
//
// As implementations of the function "control", so that they are timed like any other.
#pragma once

#include "core/implementation.hpp"

namespace softplus_bench {

extern constinit const Implementation copy_control;  // memcpy, of the instruction set that the C library chooses

// x < 0 ? +0 : x with the widest vectors of this processor, which its target names: nothing is compared with a relu
// that is slower than it need be. The same one whatever SIMD target the reference is told to use.
const Implementation& relu_control();

}  // namespace softplus_bench
