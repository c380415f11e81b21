// softplus_backward(x; g) = g sigma(beta x): the gradient g before a softplus from that after it.
#include <array>
#include <cmath>
#include <limits>

#include "reference/betas.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/sigmoid_regions.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

#include "reference/softplus_backward.hpp"

// |t| sigma(-t) of x, and 1 of g.
template <class Number>
Number condition_of(const Number& t, const Number& g) {
  using std::abs;
  using std::exp;
  if (g == 0) return Number(nan);
  return Number(1 + abs(t) / (exp(t) + 1));
}

std::optional<Settled> settle(const FormatTraits& f, const Point<double>& at) {
  const double x = at.x;
  const double g = at.x2;
  if (std::isnan(x) || std::isnan(g)) return Settled{nan};
  // sigma(+inf) = 1; g is scaled by a positive number, or by 0 at -inf.
  if (x == inf) return Settled{g};
  if (x == -inf) return std::isinf(g) ? Settled{nan} : Settled{std::copysign(0.0, g)};
  if (std::isinf(g) || g == 0) return Settled{g};
  // Half of an odd subnormal is a tie.
  if (x == 0) return Settled{.value = g, .factor = 0.5};
  constexpr double log_2 = 0x1.62e42fefa39efp-1;
  const int sign = g > 0 ? 1 : -1;
  // Rounded, or out of range: both are nothing beside log 2 in what follows.
  const double t = at.beta * x;
  // t >> 0: f is inside g by less than |g| e^-t, and an ulp inside g is at least |g| 2^-p.
  if (t > (f.precision + 44) * log_2) return Settled{g, -sign};
  // t << 0: |f| < |g| e^t, below 2^-41 of the least subnormal 2^(emin - p + 1).
  if (t + std::log(std::abs(g)) < (f.emin - f.precision + 1 - 44) * log_2) return Settled{std::copysign(0.0, g), sign};
  // Around 0: f = g/2 + d with |d| < |g t|/4, of the sign of g x; an ulp there is at least |g|/2 2^-p.
  if (std::abs(t) < std::ldexp(1.0, -f.precision - 42)) return Settled{g, x > 0 ? sign : -sign, 0.5};
  return std::nullopt;
}

// In x alone: sigmoid's at beta x, the values being those of g = 1.
std::vector<RegionCut> regions(const FormatTraits& f, Oracle& oracle) {
  const std::uint64_t one = narrow_bits(f, 1);
  return sigmoid_regions(f, oracle.beta(), [&](std::int64_t i) { return oracle(bits_at_ordinal(f, i), one).rounded; });
}

constexpr auto special_values = std::to_array<SpecialValue>({
    {-inf, nan, "0 times infinity", inf},
    {-inf, nan, "0 times infinity", -inf},
    {-inf, 0.0, "0 times a number", 1},
    {-inf, -0.0, "0 times a number, with the product's sign", -1},
    {-inf, 0.0, "0 times 0", 0.0},
    {-inf, -0.0, "0 times 0, with the product's sign", -0.0},
    {inf, 1.0, "1 times a number", 1},
    {inf, -0.0, "1 times 0, with the product's sign", -0.0},
    {inf, inf, "1 times infinity", inf},
    {inf, -inf, "1 times infinity", -inf},
    {1.0, 0.0, "a positive number times 0", 0.0},
    {-1.0, -0.0, "a positive number times 0, with the product's sign", -0.0},
    {-1.0, inf, "a positive number times infinity", inf},
    {1.0, -inf, "a positive number times infinity", -inf},
    {0.0, 0.5, "1/2 times a number", 1},
    {-0.0, -1.5, "1/2 times a number", -3},
    {nan, nan, "NaN precedes everything", 0.0},
    {nan, nan, "NaN precedes everything", inf},
    {-inf, nan, "NaN precedes everything", nan},
});

// Relative error in MPFR: the product is exact (the precision is at least 12 bits more than the format's and 53); exp,
// sum and quotient half an ulp each, so below 2 ulp of the working precision.
constexpr ExactFunction exact{
    .evaluate = [](const Point<Real>& at) { return Real(softplus_backward_of(Real(at.beta * at.x), at.x2)); },
    .error_bits = 2,
    .condition = [](const Point<Real>& at) { return condition_of(Real(at.beta * at.x), at.x2); }};

}  // namespace

constinit const Function softplus_backward_function{
    .name = "softplus_backward",
    .definition = "g/(1 + e^(-beta x))",
    .cutoffs = beta_cutoffs,
    .special_values = special_values,
    .inputs = 2,
    .betas = betas,
    .exact = &exact,
    .condition_estimate = [](const Point<double>& at) { return condition_of(at.beta * at.x, at.x2); },
    .condition_is_monotone = false,
    .increasing = false,
    .near_identity = NearIdentity::never,
    .settle = settle,
    .regions = regions,
    .fast = &softplus_backward_fast,
};

}  // namespace softplus_bench
