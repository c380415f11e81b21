// The functions, each defined in the file of its name.
#pragma once

#include "reference/function.hpp"

namespace softplus_bench {

extern constinit const Function softplus_function;
extern constinit const FastFunction softplus_fast;

}  // namespace softplus_bench
