// mish(x) = x tanh(log1p(e^x)), the definition with softplus written plainly.
//
// e^x overflows to inf, log1p(inf) to inf, tanh to 1 and the result to x: right. Three functions' errors add up. Where
// e^x is subnormal (below -87.3 in binary32), its lost bits are multiplied by |x|, and at -inf it is -inf 0, NaN: the
// claim starts where e^x is normal.
// Used by: PyTorch, ONNX Runtime, oneDNN.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::mish {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return x * arithmetic::tanh(arithmetic::log1p(arithmetic::exp(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation tanh_softplus;
constinit const Implementation tanh_softplus{
    .function = "mish",
    .name = "tanh_softplus",
    .strategy = "x tanh(log1p(e^x))",
    .credit = "PyTorch, ONNX Runtime, oneDNN",
    .binary64 = {evaluate<double>, {5.2, {-708.3, infinity}}},
    .binary32 = {evaluate<float>, {5.2, {-87.3, infinity}}},
    .binary16 = {evaluate<binary16>, {2.6, {-9.7, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.95, {-87.3, infinity}}},
};

}  // namespace softplus_bench::portable::mish
