// negative_binary_entropy(p) = -log 2 + s^2/2 + s^4/12 + s^6/30 + ..., s = 2p - 1, for |s| <= 1/4, else xlogy +
// xlog1py.
//
// The series is sum s^2k / (2k (2k - 1)): 1 - s and 1 + s in the definition, expanded. s is exact on [1/4, 1]. At |s|
// = 1/4, where terms shrink by 16, eleven (binary64; binary32 5, 16-bit 3) leave out less than a quarter of an ulp of
// log 2: 2^-48 / 552, 2^-24 / 132, 2^-16 / 56. It beats the logarithms by one rounding of log 2 against two of terms
// of half the size.
// Used by: textbooks (information theory); nobody found in code.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::negative_binary_entropy {
namespace {

constexpr double thresholds[] = {0.375, 0.625};

template <FloatFormat T>
constexpr int series_terms = std::is_same_v<T, double>  ? 11
                             : std::is_same_v<T, float> ? 5
                                                        : 3;

// sum of square^k / (2k (2k - 1)), k = 1 .. series_terms.
template <FloatFormat T>
inline T series(T square) {
  T sum = arithmetic::constant<T>(0);
  for (int k = series_terms<T>; k > 0; --k)
    sum = arithmetic::fma(sum, square, arithmetic::constant<T>(1.0 / (2 * k * (2 * k - 1))));
  return sum * square;
}

template <FloatFormat T>
inline T at(T p) {
  constexpr T one = arithmetic::constant<T>(1);
  if (p >= arithmetic::constant<T>(thresholds[0]) && p <= arithmetic::constant<T>(thresholds[1])) {
    const T s = (p + p) - one;
    return series(s * s) - arithmetic::constant<T>(0x1.62e42fefa39efp-1);
  }
  const T q = one - p;
  const T first = arithmetic::computing(p) == 0 ? arithmetic::constant<T>(0) : p * arithmetic::log(p);
  return first + (arithmetic::computing(q) == 0 ? arithmetic::constant<T>(0) : q * arithmetic::log1p(-p));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation series_near_half;
constinit const Implementation series_near_half{
    .function = "negative_binary_entropy",
    .name = "series_near_half",
    .strategy = "-log 2 + s^2/2 + s^4/12 + ..., s = 2p - 1, for |s| <= 1/4, else xlogy + xlog1py",
    .credit = "textbooks",
    .binary64 = {evaluate<double>, {2.15}},
    .binary32 = {evaluate<float>, {2.15}},
    .binary16 = {evaluate<binary16>, {1.9}},
    .bfloat16 = {evaluate<bfloat16>, {2}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::negative_binary_entropy
