#include "tests/reference/independent.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "core/narrow.hpp"
#include "tests/reference/independent_points.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double max64 = std::numeric_limits<double>::max();

struct Known {
  std::string_view function;
  double x;
  double x2;
  double y;
};

std::uint64_t bits_of(std::string_view function, const FormatTraits& f, double x, double x2 = 0, double beta = 1) {
  return independent_bits(function, f, narrow_bits(f, x), narrow_bits(f, x2), beta);
}
std::uint64_t opposite(const FormatTraits& f, std::uint64_t bits) {
  return is_nan(f, bits) ? bits : bits ^ f.sign_bit();
}

// The column of special values in definitions.md, with both zeros of each input.
constexpr Known special_values[] = {
    {"softplus", inf, 0, inf},
    {"softplus", -inf, 0, 0.0},
    {"softplus_beta", inf, 0, inf},
    {"softplus_beta", -inf, 0, 0.0},
    {"sigmoid", inf, 0, 1},
    {"sigmoid", -inf, 0, 0.0},
    {"sigmoid", 0.0, 0, 0.5},
    {"sigmoid", -0.0, 0, 0.5},
    {"sigmoid_derivative", inf, 0, 0.0},
    {"sigmoid_derivative", -inf, 0, 0.0},
    {"sigmoid_derivative", 0.0, 0, 0.25},
    {"sigmoid_derivative", -0.0, 0, 0.25},
    {"softplus_backward", -inf, inf, nan},
    {"softplus_backward", -inf, -inf, nan},
    {"softplus_backward", -inf, 2, 0.0},
    {"softplus_backward", -inf, -2, -0.0},
    {"softplus_backward", inf, 3, 3},
    {"softplus_backward", inf, -inf, -inf},
    {"softplus_backward", 1, inf, inf},
    {"softplus_backward", -1, -inf, -inf},
    {"softplus_backward", -60000, inf, inf},
    {"softplus_backward", 1, -0.0, -0.0},
    {"softplus_backward", -1, 0.0, 0.0},
    {"softplus_backward", nan, 0, nan},
    {"softplus_backward", 0, nan, nan},
    {"softplus_inverse", 0.0, 0, -inf},
    {"softplus_inverse", -0.0, 0, -inf},
    {"softplus_inverse", -1, 0, nan},
    {"softplus_inverse", -inf, 0, nan},
    {"softplus_inverse", inf, 0, inf},
    {"log_sigmoid", inf, 0, -0.0},
    {"log_sigmoid", -inf, 0, -inf},
    {"logaddexp", -inf, -inf, -inf},
    {"logaddexp", 3, -inf, 3},
    {"logaddexp", -inf, -3, -3},
    {"logaddexp", -0.0, -inf, -0.0},
    {"logaddexp", -inf, -0.0, -0.0},
    {"logaddexp", 0.0, -inf, 0.0},
    {"logaddexp", inf, -inf, inf},
    {"logaddexp", -3, inf, inf},
    {"logaddexp", inf, inf, inf},
    {"logaddexp", inf, nan, nan},
    {"logaddexp", nan, -inf, nan},
    {"logaddexp", -0.0, -60000, 0.0},
    {"logit", 0.0, 0, -inf},
    {"logit", -0.0, 0, -inf},
    {"logit", 1, 0, inf},
    {"logit", 0.5, 0, 0.0},
    {"logit", -0.5, 0, nan},
    {"logit", 1.5, 0, nan},
    {"logit", inf, 0, nan},
    {"logit", -inf, 0, nan},
    {"negative_binary_entropy", 0.0, 0, -0.0},
    {"negative_binary_entropy", -0.0, 0, -0.0},
    {"negative_binary_entropy", 1, 0, -0.0},
    {"negative_binary_entropy", -0.5, 0, nan},
    {"negative_binary_entropy", 1.5, 0, nan},
    {"negative_binary_entropy", inf, 0, nan},
    {"negative_binary_entropy", -inf, 0, nan},
    {"relu", -0.0, 0, 0.0},
    {"relu", -2, 0, 0.0},
    {"relu", 2, 0, 2},
    {"relu", inf, 0, inf},
    {"relu", -inf, 0, 0.0},
    {"elu", -inf, 0, -1},
    {"elu", inf, 0, inf},
    {"selu", -inf, 0, -0x1.c212cc640f03p+0},  // the nearest to lambda alpha
    {"selu", inf, 0, inf},
    {"silu", -inf, 0, -0.0},
    {"silu", inf, 0, inf},
    {"mish", -inf, 0, -0.0},
    {"mish", inf, 0, inf},
    {"gelu", -inf, 0, -0.0},
    {"gelu", inf, 0, inf},
    {"gelu_tanh", -inf, 0, -0.0},
    {"gelu_tanh", inf, 0, inf},
};

