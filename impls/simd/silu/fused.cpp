// silu(x) = x / (1 + e^-x), the sum in two numbers and one rounding of the quotient: impls/simd/logistic.hpp.
//
// As impls/simd/sigmoid/fused.cpp, with the numerator x: the product x sigma(x) is never rounded, and its tail x e^x is
// normal, by the scale 2^-40 (2^-128 in binary64), until the last product. x is cut at z_begin, from where the result
// is -0, so -inf 0 does not arise; above z_end, and for +inf, the result is x.
// copysign: the remainder makes +0 of x = -0. Not monotone beside the minimum, -1.2785, where neighbours differ by less
// than an error.
//
// Errors as sigmoid's. Worst in binary32, all 2^32 inputs: avx512 0.7669 ulp, x = -0x1.6ff9bep+6, got
// -0x1.bf1080p-127, want -0x1.bf107ceec64a3p-127; avx2 0.7734, x = -0x1.6fe032p+6, got -0x1.ca3bd8p-127, want
// -0x1.ca3bdb17e43dep-127; sse4 0.8658, x = -0x1.45c2b2p+4, got -0x1.f6fa2ep-26, want -0x1.f6fa2c44c19c1p-26. binary64,
// hunted: 0.781, 0.810, and sse4 1.190, x = -0x1.9fad046d0b66fp+3, got -0x1.f19dd0527a69bp-16, want (rounded)
// -0x1.f19dd0527a69cp-16.
//
// The least subnormal number gives 0 in binary64 and binary32, half an ulp and a hair off: f is x/2 + x^2/4, which
// breaks ties upward. bfloat16 keeps that, by a summand; binary16 is cut to odd before its own rounding. Both are
// correctly rounded, every input tried. Instructions an element, from the loop's disassembly (GCC 12): binary32 2.6
// on avx512 (41 in all, 13 on the multipliers), 5.5 on avx2, 22.5 on sse4; binary64 5.8, 12.8, 49; bfloat16 3.2, 6.9,
// 27.
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/silu/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/logistic.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::silu::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace simd::HWY_NAMESPACE;  // NOLINT(google-build-using-namespace): this target's

template <class Stored>
struct Silu {
  using T = Lane<Stored>;
  static constexpr bool wide = std::is_same_v<T, double>;
  static constexpr int exponent = wide ? -128 : -40;
  static constexpr T scale = wide ? T(0x1p-128) : T(0x1p-40);
  static constexpr T z_begin = wide ? -753 : -110;  // from here down the result is -0

  HWY_INLINE Vector<T> operator()(Vector<T> x) const {
    const Vector<T> end = constant<T>(z_end<T>);
    // A NaN is the second operand's: it stays.
    const Vector<T> z = hn::Min(end, hn::Max(constant<T>(z_begin), x));
    const Total<T> d = add<T>(constant<T>(scale), exponential_of<T, exponent>(reduce<T>(z)));
    // f is x/2 + x^2/4, above x/2, which is halfway between bfloat16 numbers for an odd subnormal x.
    const Vector<T> dividend = std::is_same_v<Stored, bfloat16> ? hn::Add(z, constant<T>(0x1p-148)) : z;
    const Vector<T> reciprocal = hn::Div(constant<T>(1), d.total);
    // A magnitude, rounded as that of x < 0 is.
    const Vector<T> y = ready_to_round<Stored>(divide<T>(hn::Abs(dividend), reciprocal, d));
    return hn::CopySign(hn::IfThenElse(hn::Gt(x, end), x, hn::Mul(y, constant<T>(scale))), x);
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Silu<T>(), x, y, n);
}

template <class T>
constexpr double thresholds[] = {z_end<T>};

}  // namespace

constexpr bool fuses = compiled_target != Target::sse4;

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "silu",
    .name = "fused",
    .strategy = "x / (1 + e^-x), the sum in two numbers, one division and its remainder",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {fuses ? 0.95 : 1.4}},
    .binary32 = {evaluate<float>, {fuses ? 0.78 : 0.87}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<float>, thresholds<float>},
};

}  // namespace softplus_bench::simd::silu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
