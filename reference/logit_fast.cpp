// logit in SIMD arithmetic, compiled once per target. The bound is derived in docs/method.md, "Fast reference", and
// measured by measure_reference_bounds.
#include <cmath>
#include <limits>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/logit_fast.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/each.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

// In units of u = 2^-53, log_of to 7 u: for p < 1/4 log(p / (1 - p)), 1.09 or more in magnitude, with 2 u from
// difference and quotient: 9 u. Else p / (1 - p) = 1 + t, t = (2 p - 1) / (1 - p), where for these formats only the
// quotient rounds (p has no bits below 2^-26), and log1p's condition number is 1.83 at most: 9 u. At p = 1/2, settled,
// it is 0; outside (0, 1) a NaN.
struct Logit {
  HWY_INLINE Double operator()(Double p) const {
    const Double q = Double(1.0) - p;
    const WithRest root = one_plus(((p + p) - 1.0) / q);
    const Double f = log(WithRest{where_less(p, 0.25, p / q, root.u), where_less(p, 0.25, 0.0, root.rest)});
    const Double none = std::numeric_limits<double>::quiet_NaN();
    return where_less(0.0, p, where_less(p, 1.0, f, none), none);
  }
};

void logit(const FastInputs& in, double* r, std::size_t n) { evaluate_each(Logit(), in.x, r, n); }

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(logit);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(logit)(in, r, n); }

}  // namespace

constinit const FastFunction logit_fast{.evaluate = evaluate, .bound = 0x1p-46};

}  // namespace softplus_bench

#endif
