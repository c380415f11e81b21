// softplus_beta in SIMD arithmetic: the definition of softplus_beta.hpp, compiled once per target. beta is a number of
// the format, so that beta x is exact: 48 bits in double, 106 in double-double. The bounds are derived in
// docs/method.md, "Fast reference", and measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/softplus_beta_fast.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/double_double.hpp"
#include "reference/simd/double_double_functions.hpp"
#include "reference/simd/each.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

#include "reference/softplus.hpp"
// After it.
#include "reference/softplus_beta.hpp"

struct SoftplusBeta {
  double beta;
  HWY_INLINE Double operator()(Double x) const { return softplus_beta_of(x * beta, Double(beta)); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const {
    return softplus_beta_of(two_product(x.hi, beta), normalised(ScaledDoubleDouble(beta)));
  }
};

void softplus_beta(const FastInputs& in, double* r, std::size_t n) { evaluate_each(SoftplusBeta{in.beta}, in.x, r, n); }
void softplus_beta_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(SoftplusBeta{in.beta}, in.x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(softplus_beta);
HWY_EXPORT(softplus_beta_wide);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(softplus_beta)(in, r, n); }
void evaluate_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(softplus_beta_wide)(in, hi, lo, exponent, n);
}

}  // namespace

constinit const FastFunction softplus_beta_fast{
    .evaluate = evaluate, .bound = 0x1p-46, .evaluate_wide = evaluate_wide, .wide_bound = 0x1p-97};

}  // namespace softplus_bench

#endif
