// softplus_inverse(y) = log(expm1(y)) for y <= a, y - e^-y for y <= b, else y.
//
// a: y - e^-y leaves out e^-2y / 2, which must be below eps y / 4; b: y leaves out e^-y, below eps y / 2.
// LogExpFunctions.jl has a, b = 18, 33.3 (binary64) and 9, 16 (binary32); for the formats it lacks the same conditions
// are met by 4, 7 (binary16: e^-8 / 2 = 1.7e-4 against 2e-3, e^-7 = 9e-4 against 2e-3) and 3, 5 (bfloat16: 1.2e-3
// against 8e-3, 7e-3 against 1.6e-2).
// Nothing overflows and tiny y are as good as in log_expm1.cpp.
// At the root y = log 2 the result is the difference of two near numbers, each rounded: the error is about eps / 4
// absolute, and in ulp of a result near y - log 2 it has no bound (8.6e6 in binary32 at y = 0x1.62e43p-1): the claim
// ends at 1/2.
// Used by: LogExpFunctions.jl (logexpm1, invsoftplus).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

struct Cutoffs {
  double difference, identity;
};
template <FloatFormat T>
constexpr Cutoffs cutoffs{};
template <>
constexpr Cutoffs cutoffs<double>{18, 33.3};
template <>
constexpr Cutoffs cutoffs<float>{9, 16};
template <>
constexpr Cutoffs cutoffs<binary16>{4, 7};
template <>
constexpr Cutoffs cutoffs<bfloat16>{3, 5};
template <FloatFormat T>
constexpr double thresholds[] = {cutoffs<T>.difference, cutoffs<T>.identity};

template <FloatFormat T>
inline T at(T y) {
  if (y <= arithmetic::constant<T>(cutoffs<T>.difference)) return arithmetic::log(arithmetic::expm1(y));
  if (y <= arithmetic::constant<T>(cutoffs<T>.identity)) return y - arithmetic::exp(-y);
  return y;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation logexp_functions;
constinit const Implementation logexp_functions{
    .function = "softplus_inverse",
    .name = "logexp_functions",
    .strategy = "y <= a ? log(expm1(y)) : y <= b ? y - e^-y : y",
    .credit = "LogExpFunctions.jl",
    .binary64 = {evaluate<double>, {3, {-infinity, 0.5}}},
    .binary32 = {evaluate<float>, {2.95, {-infinity, 0.5}}},
    .binary16 = {evaluate<binary16>, {2.1, {-infinity, 0.5}}},
    .bfloat16 = {evaluate<bfloat16>, {1.55, {-infinity, 0.5}}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_inverse
