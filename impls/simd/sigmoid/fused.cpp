// sigmoid(x) = 1 / (1 + e^-x), the sum in two numbers and one rounding of the quotient: impls/simd/logistic.hpp.
//
// One form for either sign, without a branch or a blend. Everything is scaled by 2^-40 (2^-128 in binary64): e^-x
// reaches 2^152 (2^1080) where the result is the least subnormal number, and the reciprocal stays normal until the last
// product, which is exact but for subnormal results. x is cut to where the result is 0 and where it is 1.
//
// Errors, ulp of the result, with FMA: half for the last rounding; as much again for a subnormal result, rounded twice;
// those of e^-x, 1 + rest rounded in rest alone, |rest| < 0.022, 0.044 or 0.091 for tables of 16, 8 and 4 (0.19 for 2,
// binary64 on sse4), and of its fit, at most 0.05 (0.13 on sse4). About 0.6 for normal results. Without FMA
// products are rounded on the way: a tenth to a third more.
//
// Worst in binary32, all 2^32 inputs: avx512 0.7744 ulp, x = -0x1.5df2f8p+6, got 0x1.b85c78p-127, want
// 0x1.b85c74p-127; avx2 0.7869, x = -0x1.5ddb34p+6, got 0x1.c2b368p-127, want 0x1.c2b36cp-127; sse4 0.8471, x =
// -0x1.5e5fd8p+6, got 0x1.8bf198p-127, want 0x1.8bf194p-127 (want is rounded). binary64, hunted: 0.803, 0.842, and
// sse4 0.965, x = -0x1.361b23da91f1fp+0, got 0x1.d5f02a26c3294p-3, want 0x1.d5f02a26c3295p-3.
//
// binary16 is cut to odd before its own rounding, so that it is that of the exact value: every input was tried, and
// seven are misrounded without. bfloat16 needs no such care.
// Instructions an element, from the loop's disassembly (GCC 12): binary32 2.1 on avx512 (33 in
// all, 12 on the multipliers, 2 permutations, a division), 4.2 on avx2, 19.5 on sse4; binary64 4.6, 10.2, 43; bfloat16
// 2.8, 5.8, 22; binary16 2.8, 5.6, 38.5.
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
