// softplus on [-8, 8] from a table of 256 steps of 1/16 with straight lines between; 0 to the left, x to the right.
//
// A line over a step h errs by at most h^2 f''/8 = 1.2e-4, f'' <= 1/4, always upwards, softplus being convex; the
// cuts drop e^-8 = 3.4e-4. Such errors are said to be small beside activations of order 1, and are: relative to the
// result they are large for x < -4. The claim is for x >= 0, where the result is at least log 2; binary64, 1e12 ulp,
// has none. The table is computed when this is compiled (residual_table.hpp), 257 numbers of the format.
// Worst in the claim, binary32, 2e+03 ulp: x = 0x1.000cf2p-5, got 0x1.6b049ap-1, want 0x1.6af498f33b81dp-1.
// Used by: hardware and quantised kernels (XNNPACK fuses int8 chains to 256 entries).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/softplus/residual_table.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr int table_end = 8;
constexpr double thresholds[] = {-table_end, table_end};
constexpr int steps_per_unit = 16;

template <FloatFormat T>
constexpr auto table = residual_table<T, table_end * steps_per_unit, steps_per_unit>();

template <FloatFormat T>
inline T at(T x) {
  if (x <= arithmetic::constant<T>(-table_end)) return arithmetic::constant<T>(0);
  const T a = arithmetic::abs(x);
  if (!(a < arithmetic::constant<T>(table_end))) return x;
  const T place = a * arithmetic::constant<T>(steps_per_unit);  // exact
  const auto i = static_cast<std::size_t>(arithmetic::computing(place));
  const T part = place - arithmetic::constant<T>(static_cast<double>(i));  // exact
  const T residual = table<T>[i] + part * (table<T>[i + 1] - table<T>[i]);
  return arithmetic::positive_part(x) + residual;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation table_linear;
constinit const Implementation table_linear{
    .function = "softplus",
    .name = "table_linear",
    .strategy = "256 steps on [-8, 8], linear between",
    .credit = "hardware, XNNPACK (int8)",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>, {2200, {0, infinity}}},
    .binary16 = {evaluate<binary16>, {1.8, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.45, {0, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
