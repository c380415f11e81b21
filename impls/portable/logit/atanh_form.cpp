// logit(p) = 2 atanh(2p - 1).
//
// 2p - 1 is exact for p in [1/4, 1] (Sterbenz), so nothing is lost near 1/2 nor above, where the result is +inf at 1.
// Below 1/4, 2p - 1 is rounded near -1 and the distance to -1, the answer's all, goes with it: -inf from p = eps / 8
// down. The claim starts at 1/4.
// Used by: Boost.Math's logistic quantile (for p > 1/4).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::logit {
namespace {

template <FloatFormat T>
inline T at(T p) {
  const T half = arithmetic::atanh((p + p) - arithmetic::constant<T>(1));
  return half + half;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation atanh_form;
constinit const Implementation atanh_form{
    .function = "logit",
    .name = "atanh_form",
    .strategy = "2 atanh(2p - 1)",
    .credit = "Boost.Math (above 1/4)",
    .binary64 = {evaluate<double>, {1.65, {0.25, infinity}}},
    .binary32 = {evaluate<float>, {1.6, {0.25, infinity}}},
    .binary16 = {evaluate<binary16>, {0.53, {0.25, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.53, {0.25, infinity}}},
};

}  // namespace softplus_bench::portable::logit
