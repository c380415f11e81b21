#include "cli/margin.hpp"

#include <charconv>

#include "core/usage_error.hpp"

namespace softplus_bench::cli {
namespace {

constexpr double least_margin = 0.001;
constexpr double most_margin = 1;

}  // namespace

double margin_from(const std::string& text) {
  const char* end = text.data() + text.size();
  double number = 0;
  const auto [after, error] = std::from_chars(text.data(), end, number);  // no blanks, and the same in every locale
  const bool per_cent = end - after == 1 && *after == '%';
  if (error != std::errc() || !(after == end || per_cent))
    throw UsageError("--margin: '" + text + "' is not a share: give e.g. 5% or 0.05");
  const double margin = per_cent ? number / 100 : number;
  if (!(margin >= least_margin && margin <= most_margin))  // also NaN
    throw UsageError("--margin: '" + text + "' is not between 0.1% and 100%: give e.g. 5% or 0.05");
  return margin;
}

}  // namespace softplus_bench::cli
