// sigmoid(x) = 1 / (1 + t) for x >= 0, t / (1 + t) for x < 0, t = e^-|x|.
//
// Each side takes the exponential that is at most 1: no overflow, no cancellation, subnormal results kept. Three
// roundings, of which that of t doubles where the quotient lies in a lower binade: full_range.cpp takes one of them
// back.
// Worst, binary32, 2.31 ulp: x = -0x1.0982fp+2, got 0x1.fd3e8ap-7, want 0x1.fd3e8e9e99843p-7; binary64, 2.3 ulp: x =
// -0x1.62c1c88346938p+2, got 0x1.ff135f053b402p-9, want 0x1.ff135f053b4044c8p-9.
// Used by: NNlib.jl, FATE, ONNX's reference.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  const T t = arithmetic::exp(-arithmetic::abs(x));
  return (x < arithmetic::constant<T>(0) ? t : one) / (one + t);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation two_branch;
constinit const Implementation two_branch{
    .function = "sigmoid",
    .name = "two_branch",
    .strategy = "(x < 0 ? t : 1) / (1 + t), t = e^-|x|",
    .credit = "NNlib.jl, FATE, ONNX's reference",
    .binary64 = {evaluate<double>, {2.7}},
    .binary32 = {evaluate<float>, {2.6}},
    .binary16 = {evaluate<binary16>, {1.9}},
    .bfloat16 = {evaluate<bfloat16>, {1.7}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::sigmoid
