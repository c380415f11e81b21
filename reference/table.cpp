#include "reference/table.hpp"

#include <array>

namespace softplus_bench {

std::span<const Function* const> function_table() {
  static constexpr auto table = std::to_array<const Function*>({
      &logaddexp_function,
      &logit_function,
      &negative_binary_entropy_function,
      &softplus_function,
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
