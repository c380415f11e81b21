// e^-z as head (1 + rest): every bit of it, without a rounding where the two meet.
//
// k = RN(-z n / log 2), s = z + k log(2)/n, |s| <= log(2)/(2n) and a hair, e^-z = 2^(k/n) e^-s. n is the number of
// entries that one permutation of a vector register looks up: 16, 8 or 4 in binary32, 8, 4 or 2 in binary64.
// - k by adding 1.5 2^(p-1), whose last bits are then k's: they are the index, and shifted on to the exponent the power
//   of 2. In directed modes |s| may reach twice its bound, which costs the polynomial an ulp at most.
// - log(2)/n in two parts; the product of k and the first is exact, and so is its sum with z, a multiple of an ulp of
//   z smaller than 2^p of them. Together they are log(2)/n to 2^-36 (binary32), 2^-91 (binary64) relative.
// - head = 2^(k/n), a rounded number of the table; rest = d + s Q(s), d what the table lacks (a second permutation),
//   1 + s Q(s) = e^-s to 2^-28.6 (n = 16), 2^-32 (8), 2^-27 (4), 2^-57.4 (8), 2^-56.9 (4), 2^-61.7 (2).
// |rest| < log(2)/(2n) + a little, so that the rounding errors of the polynomial are that much less than an ulp of 1.
// A shift on to the exponent takes k's last bits along, into the fraction: the table has them subtracted.
//
// Compiled once per SIMD target, as impls/simd/kernel.hpp.
#if defined(SOFTPLUS_BENCH_SIMD_EXPONENTIAL) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_EXPONENTIAL
#undef SOFTPLUS_BENCH_SIMD_EXPONENTIAL
#else
#define SOFTPLUS_BENCH_SIMD_EXPONENTIAL
#endif

#include <array>
#include <bit>
#include <cstddef>

#include "hwy/highway.h"
#include "impls/simd/exponential_coefficients.hpp"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::HWY_NAMESPACE {

using softplus_bench::exponential::Format;

template <class T>
using Words = hn::RebindToUnsigned<Tag<T>>;

template <class T>
HWY_INLINE Vector<T> constant(T value) {
  return hn::Set(Tag<T>(), value);
}

// Entries of a table that fit the least vector of the target.
template <class T>
inline constexpr std::size_t entries = (HWY_TARGET == HWY_AVX3   ? 64
                                        : HWY_TARGET == HWY_AVX2 ? 32
                                                                 : 16) /
                                       sizeof(T);

template <class T>
struct PowerTable {
  alignas(64) typename Format<T>::Word powers[entries<T>];
  alignas(64) T lacking[entries<T>];
};

// 2^(exponent + j/n) less j in the bits that a shift of k fills.
template <class T, int exponent>
constexpr PowerTable<T> power_table() {
  using F = Format<T>;
  constexpr std::size_t n = entries<T>, stride = std::size(F::powers) / n;
  constexpr int index_bits = std::countr_zero(n);
  PowerTable<T> table{};
  for (std::size_t j = 0; j < n; ++j) {
    using Word = typename F::Word;
    const Word scaled = std::bit_cast<Word>(F::powers[j * stride]) + (static_cast<Word>(exponent) << F::fraction_bits);
    table.powers[j] = scaled - (static_cast<Word>(j) << (F::fraction_bits - index_bits));
    table.lacking[j] = F::lacking[j * stride];
  }
  return table;
}

template <class T, class Index>
HWY_INLINE auto look_up(const T* table, Index index) {
  const hn::ScalableTag<T> tag;
  if constexpr (entries<T> * sizeof(T) == 16) return hn::TableLookupLanes(hn::LoadDup128(tag, table), index);
  else return hn::TableLookupLanes(hn::Load(tag, table), index);
}

// -z n / log 2 = k + a fraction of at most 1/2, s = z + k log(2)/n; k_bits holds k in its last bits.
template <class T>
struct Reduced {
  hn::Vec<Words<T>> k_bits;
  Vector<T> s;
};

// |z| log2(e) n < 2^12 (binary32), 2^15 (binary64).
template <class T>
HWY_INLINE Reduced<T> reduce(Vector<T> z) {
  using F = Format<T>;
  constexpr T n = static_cast<T>(entries<T>);
  const Vector<T> k = hn::Round(hn::Mul(z, constant<T>(-F::reciprocal_log_2 * n)));
  const Vector<T> rounded = hn::Add(k, constant<T>(F::round_to_integer));
  const Vector<T> once = hn::MulAdd(k, constant<T>(F::log_2_part_1 / n), z);
  return {hn::BitCast(Words<T>(), rounded), hn::MulAdd(k, constant<T>(F::log_2_part_2 / n), once)};
}

template <class T>
struct Exponential {
  Vector<T> head, rest;
};

// 2^exponent e^-z = head (1 + rest), for a head that is a normal number.
template <class T, int exponent>
HWY_INLINE Exponential<T> exponential_of(Reduced<T> reduced) {
  constexpr std::size_t n = entries<T>;
  constexpr int index_bits = std::countr_zero(n);
  static constexpr PowerTable<T> table = power_table<T, exponent>();
  const Words<T> words;
  const auto index = hn::And(reduced.k_bits, hn::Set(words, n - 1));
  const auto power = look_up(table.powers, hn::IndicesFromVec(words, index));
  const Vector<T> lacking = look_up(table.lacking, hn::IndicesFromVec(Tag<T>(), index));
  const auto exponent_and_index = hn::ShiftLeft<Format<T>::fraction_bits - index_bits>(reduced.k_bits);
  const Vector<T> q = polynomial<T>(softplus_bench::exponential::Quotient<T, n>::coefficients, reduced.s);
  return {hn::BitCast(Tag<T>(), hn::Add(exponent_and_index, power)), hn::MulAdd(reduced.s, q, lacking)};
}

}  // namespace softplus_bench::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
