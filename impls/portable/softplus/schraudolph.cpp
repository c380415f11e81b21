// softplus(x) = max(x, 0) + log(1 + e^-|x|), both functions read off the bits of a float.
//
// e^y: the integer 2^23 (y / log 2 + 127 - 0.0437) taken as a binary32 pattern, 2^k (1 + f) in place of 2^(k+f),
// within 3 % (Schraudolph 1999; 0.0437 balances the error). log(v): the pattern of v taken as an integer, 2^-23 of it
// less 127, times log 2, within 0.06, and without a shift, so that log(1) = 0. Positive x: an absolute error below
// 0.07. Negative x: the result is about log(2) e^x where e^x is due, 31 % low, and from -17 nothing of e^x is left in
// the sum with 1. No claim: what is promised here is speed. |y| is cut at 87, where the pattern is still that of a
// normal number. All formats compute in binary32.
// Used by: marian and others as folklore.
#include <cmath>

#include "core/implementation.hpp"
#include "core/narrow.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

inline float exponential_of_minus(float a) {
  const float y = a < 87 ? -a : -87.0f;  // also for a NaN, which max(x, 0) brings back
  return std::bit_cast<float>(static_cast<std::int32_t>(y * 0x1.715476p+23f + (127 - 0.0437f) * 0x1p23f));
}

inline float logarithm(float v) {
  return (static_cast<float>(std::bit_cast<std::int32_t>(v)) * 0x1p-23f - 127) * 0x1.62e43p-1f;
}

inline float at(float x) { return arithmetic::positive_part(x) + logarithm(1 + exponential_of_minus(std::abs(x))); }

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(at(static_cast<float>(widen(x[i]))));
}

}  // namespace

extern constinit const Implementation schraudolph;
constinit const Implementation schraudolph{
    .function = "softplus",
    .name = "schraudolph",
    .strategy = "max(x,0) + log(1 + e^-|x|), both by integer casts",
    .credit = "folk, after Schraudolph; marian",
    .binary32 = {evaluate<float>},
    .binary16 = {evaluate<binary16>},
    .bfloat16 = {evaluate<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
