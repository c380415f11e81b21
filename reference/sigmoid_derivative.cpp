// sigma'(x) = sigma(x) sigma(-x), softplus' second derivative.
#include <array>
#include <cmath>
#include <limits>

#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/stretches.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

#include "reference/sigmoid_derivative.hpp"

// |x| tanh(|x|/2)
template <class Number>
Number condition_of(const Number& x) {
  using std::abs;
  using std::tanh;
  return Number(abs(x) * tanh(Number(abs(x) / 2)));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = std::abs(at.x);
  if (std::isnan(x)) return Settled{x};
  if (x == inf) return Settled{0};
  if (x == 0) return Settled{0.25};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  // 0 < f < e^-|x|, below 2^-41 of the least subnormal 2^(emin - p + 1).
  if (x > (f.precision - 1 - f.emin + 44) * log_2) return Settled{0, 1};
  // Around 0: f = (1 - tanh^2(x/2))/4, so 0 < 1/4 - f < x^2/16, and below 1/4 an ulp is 2^(-p - 2): 2^-41 of it are
  // more than x^2/16 for x^2 < 2^(-p - 39).
  if (x < std::ldexp(1.0, -(f.precision + 42) / 2)) return Settled{0.25, -1};
  return std::nullopt;
}

std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const auto at = [&](std::int64_t place) { return oracle(bits_at_ordinal(f, place)).rounded; };
  Stretches s(f);
  const std::uint64_t quarter = narrow_bits(f, 0.25);
  const std::int64_t deep = Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return at(i) <= f.fraction_mask(); });
  const std::int64_t tail = s.last_below_log_2_times(-f.precision);
  const std::int64_t knee = Stretches::last(s.lowest(), 0, [&](std::int64_t i) { return at(i) < quarter; });
  s.add("deep_tail", deep);
  s.add("exp_tail", tail);
  s.add("knee", knee);
  // f is even: the other side mirrors this one.
  s.add("quarter_plateau", -knee - 1);
  s.add("knee", -tail - 1);
  s.add("exp_tail", -deep - 1);
  return std::move(s).ending("deep_tail");
}

// Where e^x, cosh(x/2) and its square overflow or underflow, and sigma(|x|) rounds to 1.
constexpr auto cutoffs = std::to_array<double>({
    -1420.9, -745.133, -710.476, -708.396, -178.8,   -103.972, -89.416, -88.7228, -87.3366, -36.7368,
    -23.567, -20.0,    -18.0,    -17.3287, -16.6355, -11.783,  -9.7,    -7.6246,  -5.5452,  -1.0,
    1.0,     5.5452,   7.6246,   9.7,      11.783,   16.6355,  17.3287, 18.0,     20.0,     23.567,
    36.7368, 87.3366,  88.7228,  89.416,   103.972,  178.8,    708.396, 710.476,  745.133,  1420.9,
});

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, 0.0, "the limit; never negative"},
    {inf, 0.0, "the limit; never negative"},
    {0.0, 0.25, "1/2 squared"},
    {-0.0, 0.25, "1/2 squared"},
    {nan, nan, "NaN precedes everything"},
});

// Relative error in MPFR, in half ulps: exp 1, and with half of it in the sum, which counts twice, 1.5 each; product
// and quotient 1 each: 6, below 4 ulp of the working precision.
constexpr ExactFunction exact{.evaluate = [](const Point<Real>& at) { return Real(sigmoid_derivative_of(at.x)); },
                              .error_bits = 3,
                              .condition = [](const Point<Real>& at) { return condition_of(at.x); }};

}  // namespace

constinit const Function sigmoid_derivative_function{
    .name = "sigmoid_derivative",
    .definition = "sigma(x) sigma(-x)",
    .cutoffs = cutoffs,
    .special_values = special_values,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.x); },
    // The product of |x| and tanh(|x|/2), which both rise with |x|.
    .condition_is_monotone = true,
    .increasing = false,
    // (1 - tanh^2(x/2))/4
    .monotone_beside_zero = true,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &sigmoid_derivative_fast,
};

}  // namespace softplus_bench
