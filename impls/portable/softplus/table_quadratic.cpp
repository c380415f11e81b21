// softplus on [-16, 16] from a table of 1024 steps of 1/32 with parabolas between; 0 to the left, x to the right.
//
// A parabola through three neighbours errs by at most h^3 max|f^(3)| / (9 sqrt 3) = 1.9e-7, |f^(3)| <= 0.097; the
// cuts drop e^-16 = 1.1e-7. Good to a few ulp of binary32 for x >= 0, where the claim is (binary64, 1e9 ulp, has
// none), and to nothing relative for x << 0: e^-16 is all of the result there. Only the residual log1p(e^-|x|) is
// stored, 514 numbers of the format, computed when this is compiled (residual_table.hpp).
// Worst in the claim, binary32, 2.84 ulp: x = 0x1.acfd4ep-2, got 0x1.d94a4p-1, want 0x1.d94a3a52fa992p-1.
// Used by: hardware.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/softplus/residual_table.hpp"

namespace softplus_bench::portable::softplus {
namespace {

constexpr int table_end = 16;
constexpr double thresholds[] = {-table_end, table_end};
constexpr int steps_per_unit = 32;

template <FloatFormat T>
constexpr auto table = residual_table<T, table_end * steps_per_unit + 1, steps_per_unit>();

template <FloatFormat T>
inline T at(T x) {
  if (x <= arithmetic::constant<T>(-table_end)) return arithmetic::constant<T>(0);
  const T a = arithmetic::abs(x);
  if (!(a < arithmetic::constant<T>(table_end))) return x;
  const T place = a * arithmetic::constant<T>(steps_per_unit);  // exact
  const auto i = static_cast<std::size_t>(arithmetic::computing(place));
  const T part = place - arithmetic::constant<T>(static_cast<double>(i));  // exact
  // Newton's form on i, i + 1, i + 2.
  const T first = table<T>[i + 1] - table<T>[i];
  const T second = (table<T>[i + 2] - table<T>[i + 1]) - first;
  const T bend = part * (part - arithmetic::constant<T>(1)) * (second * arithmetic::constant<T>(0.5));
  return arithmetic::positive_part(x) + (table<T>[i] + (part * first + bend));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation table_quadratic;
constinit const Implementation table_quadratic{
    .function = "softplus",
    .name = "table_quadratic",
    .strategy = "1024 steps on [-16, 16], quadratic between",
    .credit = "hardware",
    .binary64 = {evaluate<double>},
    .binary32 = {evaluate<float>, {3.2, {0, infinity}}},
    .binary16 = {evaluate<binary16>, {1.55, {0, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3, {0, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
