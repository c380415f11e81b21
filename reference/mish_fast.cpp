// mish in SIMD arithmetic: the definition of mish.hpp, compiled once per target. The bounds are derived in
// docs/method.md, "Fast reference", and measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/mish_fast.cpp"
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

HWY_INLINE ScaledDoubleDouble where_less(DoubleDouble a, Double b, ScaledDoubleDouble yes, ScaledDoubleDouble no) {
  return {where_less(a.hi, b, yes.hi, no.hi), where_less(a.hi, b, yes.lo, no.lo), where_less(a.hi, b, yes.k, no.k)};
}

#include "reference/mish.hpp"

struct Mish {
  HWY_INLINE Double operator()(Double x) const { return x * tanh_of_softplus_of(x); }
  // Where e^x is beyond the arithmetic's range, x is cut as it is: a product below every number all the same.
  // A tiny x, subnormal ones among them, gets an exponent of its own.
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble input) const {
    const DoubleDouble x{maximum(input.hi, -1400.0), input.lo};
    const Double k = where_less(abs(x.hi), 0x1p-500, Double(-600.0), Double(0.0));
    const Double scale = where_less(abs(x.hi), 0x1p-500, Double(0x1p600), Double(1.0));
    return ScaledDoubleDouble(x.hi * scale, x.lo * scale, k) * tanh_of_softplus_of(x);
  }
};

void mish(const FastInputs& in, double* r, std::size_t n) { evaluate_each(Mish(), in.x, r, n); }
void mish_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(Mish(), in.x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(mish);
HWY_EXPORT(mish_wide);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(mish)(in, r, n); }
void evaluate_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(mish_wide)(in, hi, lo, exponent, n);
}

}  // namespace

constinit const FastFunction mish_fast{
    .evaluate = evaluate, .bound = 0x1p-46, .evaluate_wide = evaluate_wide, .wide_bound = 0x1p-97};

}  // namespace softplus_bench

#endif
