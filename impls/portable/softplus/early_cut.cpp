// softplus(x) = 0 for x < a, x for x > b, else log1p(e^x), with a = -103, b = 14, in binary64 a = -745, b = 16.
//
// a: the exact result is at least half the least subnormal to -103.97 and -745.13, so on (-103.97, -103) binary32
// returns 0 in place of it, an error of at most e^-103 = 1.33 quanta. b: what is dropped is e^-14 = 8.3e-7 against an
// ulp of 9.5e-7 in binary32 (0.87 ulp), but e^-16 = 1.1e-7 against 3.6e-15 in binary64: 3.2e7 ulp, the largest jump
// of any threshold in use. binary16 overflows on (11.09, 14].
// Worst in the claim, binary32, 1.54 ulp: x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a385p-3.
// Used by: Theano (its C code; its Python code cuts at -30 and 30).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
constexpr double thresholds[] = {std::is_same_v<T, double> ? -745 : -103, std::is_same_v<T, double> ? 16 : 14};

template <FloatFormat T>
inline T at(T x) {
  if (x < arithmetic::constant<T>(thresholds<T>[0])) return arithmetic::constant<T>(0);
  if (x > arithmetic::constant<T>(thresholds<T>[1])) return x;
  return arithmetic::log1p(arithmetic::exp(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation early_cut;
constinit const Implementation early_cut{
    .function = "softplus",
    .name = "early_cut",
    .strategy = "x < a ? 0 : x > b ? x : log1p(e^x)",
    .credit = "Theano",
    .binary64 = {evaluate<double>, {1.75, {-infinity, 16}}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35, {-infinity, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus
