// mish(x) = x n / (n + 2), n = e^x (e^x + 2), and x above a cutoff.
//
// tanh(log w) = (w^2 - 1) / (w^2 + 1) at w = 1 + e^x: one exponential and no cancellation. x n / (n + 2) = x - 2x / (n
// + 2), so x is right to half an ulp where 2 e^-2x < eps / 4, x > (p + 2) / 2 log 2 = 19.06 (binary64), 9.01
// (binary32), 4.51 (binary16), 3.47 (bfloat16), long before n overflows.
// Where e^x is subnormal (below -87.3 in binary32) its lost bits are multiplied by |x|, and -inf 0 is NaN: the claim
// starts where e^x is normal.
// Used by: MNN, ncnn, fast CUDA kernels of YOLOv4.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::mish {
namespace {

// (p + 2) / 2 log 2.
template <FloatFormat T>
constexpr T identity = arithmetic::constant<T>((format_traits<T>.precision + 2) * 0x1.62e42fefa39efp-2);
template <FloatFormat T>
constexpr double thresholds[] = {widen(identity<T>)};

template <FloatFormat T>
inline T at(T x) {
  constexpr T two = arithmetic::constant<T>(2);
  if (x > identity<T>) return x;
  const T exponential = arithmetic::exp(x);
  const T n = exponential * (exponential + two);
  return x * (n / (n + two));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation rational;
constinit const Implementation rational{
    .function = "mish",
    .name = "rational",
    .strategy = "x > t ? x : x n / (n + 2), n = e^x (e^x + 2)",
    .credit = "MNN, ncnn, YOLOv4",
    .binary64 = {evaluate<double>, {5.5, {-708.3, infinity}}},
    .binary32 = {evaluate<float>, {5.5, {-87.3, infinity}}},
    .binary16 = {evaluate<binary16>, {3.25, {-9.7, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.8, {-87.3, infinity}}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::mish
