// sigmoid in SIMD arithmetic: the definition of sigmoid.hpp, compiled once per target. The bounds are derived in
// docs/method.md, "Fast reference", and measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/sigmoid_fast.cpp"
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

#include "reference/sigmoid.hpp"

struct Sigmoid {
  template <class Number>
  HWY_INLINE auto operator()(const Number& x) const {
    return sigmoid_of(x);
  }
};

void sigmoid(const FastInputs& in, double* r, std::size_t n) { evaluate_each(Sigmoid(), in.x, r, n); }
void sigmoid_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(Sigmoid(), in.x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(sigmoid);
HWY_EXPORT(sigmoid_wide);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(sigmoid)(in, r, n); }
void evaluate_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(sigmoid_wide)(in, hi, lo, exponent, n);
}

}  // namespace

constinit const FastFunction sigmoid_fast{
    .evaluate = evaluate, .bound = 0x1p-46, .evaluate_wide = evaluate_wide, .wide_bound = 0x1p-97};

}  // namespace softplus_bench

#endif
