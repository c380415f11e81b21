// softplus(x) = x for x > -t, e^x for x < t, else log1p(e^x), with t = log(eps) + 2, eps = 2^(1-p).
//
// t is about -34.04 (binary64), -13.94 (binary32), -4.93 (binary16), -2.85 (bfloat16). Both cuts come too
// early by the 2. Below t, log1p(e^x) = e^x (1 - e^x / 2 + ...), so e^x has the relative error e^t / 2 =
// 3.69 eps: up to 7.3 ulp, where the significand is near 2. Above -t what is dropped is e^t = 7.39 eps,
// against an ulp of 32 eps (binary64), 8 eps (binary32), 4 eps (binary16), 2 eps (bfloat16): up to 3.7 ulp.
// binary32, 7.32 ulp: x = -0x1.be2bap+3, got 0x1.d8b106p-21, want 0x1.d8b0f75c6dc3bp-21.
// TensorFlow rounds log(eps) to the format before it adds 2; here t is rounded once, at most one step away.
// Used by: TensorFlow, XLA's bridge.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// log(2^(1-p)) + 2, about -34.04, -13.94, -4.93 and -2.85.
template <FloatFormat T>
constexpr T cutoff = arithmetic::constant<T>((1 - format_traits<T>.precision) * 0x1.62e42fefa39efp-1 + 2);
template <FloatFormat T>
constexpr double thresholds[] = {widen(cutoff<T>), -widen(cutoff<T>)};

template <FloatFormat T>
inline T at(T x) {
  if (x > arithmetic::constant<T>(thresholds<T>[1])) return x;
  const T exponential = arithmetic::exp(x);
  return x < cutoff<T> ? exponential : arithmetic::log1p(exponential);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation eps_two;
constinit const Implementation eps_two{
    .function = "softplus",
    .name = "eps_two",
    .strategy = "x > -t ? x : x < t ? e^x : log1p(e^x), t = log(eps) + 2",
    .credit = "TensorFlow, XLA bridge",
    .binary64 = {evaluate<double>, {7.8}},
    .binary32 = {evaluate<float>, {7.7}},
    .binary16 = {evaluate<binary16>, {7.6}},
    .bfloat16 = {evaluate<bfloat16>, {6.6}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
