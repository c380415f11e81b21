// log sigmoid(x) = min(x, 0) - log1p(e^-|x|).
//
// -softplus(-x) with the signs worked in: no threshold, no overflow, right at both ends but for a sign: where e^-|x|
// is 0, above 103.97 in binary32, 0 - 0 is +0 and -0 is due. Errors as in softplus/symmetric.cpp, mirrored.
// Worst, binary32, 1.49 ulp: x = 0x1.4c5114p+0, got -0x1.ee69fcp-3, want -0x1.ee69f903e664ap-3.
// Used by: PyTorch, TensorFlow Probability, fla (with log).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::log_sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::negative_part(x) - arithmetic::log1p(arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation symmetric;
constinit const Implementation symmetric{
    .function = "log_sigmoid",
    .name = "symmetric",
    .strategy = "min(x,0) - log1p(e^-|x|)",
    .credit = "PyTorch, TensorFlow Probability",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
};

}  // namespace softplus_bench::portable::log_sigmoid
