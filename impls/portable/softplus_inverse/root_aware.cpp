// softplus_inverse(y) = log1p(2 expm1(y - log 2)) around the root y = log 2; elsewhere the usual forms.
//
// e^y - 1 = 1 + (e^y - 2) = 1 + 2 expm1(y - log 2), so the small quantity at the root is y - log 2, and it must be
// right to an ulp: with log 2 = L + l, L rounded to the format, y - L is exact for y in [L/2, 2L] (Sterbenz) and
// subtracting l rounds once. expm1 and log1p then carry that relative error on, where all other forms lose everything.
// The pieces: below 7/16, log(expm1(y)): there expm1(y) < 0.55, and an error in it is divided by |log| > 0.59; it is
// log y for tiny y. Above 5/4 y + log1p(-e^-y): the logarithm is at most 0.34 against a result of at least 0.91.
// Between, the condition number of log1p at 2 expm1(y - log 2) in [-0.46, 1.5] is at most 1.4.
// binary32, sampled, 2.15 ulp: y = 0x1.72e8dep-1, got 0x1.f8cf36p-5, want 0x1.f8cf31b3499dep-5.
// Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_inverse {
namespace {

constexpr double thresholds[] = {0.4375, 1.25};

// log 2 in two pieces: the format's own and the rest.
template <FloatFormat T>
constexpr T log_2 = arithmetic::constant<T>(0x1.62e42fefa39efp-1);
template <FloatFormat T>
constexpr T log_2_rest = std::is_same_v<T, double> ? arithmetic::constant<T>(0x1.abc9e3b39803fp-56)
                                                   : arithmetic::constant<T>(0x1.62e42fefa39efp-1 - widen(log_2<T>));

template <FloatFormat T>
inline T at(T y) {
  if (y < arithmetic::constant<T>(thresholds[0])) return arithmetic::log(arithmetic::expm1(y));
  if (y > arithmetic::constant<T>(thresholds[1])) return y + arithmetic::log1p(-arithmetic::exp(-y));
  const T small = arithmetic::expm1((y - log_2<T>)-log_2_rest<T>);
  return arithmetic::log1p(small + small);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation root_aware;
constinit const Implementation root_aware{
    .function = "softplus_inverse",
    .name = "root_aware",
    .strategy = "log1p(2 expm1(y - log 2)) on [7/16, 5/4], log(expm1(y)) below, y + log1p(-e^-y) above",
    .credit = "this project",
    .binary64 = {evaluate<double>, {2.45}},
    .binary32 = {evaluate<float>, {2.45}},
    .binary16 = {evaluate<binary16>, {1.75}},
    .bfloat16 = {evaluate<bfloat16>, {1.55}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus_inverse
