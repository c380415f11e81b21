// softplus(x) = max(x, 0) + r(|x|), r(a) = log1p(e^-a): the portable residual_relative in vectors, without a branch.
//
// Both of its pieces are computed for every element and one is chosen (knee, a < 1; tail), with the polynomials of
// impls/portable/softplus/residual_relative.cpp: knee r = P(a), tail r = t + t (t Q(t)), t = e^-a.
// The exponential: k = RN(-a / log 2), s = a + k log 2 = a + k L1 + k L2, |s| <= log(2)/2 and a hair,
//   t = 2^k e^-s, e^-s = 1 + s E(s), relative error of the fit 2^-27.4 in binary32, 2^-56.9 in binary64.
// L1 has so few bits that k L1 is exact; a + k L1 is too where the tail is chosen: a multiple of eps, and below 1. RN
// is an instruction, not the addition of 1.5 2^23: |s| keeps its bound in every rounding mode.
// 2^k is below the least normal number where t is subnormal: p 2^(k+64) is exact and its product with 2^-64 rounds
// once. a is cut at a_end, from where t is 0, so that k stays in range. That may lose a NaN; max(x, 0) brings it back.
//
// Worst in binary32, over all 2^32 inputs: avx2 and avx512 1.5553 ulp, x = -0x1.0a1698p+2, got 0x1.fcac8p-7, want
// 0x1.fcac7ce3b6a72p-7; sse4, where MulAdd rounds twice, 1.7764, x = -0x1.428674p+0, got 0x1.ff7818p-3, want
// 0x1.ff7814728760ap-3. binary64, 8e6 inputs of [-5, -1]: 1.502, x = -0x1.bb82b4397a4aap+1, got 0x1.f890a2cb6de6fp-6,
// want 0x1.f890a2cb6de6d7f9p-6; sse4 1.678, x = -0x1.4332ba77775bfp+0, got 0x1.fe47d009dbba8p-3, want
// 0x1.fe47d009dbba9ad6p-3.
// Not monotone: neighbouring inputs may give results that fall by an ulp, as in the portable file.
#include "core/implementation.hpp"
#include "impls/portable/softplus/residual_relative_coefficients.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/residual_relative.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using simd::HWY_NAMESPACE::compiled_target;
using simd::HWY_NAMESPACE::evaluate_each;
using simd::HWY_NAMESPACE::polynomial;
using simd::HWY_NAMESPACE::Tag;
using simd::HWY_NAMESPACE::Vector;

// sollya residual_relative.sollya
template <class T>
struct Exponential;
template <>
struct Exponential<float> {
  static constexpr float a_end = 105, reciprocal_log_2 = 0x1.715476p0f;
  static constexpr float log_2_part_1 = 0x1.62e4p-1f, log_2_part_2 = 0x1.7f7d1cp-20f;
  static constexpr int mantissa_bits = 23;
  static constexpr float exponent_of_64_in_last_bits = 0x1.8p23f + 127 + 64;
  static constexpr double quotient[] = {-1, 0x1.fffffep-2, -0x1.5554bp-3, 0x1.555716p-5, -0x1.122798p-7, 0x1.6b736p-10};
};
template <>
struct Exponential<double> {
  static constexpr double a_end = 750, reciprocal_log_2 = 0x1.71547652b82fep0;
  static constexpr double log_2_part_1 = 0x1.62e42fefa38p-1, log_2_part_2 = 0x1.ef35793c7673p-45;
  static constexpr int mantissa_bits = 52;
  static constexpr double exponent_of_64_in_last_bits = 0x1.8p52 + 1023 + 64;
  static constexpr double quotient[] = {-1,
                                        0x1.0000000000005p-1,
                                        -0x1.555555555553bp-3,
                                        0x1.5555555552107p-5,
                                        -0x1.1111111118832p-7,
                                        0x1.6c16c17f310f4p-10,
                                        -0x1.a01a0177f314fp-13,
                                        0x1.a019a69a16acfp-16,
                                        -0x1.71de810231db8p-19,
                                        0x1.28a297ae5021p-22,
                                        -0x1.ae778fcbedcf5p-26};
};

template <class T>
HWY_INLINE Vector<T> constant(T value) {
  return hn::Set(Tag<T>(), value);
}

// e^-a for 0 <= a <= a_end.
template <class T>
HWY_INLINE Vector<T> exp_of_minus(Vector<T> a) {
  using E = Exponential<T>;
  const hn::RebindToUnsigned<Tag<T>> bits;
  const Vector<T> k = hn::Round(hn::Mul(a, constant<T>(-E::reciprocal_log_2)));
  const Vector<T> s = hn::MulAdd(k, constant<T>(E::log_2_part_2), hn::MulAdd(k, constant<T>(E::log_2_part_1), a));
  const Vector<T> p = hn::MulAdd(s, polynomial<T>(E::quotient, s), constant<T>(1));
  // The sum's last bits are the biased exponent k + 64.
  const auto exponent = hn::BitCast(bits, hn::Add(k, constant<T>(E::exponent_of_64_in_last_bits)));
  const Vector<T> power = hn::BitCast(Tag<T>(), hn::ShiftLeft<E::mantissa_bits>(exponent));
  return hn::Mul(hn::Mul(p, power), constant<T>(0x1p-64));
}

template <class T>
struct Softplus {
  using V = Vector<T>;
  HWY_INLINE V operator()(V x) const {
    const V a = hn::Min(hn::Abs(x), constant<T>(Exponential<T>::a_end));
    const V knee = polynomial<T>(softplus_residual::knee<T>, a);
    const V t = exp_of_minus<T>(a);
    const V tail = hn::MulAdd(t, hn::Mul(t, polynomial<T>(softplus_residual::tail<T>, t)), t);
    const V residual = hn::IfThenElse(hn::Lt(a, constant<T>(softplus_residual::knee_until)), knee, tail);
    const V positive_part = hn::IfThenZeroElse(hn::Lt(x, hn::Zero(Tag<T>())), x);
    return hn::Add(positive_part, residual);
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Softplus<T>(), x, y, n);
}

}  // namespace

constexpr bool fuses = compiled_target != Target::sse4;

extern constinit const Implementation residual_relative;
constinit const Implementation residual_relative{
    .function = "softplus",
    .name = "residual_relative",
    .strategy = "max(x,0) + P(|x|), an exponential tail from |x| = 1, both computed in vectors and one chosen",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {fuses ? 1.8 : 2}},
    .binary32 = {evaluate<float>, {fuses ? 1.56 : 1.78}},
    .thresholds = {softplus_residual::thresholds, softplus_residual::thresholds},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
