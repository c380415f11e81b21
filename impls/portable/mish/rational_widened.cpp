// x n / (n + 2) one format up, rounded once.
//
// For binary32 and binary16 e^x is normal in the wider format wherever the result is a number; bfloat16 has binary32's
// range, and e^x is subnormal from -87.3 on, but in a quantum 2^16 times finer than bfloat16's. -inf is NaN: the
// claims start at finite numbers.
#include "impls/portable/widened.hpp"

namespace softplus_bench::portable::mish {

extern constinit const Implementation rational;

extern constinit const Implementation rational_widened;
constinit const Implementation rational_widened{
    .function = "mish",
    .name = "rational_widened",
    .strategy = "x > t ? x : x n / (n + 2), n = e^x (e^x + 2), one format up, rounded once",
    .credit = "PyTorch (opmath_t, as tanh(log1p(e^x)))",
    .binary32 = {widened<float, rational>, {0.501, {-3.4e38, infinity}}},
    .binary16 = {widened<binary16, rational>, {0.501, {-65504, infinity}}},
    .bfloat16 = {widened<bfloat16, rational>, {0.501, {-3.3e38, infinity}}},
    .thresholds = {.one_format_up = &rational.thresholds},
};

}  // namespace softplus_bench::portable::mish
