#include "reference/table.hpp"

#include <array>

namespace softplus_bench {

std::span<const Function* const> function_table() {
  static constexpr auto table = std::to_array<const Function*>({
      &elu_function,
      &gelu_function,
      &gelu_tanh_function,
      &log_sigmoid_function,
      &logaddexp_function,
      &logit_function,
      &mish_function,
      &negative_binary_entropy_function,
      &relu_function,
      &selu_function,
      &sigmoid_function,
      &sigmoid_derivative_function,
      &silu_function,
      &softplus_function,
      &softplus_backward_function,
      &softplus_beta_function,
      &softplus_inverse_function,
  });
  return table;
}

const Function* find_function(std::string_view name) {
  for (const Function* function : function_table())
    if (function->name == name) return function;
  return nullptr;
}

}  // namespace softplus_bench
