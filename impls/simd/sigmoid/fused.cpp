// sigmoid(x) = 1 / (1 + e^-x), the sum in two numbers and one rounding of the quotient: impls/simd/logistic.hpp.
//
// One form for either sign, without a branch or a blend. Everything is scaled by 2^-40 (2^-128 in binary64): e^-x
// reaches 2^152 (2^1080) where the result is the least subnormal number, and the reciprocal stays normal until the last
// product, which is exact but for subnormal results. x is cut to where the result is 0 and where it is 1.
//
// Errors, ulp of the result, with FMA: half for the last rounding; as much again for a subnormal result, rounded twice;
// the exponential's, 1 + rest rounded in rest alone, |rest| < 0.022, 0.043 or 0.087 for tables of 16, 8 and 4 (rest of
// 0.19 for binary64 on sse4) and its fit 2^-27 of an ulp of 1. Half an ulp and a tenth for normal results. Without FMA
// products are rounded on the way: a tenth to a third more.
//
// Worst in binary32, all 2^32 inputs: WITNESS
//
// binary16 is cut to odd before its own rounding, so that it is that of the exact value: every input was tried, and
// seven are misrounded without. bfloat16 needs no such care.
// Instructions an element, from the loop's disassembly (GCC 12): INSTRUCTIONS
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/sigmoid/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/logistic.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::sigmoid::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace simd::HWY_NAMESPACE;  // NOLINT(google-build-using-namespace): this target's

template <class Stored>
struct Sigmoid {
  using T = Lane<Stored>;
  static constexpr bool wide = std::is_same_v<T, double>;
  static constexpr int exponent = wide ? -128 : -40;
  static constexpr T scale = wide ? T(0x1p-128) : T(0x1p-40);
  static constexpr T z_begin = wide ? -748 : -105;  // from here down the result is 0

  HWY_INLINE Vector<T> operator()(Vector<T> x) const {
    // A NaN is the second operand's: it stays.
    const Vector<T> z = hn::Min(constant<T>(z_end<T>), hn::Max(constant<T>(z_begin), x));
    const Total<T> d = add<T>(constant<T>(scale), exponential_of<T, exponent>(reduce<T>(z)));
    return hn::Mul(ready_to_round<Stored>(divide_one<T>(d)), constant<T>(scale));
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Sigmoid<T>(), x, y, n);
}

}  // namespace

constexpr bool fuses = compiled_target != Target::sse4;

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "sigmoid",
    .name = "fused",
    .strategy = "1 / (1 + e^-x), the sum in two numbers, one division and its remainder",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {fuses ? 0.95 : 1.2}},
    .binary32 = {evaluate<float>, {fuses ? 0.79 : 0.85}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
};

}  // namespace softplus_bench::simd::sigmoid::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
