// What ties a function's values at several inputs together.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "suites/properties/property.hpp"

namespace softplus_bench {
namespace {

double difference_is_x(const Case& at) {
  if (!is_finite(at.f(), at.x) || !(at.in() > 0)) return says_nothing;  // each pair once
  const double x = at.in();
  const double a = at.out(here);
  const double b = at.out(mirror);
  if (std::isnan(a) || std::isnan(b)) return says_nothing;
  if (std::isinf(a) || std::isinf(b)) return beyond_all;
  // The two that are nearest to each other first: their difference is exact.
  const double rest = x > 1 / at.beta ? (a - x) - b : (a - b) - x;
  return std::abs(rest) / ulp_at(at.f(), a);
}

double sums_to_one(const Case& at) {
  if (is_nan(at.f(), at.x) || is_negative(at.f(), at.x)) return says_nothing;
  const double a = at.out(here);
  const double b = at.out(mirror);
  if (std::isnan(a) || std::isnan(b)) return says_nothing;
  return std::abs((a - 1) + b) / std::ldexp(1.0, -at.f().precision);  // the ulp of 1/2 to 1
}

double even(const Case& at) {
  if (is_nan(at.f(), at.x) || is_negative(at.f(), at.x)) return says_nothing;
  return places_between(at.f(), at.got[here], at.got[mirror]);
}

double symmetric(const Case& at) {
  if (at.nan_due()) return says_nothing;
  const double places = places_between(at.f(), at.got[here], at.got[swapped]);
  return places == 0 && at.got[here] != at.got[swapped] ? 1 : places;  // zeros of two signs
}

// How far the middle one of three equally spaced inputs lies above the chord (sign = 1) or below it (-1).
double bulge(const Case& at, double sign) {
  if (!at.exists(right) || !is_finite(at.f(), at.x)) return says_nothing;
  const double a = at.out(left);
  const double b = at.out(here);
  const double c = at.out(right);
  if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(c)) return says_nothing;
  const double above = sign * ((b - a) - (c - b));
  return above > 0 ? above / ulp_at(at.f(), std::max({std::abs(a), std::abs(b), std::abs(c)})) : 0;
}
double above_chord(const Case& at) { return bulge(at, 1); }
double below_chord(const Case& at) { return bulge(at, -1); }

double round_trip(const Case& at) {
  if (!is_finite(at.f(), at.x) || at.nan_due() || at.got_nan()) return says_nothing;
  return places_between(at.f(), at.back, at.x);
}

std::string same_as_mirror(const Case& at) { return decimal_text(at.f(), at.got[mirror]) + ", as at -x"; }
std::string same_as_swapped(const Case& at) {
  return decimal_text(at.f(), at.got[swapped]) + ", as with a and b swapped";
}

constexpr Property trip(std::string_view function, std::string_view inverse, std::string_view statement) {
  return {.name = "round_trip",
          .rule = Rule::soft,
          .statement = statement,
          .unit = "places",
          .functions = {function},
          .inverse = inverse,
          .figure = round_trip};
}

constexpr auto table = std::to_array<Property>({
    {.name = "difference_is_x",
     .rule = Rule::soft,
     .statement = "f(x) - f(-x) = x",
     .unit = "ulp",
     .functions = {"softplus", "softplus_beta"},
     .companions = needs(mirror),
     .figure = difference_is_x},
    {.name = "sums_to_one",
     .rule = Rule::soft,
     .statement = "f(x) + f(-x) = 1",
     .unit = "ulp",
     .functions = {"sigmoid"},
     .companions = needs(mirror),
     .figure = sums_to_one},
    {.name = "even",
     .statement = "f(-x) = f(x)",
     .unit = "places",
     .functions = {"sigmoid_derivative"},
     .companions = needs(mirror),
     .figure = even,
     .want = same_as_mirror},
    {.name = "symmetric",
     .statement = "f(a, b) = f(b, a), bit for bit",
     .unit = "places",
     .functions = {"logaddexp"},
     .companions = needs(swapped),
     .figure = symmetric,
     .want = same_as_swapped},
    {.name = "convex",
     .rule = Rule::soft,
     .statement = "f(x - h) - 2 f(x) + f(x + h) >= 0, h the distance to the next input",
     .unit = "ulp",
     .functions = {"softplus", "softplus_beta", "negative_binary_entropy", "relu", "elu"},
     .companions = needs(left) | needs(right),
     .figure = above_chord},
    {.name = "concave",
     .rule = Rule::soft,
     .statement = "f(x - h) - 2 f(x) + f(x + h) <= 0, h the distance to the next input",
     .unit = "ulp",
     .functions = {"log_sigmoid", "softplus_inverse"},
     .companions = needs(left) | needs(right),
     .figure = below_chord},
    trip("softplus", "softplus_inverse", "softplus_inverse(f(x)) = x, the inverse correctly rounded"),
    trip("softplus_inverse", "softplus", "softplus(f(y)) = y, softplus correctly rounded"),
    trip("sigmoid", "logit", "logit(f(x)) = x, logit correctly rounded"),
    trip("logit", "sigmoid", "sigmoid(f(p)) = p, sigmoid correctly rounded"),
});

}  // namespace

std::span<const Property> identity_properties() { return table; }

}  // namespace softplus_bench
