// softplus_inverse in SIMD arithmetic, compiled once per target. The bound is derived in docs/method.md, "Fast
// reference", and measured by measure_reference_bounds.
#include <cmath>
#include <limits>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/softplus_inverse_fast.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/each.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

// Each piece is the logarithm of what one expm1 gives, in units of u = 2^-53, with expm1 to 8 u and log_of to 7 u:
//   y < 1/2    log(expm1(y)), 0.43 or more in magnitude: 8 / 0.43 + 7 = 26 u
//   y < 1      log1p(2 expm1(w)), w = y - log 2: the root. log 2 is in two parts, of which the first difference is
//              exact, so w errs by 1 u, expm1(w), which |w| < log(2)/2 leaves as it is, by 4 u more, and log1p, of
//              condition number 1.25 at most, by 1.25 * 5 + 7 = 14 u
//   y >= 1     y + log(1 - e^-y), 0.54 or more, the logarithm at most 0.46: (8 + 0.46 * 7) / 0.54 + 1 = 22 u
// Far above 1 that is y itself, which is what analysis has settled and leaves no tail to be decided; for y <= 0 a NaN.
struct SoftplusInverse {
  HWY_INLINE Double operator()(Double y) const {
    const auto by_piece = [y](Double low, Double middle, Double high) {
      return where_less(y, 0.5, low, where_less(y, 1.0, middle, high));
    };
    const Double w = (y - coefficients::log_2_part_1) - coefficients::log_2_rest;
    const Double e = expm1(by_piece(y, w, -y));
    const WithRest middle = one_plus(e + e);
    const Double logarithm = log(WithRest{by_piece(e, middle.u, -e), by_piece(0.0, middle.rest, 0.0)});
    const Double f = by_piece(logarithm, logarithm, y + logarithm);
    return where_less(0.0, y, f, std::numeric_limits<double>::quiet_NaN());
  }
};

void softplus_inverse(const FastInputs& in, double* r, std::size_t n) { evaluate_each(SoftplusInverse(), in.x, r, n); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(softplus_inverse);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(softplus_inverse)(in, r, n); }

}  // namespace

constinit const FastFunction softplus_inverse_fast{.evaluate = evaluate, .bound = 0x1p-46};

}  // namespace softplus_bench

#endif