// Python's mpmath to 30 digits.
constexpr Known digits[] = {
    {"softplus", 0, 0, 0.693147180559945309417232121458},
    {"softplus", 1, 0, 1.31326168751822283404899549497},
    {"softplus", -1, 0, 0.313261687518222834048995494968},
    {"sigmoid", 1, 0, 0.731058578630004879251159241822},
    {"sigmoid_derivative", 1, 0, 0.196611933241481852537424733586},
    {"softplus_backward", 0.5, 3, 1.86737799360556369391670169724},
    {"softplus_inverse", 1, 0, 0.541324854612918108978356354933},
    {"log_sigmoid", 1, 0, -0.313261687518222834048995494968},
    {"logaddexp", 1, 2, 2.31326168751822283404899549497},
    {"logit", 0.75, 0, 1.09861228866810969139524523692},
    {"negative_binary_entropy", 0.25, 0, -0.562335144618808350288030315224},
    {"elu", -1, 0, -0.632120558828557678404476229839},
    {"selu", -1, 0, -1.11133073781256264884080844308},
    {"silu", 1, 0, 0.731058578630004879251159241822},
    {"gelu", 1, 0, 0.841344746068542948585232545632},
    {"gelu_tanh", 1, 0, 0.841191990608276704781995777045},
    {"mish", 1, 0, 0.865098388267310346116233449256},
};

void check(const FormatTraits& f, const Known& known) {
  CAPTURE(f.name, known.function, known.x, known.x2);
  CHECK(bits_of(known.function, f, known.x, known.x2) == narrow_bits(f, known.y));
}

TEST_CASE("the independent evaluation knows every function once") {
  const auto names = independent_functions();
  CHECK(names.size() == 17);
  CHECK(std::is_sorted(names.begin(), names.end()));
  CHECK_THROWS_AS(independent_bits("no such function", traits(FormatId::binary32), 0, 0, 1), std::invalid_argument);
}

TEST_CASE("the independent evaluation has the special values of the definitions") {
  for (const FormatTraits& f : all_formats) {
    for (const Known& known : special_values) check(f, known);
    for (const std::string_view function : independent_functions()) {
      CAPTURE(f.name, function);
      CHECK(bits_of(function, f, nan) == f.nan_bits());
      CHECK(independent_bits(function, f, f.sign_bit() | f.nan_bits(), 0, 1) == f.nan_bits());
      CHECK(independent_bits(function, f, f.infinity_bits() + 1, 0, 1) == f.nan_bits());
    }
    for (const std::string_view function : {"elu", "selu", "silu", "mish", "gelu", "gelu_tanh"})
      for (const std::uint64_t zero : {std::uint64_t{0}, f.sign_bit()})
        CHECK(independent_bits(function, f, zero, 0, 1) == zero);
    for (const std::string_view function : {"softplus", "softplus_inverse", "elu", "silu", "mish", "gelu", "gelu_tanh"})
      CHECK(independent_bits(function, f, f.max_finite_bits(), 0, 1) == f.max_finite_bits());
  }
}

TEST_CASE("the independent evaluation has digits that others computed") {
  for (const Known& known : digits) check(traits(FormatId::binary64), known);
}

TEST_CASE("the independent evaluation reads and writes every number of a format") {
  for (const FormatTraits& f : all_formats) {
    const std::uint64_t stride = f.bits == 16 ? 1 : (f.infinity_bits() >> 12) - 1;
    for (std::uint64_t x = 0; x <= f.infinity_bits(); x += stride) {
      if (independent_bits("relu", f, x, 0, 1) != x) FAIL(f.name << " " << x);
      const std::uint64_t negative = x | f.sign_bit();
      if (independent_bits("logaddexp", f, negative, f.sign_bit() | f.infinity_bits(), 1) != negative)
        FAIL(f.name << " " << negative);
    }
  }
}

