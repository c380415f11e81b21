// What an implementation is: a named kernel per format, with its author's claim and its credit.
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>

#include "core/format.hpp"

namespace softplus_bench {

// y[i] = f(x[i]; parameters), or f(x[i], x2[i]; parameters), for i in [0, n), any n >= 0 and any
// natural alignment. y[i] depends on x[i] (and x2[i]) alone. y may be the same array as x. x2 and
// parameters are null where the function has none; parameters are in the order of `Parameter`, each exact in the row's
// format. The floating-point environment is left as found.
template <FloatFormat T>
using Kernel = void (*)(const T* x, const T* x2, T* y, std::size_t n, const double* parameters) noexcept;

// Places in a kernel's `parameters`. beta > 0 scales the input; threshold is where a strategy that switches to the
// identity does so, an approximation that exact values know nothing of.
enum Parameter : std::size_t { beta_parameter, threshold_parameter, parameter_count };

enum class Target : unsigned char { scalar, sse4, avx2, avx512, neon, sve, opencl, cuda, peer, plugin, process };

inline constexpr std::string_view target_names[] = {"scalar", "sse4", "avx2", "avx512", "neon",   "sve",
                                                    "opencl", "cuda", "peer", "plugin", "process"};
constexpr std::string_view name_of(Target target) { return target_names[static_cast<std::size_t>(target)]; }

inline constexpr double infinity = std::numeric_limits<double>::infinity();

// Inputs from lower to upper, both ends included.
struct Interval {
  double lower = -infinity;
  double upper = infinity;
};

// The author's promise for rounding to nearest, which the gate holds them to: on every input in `on`, and on every NaN,
// the error is at most max_ulp and no output is a wrong NaN, a wrong infinity, of the wrong sign, or an early or missed
// overflow. A negative max_ulp promises nothing.
struct Claim {
  double max_ulp = -1;
  Interval on{};
  constexpr bool exists() const { return max_ulp >= 0; }
};

template <FloatFormat T>
struct Variant {
  Kernel<T> kernel = nullptr;  // null: the implementation does not exist in this format
  Claim claim{};
  // Whether results follow the rounding mode in force, as those of floating-point instructions and of libm do. The
  // 16-bit formats carry bits that core/narrow rounds to nearest whatever the mode: a kernel of theirs that rounds
  // otherwise says so here.
  bool follows_rounding = std::is_floating_point_v<T>;
};

// Numbers that live as long as the program. No span: in a file compiled for an instruction set
// that would leave weak functions behind (scripts/check_isa_symbols).
struct IncreasingNumbers {
  const double* first = nullptr;
  std::size_t count = 0;

  IncreasingNumbers() = default;
  template <std::size_t n>
  consteval IncreasingNumbers(const double (&values)[n]) : first(values), count(n) {}
  constexpr const double* begin() const { return first; }
  constexpr const double* end() const { return first + count; }
  constexpr bool empty() const { return count == 0; }
};

// Inputs x, of beta = 1, at which a kernel goes over to another formula, as the code has them: before they are rounded
// to the format. The two formulas lie to the left and to the right, and either may have the threshold itself. Not
// max(x, 0) and |x|, which are part of a formula; nor cuts that no result shows, special values, conditions on two
// inputs, and the steps of a table. None: the kernel has one formula, or nobody said.
struct FormulaThresholds {
  IncreasingNumbers binary64{};
  IncreasingNumbers binary32{};
  IncreasingNumbers binary16{};
  IncreasingNumbers bfloat16{};
  const FormulaThresholds* one_format_up = nullptr;  // of an implementation that runs another so: that one's
  bool has_parameter = false;                        // the parameter `threshold` is one too

  constexpr const IncreasingNumbers& of(FormatId format) const {
    switch (format) {
      case FormatId::binary64: return binary64;
      case FormatId::binary32: return one_format_up != nullptr ? one_format_up->binary64 : binary32;
      case FormatId::binary16: return one_format_up != nullptr ? one_format_up->binary32 : binary16;
      case FormatId::bfloat16: break;
    }
    return one_format_up != nullptr ? one_format_up->binary32 : bfloat16;
  }
};

// The same constants in every format.
template <std::size_t n>
consteval FormulaThresholds in_every_format(const double (&values)[n]) {
  return {values, values, values, values};
}

// Of a kernel that has a formula for each sign.
inline constexpr double sign_threshold[] = {0};

// Constants only, so that descriptors are constant-initialised and no code runs before main.
// Strings live as long as the program.
struct Implementation {
  std::string_view function;  // "softplus"
  std::string_view name;      // "symmetric": the name of its file
  std::string_view strategy;  // the formula in one line
  std::string_view credit;    // who uses this form, or "this project"
  Target target = Target::scalar;
  std::string_view library{};  // of a peer: "SLEEF 3.5.1"; empty of our own
  std::string_view absent{};   // why it cannot be called, whatever the processor; empty where nothing is missing
  Variant<double> binary64{};
  Variant<float> binary32{};
  Variant<softplus_bench::binary16> binary16{};
  Variant<softplus_bench::bfloat16> bfloat16{};
  FormulaThresholds thresholds{};

  constexpr bool follows_rounding(FormatId format) const {
    return visit_format(format, [this]<class T>(std::type_identity<T>) { return variant<T>().follows_rounding; });
  }
  template <FloatFormat T>
  constexpr const Variant<T>& variant() const {
    if constexpr (std::is_same_v<T, double>) return binary64;
    else if constexpr (std::is_same_v<T, float>) return binary32;
    else if constexpr (std::is_same_v<T, softplus_bench::binary16>) return binary16;
    else return bfloat16;
  }
};

}  // namespace softplus_bench
