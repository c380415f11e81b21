#include "core/narrow.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

double below(double x) { return std::nextafter(x, -inf); }
double above(double x) { return std::nextafter(x, inf); }

// Both signs of x; what the format's carrier type and the plain function say must agree.
template <FloatFormat T>
void check_rounding(double x) {
  constexpr FormatTraits f = format_traits<T>;
  for (const double signed_x : {x, -x}) {
    const std::uint64_t expected = slow::rounded(f, signed_x);
    const std::uint64_t got = narrow_bits(f, signed_x);
    const std::uint64_t typed = to_bits(narrow<T>(signed_x));
    if (got != expected || typed != expected) {
      CAPTURE(f.name, signed_x, got, typed, expected);
      FAIL("rounded to other bits");
    }
  }
}

TEST_CASE("widening is exact for every 16-bit number") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    for (std::uint64_t bits = 0; bits < 65536; ++bits) {
      const double wide = widen(f, bits);
      if (is_nan(f, bits)) {
        if (!std::isnan(wide)) FAIL("NaN " << bits << " became " << wide);
      } else {
        const double value = is_infinite(f, bits) ? inf : slow::magnitude_value(f, magnitude(f, bits));
        if (std::fabs(wide) != value) FAIL("value of " << bits);
      }
      if (std::signbit(wide) != is_negative(f, bits)) FAIL("sign of " << bits);
    }
  }
}

TEST_CASE("widening binary32 by its bits is the conversion of float to double") {
  const FormatTraits& f = traits(FormatId::binary32);
  std::mt19937_64 random(2);
  for (int i = 0; i < 300000; ++i) {
    // A third are subnormal, and the ends of the ranges are among them.
    std::uint64_t bits = random() & 0xffffffffu;
    if (i % 3 == 0) bits &= 0x807fffffu;
    if (i < 40) bits = (i % 2 == 0 ? 0u : 0x80000000u) + 0x007fffffu - 10 + static_cast<unsigned>(i) / 2;
    const double wide = widen(f, bits);
    const auto expected = static_cast<double>(from_bits<float>(bits));
    if (is_nan(f, bits) ? !std::isnan(wide) : to_bits(wide) != to_bits(expected)) FAIL("bits " << bits);
  }
  CHECK(widen(f, f.infinity_bits()) == inf);
  CHECK(widen(f, 1) == 0x1p-149);
}

TEST_CASE("every 16-bit number comes back from its double") {
  for (const FormatId id : slow::narrow_formats) {
    const FormatTraits& f = traits(id);
    for (std::uint64_t bits = 0; bits < 65536; ++bits) {
      const std::uint64_t back = narrow_bits(f, widen(f, bits));
      const bool right = is_nan(f, bits) ? back == (f.nan_bits() | (bits & f.sign_bit())) : back == bits;
      if (!right) FAIL(f.name << ": " << bits << " came back as " << back);
    }
  }
}

TEMPLATE_TEST_CASE("midpoints of 16-bit neighbours go to even, the doubles beside them to their own side", "", binary16,
                   bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  // Up to and including the tie between the largest number and infinity, for which 2^(emax+1) stands.
  for (std::uint64_t m = 0; m < f.infinity_bits(); ++m) {
    const double low = slow::magnitude_value(f, m);
    const double midpoint = (low + slow::magnitude_value(f, m + 1)) / 2;
    for (const double x : {low, midpoint, below(midpoint), above(midpoint), below(low), above(low)})
      check_rounding<TestType>(x);
  }
}

TEST_CASE("binary32 rounds midpoints and their neighbours like the slow rounding, by bits and by cast") {
  constexpr FormatTraits f = format_traits<float>;
  std::mt19937_64 random(3);
  for (int i = 0; i < 60000; ++i) {
    std::uint64_t m = random() % f.infinity_bits();
    if (i % 3 == 0) m &= f.fraction_mask();  // subnormal
    if (i < 64) m = static_cast<std::uint64_t>(i);
    else if (i < 128) m = f.infinity_bits() - 1 - (static_cast<std::uint64_t>(i) - 64);
    else if (i < 256) m = f.fraction_mask() - 64 + (static_cast<std::uint64_t>(i) - 128);
    const double low = slow::magnitude_value(f, m);
    const double midpoint = (low + slow::magnitude_value(f, m + 1)) / 2;
    for (const double x : {low, midpoint, below(midpoint), above(midpoint), above(low)}) check_rounding<float>(x);
  }
}