TEST_CASE("the independent evaluation rounds ties to even unless a hair breaks them, and overflows") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const std::uint64_t s = f.sign_bit();
    // x/2 plus a hair of x^2, x being 1 and 3 units of the least subnormal.
    for (const std::string_view function : {"silu", "gelu", "gelu_tanh"}) {
      CHECK(independent_bits(function, f, 1, 0, 1) == 1);
      CHECK(independent_bits(function, f, 3, 0, 1) == 2);
      CHECK(independent_bits(function, f, s | 1, 0, 1) == s);
      CHECK(independent_bits(function, f, s | 3, 0, 1) == (s | 1));
      CHECK(independent_bits(function, f, s | 5, 0, 1) == (s | 2));
    }
    // Exactly g/2, and beside it.
    CHECK(independent_bits("softplus_backward", f, 0, 1, 1) == 0);
    CHECK(independent_bits("softplus_backward", f, s, 3, 1) == 2);
    CHECK(independent_bits("softplus_backward", f, 0, s | 5, 1) == (s | 2));
    CHECK(independent_bits("softplus_backward", f, 1, 1, 0x1p-20) == 1);
    CHECK(independent_bits("softplus_backward", f, s | 1, 3, 0x1p-20) == 1);
    CHECK(independent_bits("softplus_backward", f, 1, s | 5, 0x1p-20) == (s | 3));
    // sigma is tiny, never zero.
    CHECK(independent_bits("softplus_backward", f, s | f.max_finite_bits(), s | f.infinity_bits(), 1) ==
          (s | f.infinity_bits()));
    // Overflow, from the point on where rounding with an unbounded exponent reaches 2^(emax + 1).
    CHECK(independent_bits("selu", f, f.max_finite_bits(), 0, 1) == f.infinity_bits());
    CHECK(independent_bits("softplus_beta", f, 0, 0, 0x1p-1022) ==
          (f.id == FormatId::binary64 ? bits_of("softplus", f, 0) + (std::uint64_t{1022} << 52) : f.infinity_bits()));
    CHECK(independent_bits("logaddexp", f, f.max_finite_bits(), f.max_finite_bits(), 1) == f.max_finite_bits());
  }
  CHECK(bits_of("softplus_beta", traits(FormatId::binary64), max64, 0, 1e30) == to_bits(max64));
}

TEST_CASE("the independent evaluation keeps the identities between the functions to the bit") {
  for (const FormatTraits& f : all_formats) {
    const std::uint64_t one = narrow_bits(f, 1);
    for (const IndependentPoint& p : points_for("softplus", f)) {
      const auto at = [&](std::string_view function, std::uint64_t x, std::uint64_t x2 = 0, double beta = 1) {
        return independent_bits(function, f, x, x2, beta);
      };
      CAPTURE(f.name, p.x);
      if (is_nan(f, p.x)) continue;
      const std::uint64_t softplus = at("softplus", p.x);
      const std::uint64_t sigmoid = at("sigmoid", p.x);
      REQUIRE(at("log_sigmoid", opposite(f, p.x)) == opposite(f, softplus));
      REQUIRE(at("softplus_beta", p.x) == softplus);
      REQUIRE(ordinal(f, softplus) >= std::max<std::int64_t>(ordinal(f, p.x), 0));
      REQUIRE(softplus < f.sign_bit());
      REQUIRE(sigmoid <= one);
      REQUIRE(at("softplus_backward", p.x, one) == sigmoid);
      REQUIRE(at("sigmoid_derivative", p.x) == at("sigmoid_derivative", opposite(f, p.x)));
      REQUIRE(at("logaddexp", p.x, 0) == softplus);
      if (is_finite(f, p.x)) REQUIRE(at("logaddexp", f.sign_bit(), p.x) == softplus);
      // Exact in every format but where 2x is infinite or a result subnormal.
      const std::uint64_t doubled = narrow_bits(f, 2 * widen(f, p.x));
      const std::uint64_t halved = at("softplus_beta", p.x, 0, 2);
      if (is_finite(f, doubled) && halved > f.fraction_mask())
        REQUIRE(at("softplus", doubled) == narrow_bits(f, 2 * widen(f, halved)));
    }
    for (const IndependentPoint& p : points_for("logit", f)) {
      // 1 - p is exact from 1/2 to 1.
      if (ordinal(f, p.x) <= ordinal(f, narrow_bits(f, 0.5)) || ordinal(f, p.x) > ordinal(f, one)) continue;
      const std::uint64_t rest = narrow_bits(f, 1 - widen(f, p.x));
      CAPTURE(f.name, p.x);
      REQUIRE(independent_bits("logit", f, rest, 0, 1) == opposite(f, independent_bits("logit", f, p.x, 0, 1)));
      REQUIRE(independent_bits("negative_binary_entropy", f, rest, 0, 1) ==
              independent_bits("negative_binary_entropy", f, p.x, 0, 1));
    }
    for (const IndependentPoint& p : points_for("logaddexp", f))
      if (independent_bits("logaddexp", f, p.x, p.x2, 1) != independent_bits("logaddexp", f, p.x2, p.x, 1))
        FAIL(f.name << " " << p.x << " " << p.x2);
  }
}

}  // namespace
}  // namespace softplus_bench
