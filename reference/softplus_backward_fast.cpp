// softplus_backward in SIMD arithmetic: the definition of softplus_backward.hpp, compiled once per target. beta is a
// number of the format, so that beta x is exact: 48 bits. The bound is derived in docs/method.md, "Fast reference", and
// measured by measure_reference_bounds.
#include <cmath>

#include "reference/fast.hpp"
#include "reference/table.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/softplus_backward_fast.cpp"
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

#include "reference/softplus_backward.hpp"

void softplus_backward(const FastInputs& in, double* r, std::size_t n) {
  const DoubleTag tag;
  const std::size_t lanes = hn::Lanes(tag);
  for (std::size_t i = 0; i < n; i += lanes) {
    const bool full = n - i >= lanes;
    const Double x = full ? Double(hn::LoadU(tag, in.x + i)) : load_first(in.x + i, n - i);
    const Double g = full ? Double(hn::LoadU(tag, in.x2 + i)) : load_first(in.x2 + i, n - i);
    const Double result = softplus_backward_of(x * in.beta, g);
    if (full) hn::StoreU(result.v, tag, r + i);
    else store_first(tag, result.v, r + i, n - i);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(softplus_backward);

void evaluate(const FastInputs& in, double* r, std::size_t n) { HWY_DYNAMIC_DISPATCH(softplus_backward)(in, r, n); }

}  // namespace

constinit const FastFunction softplus_backward_fast{.evaluate = evaluate, .bound = 0x1p-46};

}  // namespace softplus_bench

#endif
