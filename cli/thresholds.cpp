#include "cli/thresholds.hpp"

#include <algorithm>
#include <string>

#include "core/narrow.hpp"
#include "core/usage_error.hpp"
#include "impls/table.hpp"

namespace softplus_bench::cli {

std::vector<std::uint64_t> thresholds_of(const Implementation& implementation, const FormatTraits& format,
                                         const Parameters& parameters) {
  const IncreasingNumbers& constants = implementation.thresholds.of(format.id);
  std::vector<double> products(constants.begin(), constants.end());  // beta x
  if (implementation.thresholds.has_parameter) products.push_back(parameters.threshold);
  std::vector<std::int64_t> places;
  for (const double product : products) {
    const std::uint64_t bits = narrow_bits(format, product / parameters.beta_in(format));
    if (is_finite(format, bits)) places.push_back(ordinal(format, bits));
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<std::uint64_t> bits;
  for (const std::int64_t place : places) bits.push_back(bits_at_ordinal(format, place));
  return bits;
}

std::vector<std::uint64_t> thresholds_of(const Record& row) {
  const std::string function = row.text("function"), name = row.text("implementation"), target = row.text("target"),
                    format_name = row.text("format"), parameters = row.text("parameters");
  const auto format = std::find_if(all_formats.begin(), all_formats.end(),
                                   [&](const FormatTraits& f) { return f.name == format_name; });
  if (format == all_formats.end()) return {};
  for (const Implementation* implementation : implementation_table()) {
    if (implementation->function != function || implementation->name != name ||
        name_of(implementation->target) != target)
      continue;
    try {
      return thresholds_of(*implementation, *format, parse_parameters(parameters));
    } catch (const UsageError&) {
      return {};  // a stored run may have parameters that no program of today knows
    }
  }
  return {};
}

}  // namespace softplus_bench::cli
