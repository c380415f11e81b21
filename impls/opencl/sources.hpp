// The texts of the formulas, and of the kernel around them.
#pragma once

#include <span>
#include <string_view>

namespace softplus_bench::opencl {

struct Formula {
  std::string_view function;
  std::string_view name;
  std::string_view text;
};

std::span<const Formula> formulas();
std::string_view kernel_source();  // kernel.cl, in which FORMULA_TEXT stands for the formula

}  // namespace softplus_bench::opencl