TEMPLATE_TEST_CASE("doubles of every size round like the slow rounding", "", binary16, bfloat16, float) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 60000; ++i) {
    // Anywhere in double, and one in two near the format's own range.
    double x = from_bits<double>(random());
    if (i % 2 == 0)
      x = std::ldexp(static_cast<double>(random()),
                     static_cast<int>(random() % 330) - 64 - (format_traits<TestType>.emax > 100 ? 165 : 40));
    if (!std::isnan(x)) check_rounding<TestType>(std::fabs(x));
  }
}

TEMPLATE_TEST_CASE("the ends of the range round as IEEE 754 says", "", binary16, bfloat16, float) {
  constexpr FormatTraits f = format_traits<TestType>;
  const double max = widen(f, f.max_finite_bits());
  const double tie = std::ldexp(1.0, f.emax + 1) - std::ldexp(1.0, f.emax - f.precision);
  CHECK(narrow_bits(f, below(tie)) == f.max_finite_bits());
  CHECK(narrow_bits(f, tie) == f.infinity_bits());
  CHECK(narrow_bits(f, -tie) == (f.infinity_bits() | f.sign_bit()));
  CHECK(narrow_bits(f, max) == f.max_finite_bits());
  CHECK(narrow_bits(f, inf) == f.infinity_bits());
  CHECK(narrow_bits(f, std::numeric_limits<double>::max()) == f.infinity_bits());
  const double half_least = std::ldexp(1.0, f.emin - f.precision);
  CHECK(narrow_bits(f, half_least) == 0);
  CHECK(narrow_bits(f, above(half_least)) == 1);
  CHECK(narrow_bits(f, below(half_least)) == 0);
  CHECK(narrow_bits(f, -half_least) == f.sign_bit());
  CHECK(narrow_bits(f, 3 * half_least) == 2);
  CHECK(narrow_bits(f, below(3 * half_least)) == 1);
  CHECK(narrow_bits(f, 0.0) == 0);
  CHECK(narrow_bits(f, -0.0) == f.sign_bit());
  CHECK(narrow_bits(f, std::numeric_limits<double>::denorm_min()) == 0);
  CHECK(narrow_bits(f, -std::numeric_limits<double>::denorm_min()) == f.sign_bit());
  // The largest subnormal and the least normal number are neighbours like any others.
  const double before_normal = std::ldexp(1.0, f.emin) - half_least;
  CHECK(narrow_bits(f, before_normal) == f.fraction_mask() + 1);
  CHECK(narrow_bits(f, below(before_normal)) == f.fraction_mask());
}

TEST_CASE("a NaN of any payload narrows to the quiet NaN of its sign") {
  for (const FormatTraits& f : all_formats) {
    if (f.id == FormatId::binary64) continue;
    CHECK(narrow_bits(f, from_bits<double>(0x7ff0000000000001u)) == f.nan_bits());
    CHECK(narrow_bits(f, from_bits<double>(0xffffffffffffffffu)) == (f.nan_bits() | f.sign_bit()));
  }
}

TEST_CASE("narrowing does not go through binary32, which would round twice") {
  // 1 + 2^-11 + 2^-40 is above a tie of binary16, but in binary32 it is the tie, which goes down to even.
  CHECK(narrow<binary16>(1 + 0x1p-11 + 0x1p-40) == binary16{0x3c01});
  CHECK(narrow_bits(traits(FormatId::binary16), static_cast<double>(static_cast<float>(1 + 0x1p-11 + 0x1p-40))) ==
        0x3c00);
  CHECK(narrow<bfloat16>(1 + 0x1p-8 + 0x1p-40) == bfloat16{0x3f81});
}

TEST_CASE("binary64 narrows to itself") {
  for (const double x : {0.0, -0.0, 1.5, -inf, 0x1p-1074}) {
    CHECK(narrow_bits(traits(FormatId::binary64), x) == to_bits(x));
    CHECK(to_bits(narrow<double>(x)) == to_bits(x));
    CHECK(to_bits(widen(x)) == to_bits(x));
  }
}

}  // namespace
}  // namespace softplus_bench
