#include "suites/notable_inputs.hpp"

#include <algorithm>
#include <cmath>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"

namespace softplus_bench {

std::vector<std::uint64_t> notable_inputs(const FormatTraits& f, const Function& function,
                                          std::span<const OrdinalInterval> intervals, Oracle& oracle) {
  std::vector<double> centres(function.cutoffs.begin(), function.cutoffs.end());
  const auto add = [&](std::int64_t place) { centres.push_back(widen(f, bits_at_ordinal(f, place))); };
  for (const OrdinalInterval& interval : intervals) {
    add(interval.first);
    add(interval.last);
  }
  // Smaller inputs are all alike to a function that is not zero at zero; beyond 2^10 exponentials have over- or
  // underflowed in every format.
  for (int k = std::max(f.emin, -f.precision - 2); k <= std::min(f.emax, 10); ++k)
    for (const double sign : {-1.0, 1.0}) centres.push_back(sign * std::ldexp(1.0, k));
  if (function.increasing) {
    const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
    const auto value = [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)); };
    for (int k = std::max(f.emin, -f.precision - 10); k <= std::min(f.emax, 10); ++k)
      add(last_where(-limit, limit, [&](std::int64_t place) { return value(place).exponent < k; }));
  }
  const auto sampler = stratified(f, 1, 0, intervals, centres, std::nullopt);
  std::vector<std::uint64_t> inputs(sampler->size());
  sampler->fill(0, inputs);
  return inputs;
}

}  // namespace softplus_bench
