// log sigmoid(x) = x - log1p(e^x) for x < 0, -log1p(e^-x) for x >= 0.
//
// The same values as symmetric.cpp but a branch in place of min, and so -0 where e^-x is 0, the sign that is due.
// Worst, binary32, 1.49 ulp: x = 0x1.4c5114p+0, got -0x1.ee69fcp-3, want -0x1.ee69f903e664ap-3.
// Used by: SciPy (log_expit), LogExpFunctions.jl.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  if (x < arithmetic::constant<T>(0)) return x - arithmetic::log1p(arithmetic::exp(x));
  return -arithmetic::log1p(arithmetic::exp(-x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation two_branch;
constinit const Implementation two_branch{
    .function = "log_sigmoid",
    .name = "two_branch",
    .strategy = "x < 0 ? x - log1p(e^x) : -log1p(e^-x)",
    .credit = "SciPy (log_expit), LogExpFunctions.jl",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::log_sigmoid
