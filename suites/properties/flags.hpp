// Floating-point exceptions that a kernel raises for one input.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/implementation.hpp"
#include "core/parameters.hpp"

namespace softplus_bench {

// In the order of flag_properties().
enum Flag : std::size_t { invalid_flag, overflow_flag, divide_by_zero_flag, underflow_flag, inexact_flag, flag_count };

// Whether the exact result, rounded to `due`, calls for the exception. `exact`: it is a number of the format.
bool calls_for(Flag flag, const FormatTraits& f, std::uint64_t due, bool exact);

// One per thread. A kernel of vectors is called on as many copies of the input as fill vectors and leave a tail, a
// scalar one on the input alone: what it raises is that input's.
class FlagProbe {
 public:
  FlagProbe(const Implementation& implementation, const FormatTraits& format,
            const std::optional<Parameters>& parameters);
  // By Flag, whether the kernel raised it.
  std::array<bool, flag_count> raised(std::uint64_t x, std::optional<std::uint64_t> x2);

 private:
  template <class T>
  void call(std::uint64_t x, std::optional<std::uint64_t> x2);

  const Implementation& implementation_;
  const FormatTraits& format_;
  bool has_parameters_;
  std::array<double, parameter_count> parameters_;
  std::size_t copies_;
};

}  // namespace softplus_bench
