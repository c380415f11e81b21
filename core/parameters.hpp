// The parameters of functions that have any: softplus_beta and softplus_backward.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "core/narrow.hpp"
#include "core/record.hpp"

namespace softplus_bench {

inline constexpr double default_threshold = 20;

// As asked for. A row's beta is the number of its format nearest to that, and exact.
struct Parameters {
  double beta = 1;
  double threshold = default_threshold;

  // "beta=2", with ",threshold=10" where that is not the default.
  std::string text() const {
    std::string text = "beta=" + shortest(beta);
    if (threshold != default_threshold) text += ",threshold=" + shortest(threshold);
    return text;
  }
  double beta_in(const FormatTraits& f) const { return widen(f, narrow_bits(f, beta)); }
  // For a kernel of this format.
  std::array<double, parameter_count> values_in(const FormatTraits& f) const {
    std::array<double, parameter_count> values{};
    values[beta_parameter] = beta_in(f);
    values[threshold_parameter] = threshold;
    return values;
  }
  friend bool operator==(const Parameters&, const Parameters&) = default;
};

// What "beta=2" or "threshold=10" sets. Throws UsageError.
std::pair<Parameter, double> parse_parameter(std::string_view text);
// Several of them, as text() gives them. Throws UsageError.
Parameters parse_parameters(std::string_view text);

}  // namespace softplus_bench
