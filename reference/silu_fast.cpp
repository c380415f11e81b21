// silu in SIMD arithmetic: the definition of silu.hpp, compiled once per target. The bounds are derived in
// docs/method.md, "Fast reference", and measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/silu_fast.cpp"
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

#include "reference/silu.hpp"

// Where e^-x is beyond the arithmetic's range, x is cut as it is: a product below every number all the same.
HWY_INLINE DoubleDouble cut(DoubleDouble x) { return {maximum(x.hi, -1400.0), x.lo}; }

struct Silu {
  HWY_INLINE Double operator()(Double x) const { return silu_of(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return silu_of(cut(x)); }
};

void silu(const FastInputs& in, double* r, std::size_t n) { evaluate_each(Silu(), in.x, r, n); }
void silu_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(Silu(), in.x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(silu);
HWY_EXPORT(silu_wide);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(silu)(in, r, n); }
void evaluate_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(silu_wide)(in, hi, lo, exponent, n);
}

}  // namespace

constinit const FastFunction silu_fast{
    .evaluate = evaluate, .bound = 0x1p-46, .evaluate_wide = evaluate_wide, .wide_bound = 0x1p-97};

}  // namespace softplus_bench

#endif
