#include "tests/reference/independent_agreement.hpp"

#include <cstdio>
#include <map>

#include "core/format.hpp"
#include "reference/oracle.hpp"
#include "tests/reference/independent.hpp"
#include "tests/reference/independent_points.hpp"

namespace softplus_bench {

Agreement agreement_with_independent(const Function& function, const FormatTraits& f) {
  Agreement result;
  std::map<double, std::vector<IndependentPoint>> points_of_beta;
  for (const IndependentPoint& p : points_for(function.name, f)) points_of_beta[p.beta].push_back(p);
  for (const auto& [beta, points] : points_of_beta) {
    Oracle oracle(function, f, Rounding::nearest, beta);
    for (const IndependentPoint& p : points) {
      const std::uint64_t rounded = oracle(p.x, p.x2).rounded;
      const std::uint64_t independent = independent_bits(function.name, f, p.x, p.x2, beta);
      if (rounded == independent || (is_nan(f, rounded) && is_nan(f, independent))) {
        ++result.agree;
        continue;
      }
      if (result.disagree++ != 0) continue;
      char text[160];
      const auto hex = [](std::uint64_t bits) { return static_cast<unsigned long long>(bits); };
      std::snprintf(text, sizeof text, "x 0x%llx x2 0x%llx beta %a: reference 0x%llx, independent 0x%llx", hex(p.x),
                    hex(p.x2), beta, hex(rounded), hex(independent));
      result.first = text;
    }
  }
  return result;
}

}  // namespace softplus_bench
