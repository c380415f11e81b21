// The functions, each defined in the file of its name.
#pragma once

#include "reference/function.hpp"

namespace softplus_bench {

extern constinit const Function elu_function;
extern constinit const Function gelu_function;
extern constinit const Function gelu_tanh_function;
extern constinit const Function log_sigmoid_function;
extern constinit const Function logaddexp_function;
extern constinit const Function logit_function;
extern constinit const Function mish_function;
extern constinit const Function negative_binary_entropy_function;
extern constinit const Function relu_function;
extern constinit const Function selu_function;
extern constinit const Function sigmoid_function;
extern constinit const Function sigmoid_derivative_function;
extern constinit const Function silu_function;
extern constinit const Function softplus_function;
extern constinit const Function softplus_backward_function;
extern constinit const Function softplus_beta_function;
extern constinit const Function softplus_inverse_function;

extern constinit const FastFunction log_sigmoid_fast;
extern constinit const FastFunction logit_fast;
extern constinit const FastFunction mish_fast;
extern constinit const FastFunction sigmoid_fast;
extern constinit const FastFunction sigmoid_derivative_fast;
extern constinit const FastFunction silu_fast;
extern constinit const FastFunction softplus_fast;
extern constinit const FastFunction softplus_backward_fast;
extern constinit const FastFunction softplus_beta_fast;
extern constinit const FastFunction softplus_inverse_fast;

}  // namespace softplus_bench
