// elu(x) = x for x > 0, else e^x - 1.
//
// e^x is rounded near 1 for small negative x, so that e^x - 1 is off by eps / 4 absolute where the result is x: no
// bound in ulp, all of it lost for |x| < eps / 4, and -0 becomes +0. Below -1 the exponential's rounding is no larger
// than the result's. The claim ends at -1.
// Used by: PyTorch's vectorised CPU kernel, Caffe2, ncnn.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::elu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::computing(x) > 0 ? x : arithmetic::exp(x) - arithmetic::constant<T>(1);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation exp_minus_one;
constinit const Implementation exp_minus_one{
    .function = "elu",
    .name = "exp_minus_one",
    .strategy = "x > 0 ? x : e^x - 1",
    .credit = "PyTorch (vectorised), Caffe2, ncnn",
    .binary64 = {evaluate<double>, {0.8, {-infinity, -1}}},
    .binary32 = {evaluate<float>, {0.8, {-infinity, -1}}},
    .binary16 = {evaluate<binary16>, {0.8, {-infinity, -1}}},
    .bfloat16 = {evaluate<bfloat16>, {0.8, {-infinity, -1}}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::elu
