// log sigmoid(x) = min(x, 0) - log(1 + e^-|x|), with log in place of log1p.
//
// For x > 0 the sum rounds e^-x to a multiple of eps: eps e^x / 2 of the result is lost, all of it above p log 2,
// 36.74, 16.64, 7.62, 5.55. For x < 0 it is an ulp of x or less. The claim ends at 1.
// Worst in the claim, binary32, 2.48 ulp: x = 0x1.59d16ap-1, got -0x1.a547f2p-2, want -0x1.a547ed0b3a709p-2.
// Used by: PyTorch (before 1.11), flash-linear-attention.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  return arithmetic::negative_part(x) - arithmetic::log(one + arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation symmetric_log;
constinit const Implementation symmetric_log{
    .function = "log_sigmoid",
    .name = "symmetric_log",
    .strategy = "min(x,0) - log(1 + e^-|x|)",
    .credit = "PyTorch (older), flash-linear-attention",
    .binary64 = {evaluate<double>, {2.75, {-infinity, 1}}},
    .binary32 = {evaluate<float>, {2.65, {-infinity, 1}}},
    .binary16 = {evaluate<binary16>, {2.55, {-infinity, 1}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-infinity, 1}}},
};

}  // namespace softplus_bench::portable::log_sigmoid
