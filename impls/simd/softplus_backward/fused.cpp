// TODO
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

template <class T>
struct SoftplusBackward {
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

    const Vector<T> rounded = hn::NegMulAdd(hn::Max(constant<T>(most_blocks_from), z), constant<T>(blocks_per_z),
                                            constant<T>(F::round_to_integer));
    const auto blocks = hn::BitCast(words, rounded);
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
    const Divided<T> y = divide<T>(hn::Mul(g, grown), reciprocal, d);
    const auto infinite = hn::Eq(size, constant<T>(std::numeric_limits<T>::infinity()));
    const Vector<T> product = hn::Mul(hn::IfThenElse(infinite, y.quotient, nearest<T>(y)), scale);
    return hn::CopySign(hn::IfThenElse(small, hn::Mul(product, constant<T>(1 / growth)), product), g);
  }

  T beta, lowest, highest;
};

template <class T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  evaluate_each_pair(SoftplusBackward<Lane<T>>(parameters[beta_parameter]), x, g, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "softplus_backward",
    .name = "fused",
    .strategy = "g / (1 + e^-(bx + r)), r = fma(b, x, -bx), one division and its remainder",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {1.5}},
    .binary32 = {evaluate<float>, {1.5}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
};

}  // namespace softplus_bench::simd::softplus_backward::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
