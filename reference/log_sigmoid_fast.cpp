// log_sigmoid in SIMD arithmetic: the definition of log_sigmoid.hpp, compiled once per target. The bounds are derived
// in docs/method.md, "Fast reference", and measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/log_sigmoid_fast.cpp"
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
#include "reference/log_sigmoid.hpp"

struct LogSigmoid {
  template <class Number>
  HWY_INLINE auto operator()(const Number& x) const {
    return log_sigmoid_of(x);
  }
};

void log_sigmoid(const FastInputs& in, double* r, std::size_t n) { evaluate_each(LogSigmoid(), in.x, r, n); }
void log_sigmoid_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(LogSigmoid(), in.x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(log_sigmoid);
HWY_EXPORT(log_sigmoid_wide);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(log_sigmoid)(in, r, n); }
void evaluate_wide(const FastInputs& in, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(log_sigmoid_wide)(in, hi, lo, exponent, n);
}

}  // namespace

constinit const FastFunction log_sigmoid_fast{
    .evaluate = evaluate, .bound = 0x1p-46, .evaluate_wide = evaluate_wide, .wide_bound = 0x1p-97};

}  // namespace softplus_bench

#endif
