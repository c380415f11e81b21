// The kernels every speed is compared with: what the memory and a single trivial operation allow.
//
// As implementations of the function "control", so that they are timed like any other.
#pragma once

#include "core/implementation.hpp"

namespace softplus_bench {

extern constinit const Implementation copy_control;  // memcpy
extern constinit const Implementation relu_control;  // x < 0 ? +0 : x, as the compiler vectorises it for its baseline

}  // namespace softplus_bench
