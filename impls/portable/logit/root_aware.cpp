// logit(p) = log1p((2p - 1) / (1 - p)) on [1/2, 3/4], -log1p((1 - 2p) / p) on [1/4, 1/2), log(p / (1 - p)) outside.
//
// p / (1 - p) = 1 + (2p - 1) / (1 - p) and its inverse 1 + (1 - 2p) / p. On these intervals numerators and
// denominators are exact (Sterbenz), so the quotient q in [0, 2] is rounded once, and the condition number of
// log1p(q), q / ((1 + q) log1p(q)), is at most 1: errors do not grow.
// Outside |logit| is above log 3 = 1.1, and the one or two roundings of p / (1 - p) are divided by it. Subnormal p are
// kept: 1 - p is 1 and the quotient p. 0, 1 and p outside [0, 1] come out right, since log meets 0, inf and negative
// numbers.
// binary32, sampled, 1.40 ulp: p = 0x1.0fe65cp-1, got 0x1.fd735cp-4, want 0x1.fd735ecd1f6adp-4.
// Used by: nobody found in this form; the idea is that of softplus_inverse/root_aware.cpp.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

constexpr double thresholds[] = {0.25, 0.5, 0.75};

template <FloatFormat T>
inline T at(T p) {
  constexpr T one = arithmetic::constant<T>(1);
  if (p < arithmetic::constant<T>(thresholds[0]) || p > arithmetic::constant<T>(thresholds[2]))
    return arithmetic::log(p / (one - p));
  if (p < arithmetic::constant<T>(thresholds[1])) return -arithmetic::log1p((one - (p + p)) / p);
  return arithmetic::log1p(((p + p) - one) / (one - p));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation root_aware;
constinit const Implementation root_aware{
    .function = "logit",
    .name = "root_aware",
    .strategy = "log1p((2p - 1) / (1 - p)) or -log1p((1 - 2p) / p) on [1/4, 3/4], else log(p / (1 - p))",
    .credit = "this project",
    .binary64 = {evaluate<double>, {1.65}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.2}},
    .bfloat16 = {evaluate<bfloat16>, {1.15}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::logit
