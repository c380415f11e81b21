// softplus(x) = n log 2 + log(2^-n + e^r), x = n log 2 + r, |r| <= log(2)/2, with a polynomial for e^r and one for
// log.
//
// The form of a vector unit: e^x = 2^n e^r is never formed, so nothing overflows to 88.72, where x takes over; log(v)
// = k log 2 + L(m - 1), v = 2^k m, m in [1/2, 1). For x << 0 two terms near n log 2 cancel: the absolute error of
// 1e-6 or so stays, and the result is negative on a quarter of [-30, -17] (oneDNN 2.6.3 gives -1.9e-6 at -18; below
// -22 it is 0). The claim begins where the sum is near 1. Inputs are clamped at -87.34: 2^-n is finite there. A NaN
// is returned at once. Coefficients are this project's own (exponent_extraction.sollya), of the degrees of the
// original. The 16-bit formats compute in binary32 and round once.
// Worst in the claim, binary32, 4.21 ulp: x = 0x1.5b312cp-10, got 0x1.633b0cp-1, want 0x1.633b03961cf0dp-1.
// Used by: oneDNN (x64 and aarch64 JIT).
#include <cmath>

#include "core/implementation.hpp"
#include "core/narrow.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// sollya exponent_extraction.sollya: e^r, constant first; log(1 + z), from its linear term.
constexpr float exponential[] = {0x1.000002p0f,  0x1.fffff8p-1f, 0x1.fffcaep-2f,
                                 0x1.5558c6p-3f, 0x1.5775b4p-5f, 0x1.10777p-7f};
constexpr float logarithm[] = {0x1.ffff38p-1f,  -0x1.002faep-1f, 0x1.4d9cbcp-2f, -0x1.4c8872p-2f,
                               -0x1.9daebcp-3f, -0x1.623754p0f,  -0x1.d980d2p0f, -0x1.951f1cp0f};
constexpr float log_2 = 0x1.62e43p-1f;

constexpr float lowest = -0x1.5d589ep+6f, identity_from = 0x1.62e42ep+6f;
constexpr double thresholds[] = {lowest, identity_from};

template <std::size_t size>
inline float polynomial(const float (&coefficients)[size], float x) {
  float sum = coefficients[size - 1];
  for (std::size_t k = size - 1; k-- > 0;) sum = coefficients[k] + x * sum;
  return sum;
}

inline float at(float x) {
  if (!(x <= identity_from)) return x;  // also a NaN
  const float clamped = x < lowest ? lowest : x;
  const float n = std::floor(clamped * 0x1.715476p0f + 0.5f);
  const float r = clamped - n * log_2;
  int k;
  const float m = std::frexp(std::ldexp(1.0f, -static_cast<int>(n)) + polynomial(exponential, r), &k);
  const float z = m - 1;
  return n * log_2 + (static_cast<float>(k) * log_2 + z * polynomial(logarithm, z));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(at(static_cast<float>(widen(x[i]))));
}

}  // namespace

extern constinit const Implementation exponent_extraction;
constinit const Implementation exponent_extraction{
    .function = "softplus",
    .name = "exponent_extraction",
    .strategy = "n log 2 + log(2^-n + e^r), two polynomials",
    .credit = "oneDNN (JIT)",
    .binary32 = {evaluate<float>, {4.8, {0, infinity}}},
    .binary16 = {evaluate<binary16>, {0.501, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.501, {0, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
