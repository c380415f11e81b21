// softplus_backward(x; g) = g / (1 + e^-bx) with one rounding of the quotient (impls/simd/logistic.hpp), subnormal
// results and special values included, for every normal b > 0. The threshold is an approximation and not applied.
//
// - z = RN(b x) is off by z - b x, which one FMA gives exactly; it goes into the reduced argument of the exponential.
// - x is cut to where g sigma(bx) is 0 for the largest g (z_begin), or sigma(bx) is 1 to within rounding (z_end): b x
//   cannot overflow, and z - b x is finite.
// - e^-z reaches 2^281 (binary32; 2^2106, binary64), so it is kept as e^-z 2^(-64 B) (2^(-512 B)), B at most 3 and near
//   the log of e^-z to the base 2^66 (2^520): above 2^-32 (2^-253), and d = 2^(-64 B) + e^-z 2^(-64 B) in range.
//   The result is (g f / d) f, f = 2^(-32 B) (2^(-256 B)): g f / d is at most g, and no product but the last is
//   subnormal, unless the result is 0, for |g| >= 2^-60 (2^-200). A smaller g is multiplied by 2^64 (2^256) first.
// - g = +-inf apart, times the reciprocal: its remainder would be inf - inf. At x = -inf the reciprocal is 0, and 0 inf
//   a NaN.
// - copysign, as the remainder makes +0 of g = 0, and cutting to odd (binary16) takes magnitudes.
//
// Errors, ulp of the result, with FMA: half for the last rounding, as much again where the result is subnormal, the
// exponential's (at most a fifth), so below 1. Without FMA those of the products in rest and lacking are added.
//
// Worst in binary32: sampled, nine b from 1e-6 to 1e30, 3e6 pairs each: avx512 0.767 ulp, b = 0.5, x =
// -0x1.9a9a3cp+5, g = 0x1.e5ff6ep-90, got 0x1.de2f00p-128, want 0x1.de2f04p-128; avx2 0.766; sse4 0.852, b = 3, x =
// -0x1.a7474ep+2, g = -0x1.81a306p-59, got -0x1.f430p-88, want -0x1.f42ffep-88. binary64, 4e5 each: 0.749, 0.753,
// 0.964.
//
// The 16-bit formats are rounded once more, from binary32: below half an ulp and 2^-13 of one. Not always to the side
// of the exact value where that is nearly halfway, as g / 2 and a hair is for an odd subnormal g. Instructions an
// element, from the loop's disassembly (GCC 12): binary32 4.0 on avx512 (64 in
// all, 21 on the multipliers), 9.0 on avx2, 34.8 on sse4; binary64 8.6, 19.2, 74; bfloat16 4.7, 10.9, 38.5.
#include <algorithm>
#include <bit>
#include <limits>

#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus_backward/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/logistic.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus_backward::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace simd::HWY_NAMESPACE;  // NOLINT(google-build-using-namespace): this target's

template <class Stored>
struct SoftplusBackward {
  using T = Lane<Stored>;
  static constexpr bool wide = std::is_same_v<T, double>;
  using F = Format<T>;
  // e^-z = 2^(2 block B) times a number near 1, and 2^(-block B) is normal: B <= 3.
  static constexpr int block = wide ? 256 : 32;
  static constexpr double log_2 = 0x1.62e42fefa39efp-1;
  static constexpr T blocks_per_z = static_cast<T>(1 / (log_2 * (wide ? 520 : 66)));
  static constexpr T most_blocks_from = static_cast<T>(-3.25 / blocks_per_z);
  static constexpr T small_g = wide ? T(0x1p-200) : T(0x1p-60), growth = wide ? T(0x1p256) : T(0x1p64);
  static constexpr double z_begin = wide ? -1460 : -195;

  // |x| <= max, so that x beta is within [z_begin, z_end].
  static T limit(double z, double beta) {
    return static_cast<T>(std::clamp<double>(z / beta, -std::numeric_limits<T>::max(), std::numeric_limits<T>::max()));
  }
  explicit SoftplusBackward(double beta)
      : beta(static_cast<T>(beta)), lowest(limit(z_begin, beta)), highest(limit(z_end<T>, beta)) {}

  HWY_INLINE Vector<T> operator()(Vector<T> x, Vector<T> g) const {
    using Word = typename F::Word;
    const Words<T> words;
    const Vector<T> b = constant<T>(beta);
    // A NaN is the second operand's: it stays.
    const Vector<T> within = hn::Min(constant<T>(highest), hn::Max(constant<T>(lowest), x));
    const Vector<T> z = hn::Mul(b, within);
    Reduced<T> reduced = reduce<T>(z);
    reduced.s = hn::Sub(reduced.s, remainder<T>(z, b, within));

    const Vector<T> block_count =
        hn::Round(hn::Mul(hn::Max(constant<T>(most_blocks_from), z), constant<T>(-blocks_per_z)));
    const auto blocks = hn::BitCast(words, hn::Add(block_count, constant<T>(F::round_to_integer)));
    constexpr int shift = F::fraction_bits + std::countr_zero(static_cast<unsigned>(block));
    const auto one_bits = hn::Set(words, std::bit_cast<Word>(T{1}));
    const Vector<T> scale = hn::BitCast(Tag<T>(), hn::Sub(one_bits, hn::ShiftLeft<shift>(blocks)));
    Exponential<T> e = exponential_of<T, 0>(reduced);
    e.head = hn::BitCast(Tag<T>(), hn::Sub(hn::BitCast(words, e.head), hn::ShiftLeft<shift + 1>(blocks)));

    const Total<T> d = add<T>(hn::Mul(scale, scale), e);
    const auto at_minus_infinity = hn::Eq(x, constant<T>(-std::numeric_limits<T>::infinity()));
    const Vector<T> reciprocal = hn::IfThenZeroElse(at_minus_infinity, hn::Div(constant<T>(1), d.total));
    // A small g grows first: then the last product alone can be subnormal.
    const Vector<T> size = hn::Abs(g);
    const auto small = hn::Lt(size, constant<T>(small_g));
    const Vector<T> grown = hn::IfThenElse(small, hn::Mul(scale, constant<T>(growth)), scale);
    const auto infinite = hn::Eq(size, constant<T>(std::numeric_limits<T>::infinity()));
    const Vector<T> finite_size = hn::IfThenZeroElse(infinite, size),
                    infinite_size = hn::IfThenElseZero(infinite, size);
    const Vector<T> y = ready_to_round<Stored>(divide<T>(hn::Mul(finite_size, grown), reciprocal, d));
    const Vector<T> product = hn::Mul(hn::MulAdd(infinite_size, reciprocal, y), scale);
    return hn::CopySign(hn::IfThenElse(small, hn::Mul(product, constant<T>(1 / growth)), product), g);
  }

  T beta, lowest, highest;
};

template <class T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  evaluate_each_pair(SoftplusBackward<T>(parameters[beta_parameter]), x, g, y, n);
}

}  // namespace

constexpr bool fuses = compiled_target != Target::sse4;

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus_backward",
    .name = "fused",
    .strategy = "g / (1 + e^-(bx + r)), r = fma(b, x, -bx), one division and its remainder",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {fuses ? 0.95 : 1.4}},
    .binary32 = {evaluate<float>, {fuses ? 0.9 : 1.05}},
    .binary16 = {evaluate<binary16>, {0.501}},
    .bfloat16 = {evaluate<bfloat16>, {0.501}},
};

}  // namespace softplus_bench::simd::softplus_backward::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
