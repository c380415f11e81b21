#include "tests/reference/independent_points.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <tuple>

#include "core/narrow.hpp"
#include "tests/reference/independent.hpp"

namespace softplus_bench {
namespace {

// Both inputs are finite and in the function's domain.
bool number_is_due(std::string_view function, const FormatTraits& f, const IndependentPoint& p) {
  if (!is_finite(f, p.x) || !is_finite(f, p.x2)) return false;
  const double x = widen(f, p.x);
  if (function == "softplus_inverse") return x >= 0;
  if (function == "logit" || function == "negative_binary_entropy") return x >= 0 && x <= 1;
  return true;
}

TEST_CASE("every function has 300 different points and more in each format where a number is due") {
  for (const std::string_view function : independent_functions())
    for (const FormatTraits& f : all_formats) {
      std::set<std::tuple<std::uint64_t, std::uint64_t, double>> different;
      for (const IndependentPoint& p : points_for(function, f))
        if (number_is_due(function, f, p)) different.emplace(p.x, p.x2, p.beta);
      CAPTURE(function, f.name);
      CHECK(different.size() >= 300);
    }
}

TEST_CASE("points of two inputs lie on both sides of the root curve, as near as the format has them") {
  for (const FormatTraits& f : all_formats) {
    int above = 0;
    int below = 0;
    for (const IndependentPoint& p : points_for("logaddexp", f)) {
      // e^a + e^b is within a few of its own ulp of 1.
      const std::uint64_t y = independent_bits("logaddexp", f, p.x, p.x2, 1);
      if (magnitude(f, y) == 0 || magnitude(f, y) > narrow_bits(f, std::ldexp(1, 3 - f.precision))) continue;
      ++(is_negative(f, y) ? below : above);
    }
    CAPTURE(f.name);
    CHECK(above >= 100);
    CHECK(below >= 100);
  }
}

TEST_CASE("betas are those that are normal numbers of the format") {
  CHECK(betas_of(traits(FormatId::binary64)).size() == 9);
  CHECK(betas_of(traits(FormatId::binary32)).size() == 9);
  CHECK(betas_of(traits(FormatId::bfloat16)).size() == 9);
  CHECK(betas_of(traits(FormatId::binary16)) == std::vector<double>{0x1.998p-4, 0.5, 1, 2, 3, 10, 100});
}

}  // namespace
}  // namespace softplus_bench
