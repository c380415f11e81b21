// Multi-word arithmetic: a number as the unevaluated sum of n binary64 numbers, of about 53 n bits, n = 2 or 3.
//
// Rounding to nearest; no word of a result may overflow or be subnormal. Built for brevity, not for speed: every
// operation collects its partial sums and products and distils them with error-free additions (Knuth's two_sum).
// Relative errors are a few 2^(1-53n) an operation.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace softplus_bench::words {

// The largest first, each at most half an ulp of the one before it.
template <std::size_t n>
using Words = std::array<double, n>;

// a and b become RN(a + b) and the exact rest.
inline void two_sum(double& a, double& b) {
  const double sum = a + b;
  const double b_part = sum - a;
  b = (a - (sum - b_part)) + (b - b_part);
  a = sum;
}

// The sum of terms in roughly decreasing order.
template <std::size_t n, std::size_t m>
inline Words<n> distilled(std::array<double, m> terms) {
  for (std::size_t i = m - 1; i > 0; --i) two_sum(terms[i - 1], terms[i]);
  for (std::size_t word = 0; word < n; ++word)
    for (std::size_t i = m - 1; i > word; --i) two_sum(terms[i - 1], terms[i]);
  Words<n> sum;
  for (std::size_t i = 0; i < n; ++i) sum[i] = terms[i];
  return sum;
}

template <std::size_t n>
inline Words<n> add(const Words<n>& a, const Words<n>& b) {
  std::array<double, 2 * n> terms;
  for (std::size_t i = 0; i < n; ++i) {
    terms[2 * i] = a[i];
    terms[2 * i + 1] = b[i];
  }
  return distilled<n>(terms);
}

// Products of words i and j count for n words where i + j < n, their rounding errors where i + j + 1 < n.
template <std::size_t n>
inline Words<n> multiply(const Words<n>& a, const Words<n>& b) {
  std::array<double, n * n> terms;
  std::size_t count = 0;
  for (std::size_t order = 0; order < n; ++order) {
    for (std::size_t i = 0; i + 1 <= order; ++i) {
      const double product = a[i] * b[order - 1 - i];
      terms[count++] = std::fma(a[i], b[order - 1 - i], -product);
    }
    for (std::size_t i = 0; i <= order; ++i) terms[count++] = a[i] * b[order - i];
  }
  return distilled<n>(terms);
}

// Long division by a number.
template <std::size_t n>
inline Words<n> divide(Words<n> a, double b) {
  Words<n> quotient;
  for (double& digit : quotient) {
    digit = a[0] / b;
    const double product = digit * b;
    Words<n> rest{};
    rest[0] = -product;
    rest[1] = -std::fma(digit, b, -product);
    a = add(a, rest);
  }
  return distilled<n>(quotient);
}

// e^x - 1 for |x| < 0.7, of relative error about 2^(6-53n) however small x is. r = x / 64 is below 0.011; the sum of
// r^k / k! to k = 13 (n = 2) or 18 (n = 3) leaves out 2^-121 or 2^-172 of it, and is taken as an integer polynomial
// over 13! or 18! < 2^53; then e^2r - 1 = s (s + 2), s = e^r - 1, six times.
template <std::size_t n>
inline Words<n> expm1(const Words<n>& x) {
  constexpr int halvings = 6;
  constexpr int terms = n == 2 ? 13 : 18;
  Words<n> r = x;
  for (double& word : r) word *= 1.0 / (1 << halvings);
  double factorial = 1;
  Words<n> sum{1};
  for (int k = terms; k > 1; --k) {
    factorial *= k;
    sum = add(multiply(sum, r), Words<n>{factorial});
  }
  sum = divide(multiply(sum, r), factorial);
  for (int i = 0; i < halvings; ++i) sum = multiply(sum, add(sum, Words<n>{2}));
  return sum;
}

// 2^shift e^x for -800 < x <= 0, of relative error about 2^(6-53n).
template <std::size_t n>
inline Words<n> scaled_exp(double x, int shift) {
  // log 2 in four pieces, three of 40 bits, whose products with k are exact.
  constexpr double log_2[] = {0x1.62e42fefa2p-1, 0x1.9ef35793c6p-41, 0x1.673007e5ecp-81, 0x1.5e81e6864ce53p-121};
  const double k = std::round(x * 0x1.71547652b82fep+0);
  const double last = -k * log_2[3];
  const Words<n> r =
      distilled<n>(std::array{x, -k * log_2[0], -k * log_2[1], -k * log_2[2], last, std::fma(-k, log_2[3], -last)});
  Words<n> exponential = add(Words<n>{1}, expm1(r));
  for (double& word : exponential) word = std::ldexp(word, static_cast<int>(k) + shift);
  return exponential;
}

}  // namespace softplus_bench::words
