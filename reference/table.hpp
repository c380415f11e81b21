// The functions, each defined in the file of its name.
#pragma once

#include "reference/function.hpp"

namespace softplus_bench {

extern constinit const Function logaddexp_function;
extern constinit const Function logit_function;
extern constinit const Function negative_binary_entropy_function;
extern constinit const Function softplus_function;
extern constinit const Function softplus_inverse_function;

extern constinit const FastFunction logit_fast;
extern constinit const FastFunction softplus_fast;
extern constinit const FastFunction softplus_inverse_fast;

}  // namespace softplus_bench
