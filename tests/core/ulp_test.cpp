#include "core/ulp.hpp"

#include <catch2/catch.hpp>

#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

constexpr FormatTraits b64 = format_traits<double>;
constexpr FormatTraits b32 = format_traits<float>;
constexpr FormatTraits b16 = format_traits<binary16>;

// The exact value `value` plus `hair` times next to nothing, for value a double on the 2^-20 ulp grid.
Expected exactly(const FormatTraits& f, double value, int hair = 0) {
  Expected e;
  e.rounded = f.id == FormatId::binary64 ? to_bits(value) : slow::rounded(f, value);
  const double rounded = slow::magnitude_value(f, magnitude(f, e.rounded)) * (is_negative(f, e.rounded) ? -1 : 1);
  int exponent = value == 0 ? f.emin : std::ilogb(value);
  // A hair inside a power of two lies in the binade below it.
  if (hair != 0 && (hair > 0) != (value > 0) && std::fabs(value) == std::ldexp(1.0, exponent)) --exponent;
  e.exponent = std::max(exponent, f.emin);
  e.tail = static_cast<std::int64_t>(std::ldexp(value - rounded, tail_bits + f.precision - 1 - e.exponent)) + hair;
  e.exact = hair == 0;
  if (value == 0 && hair != 0) e.rounded = hair < 0 ? f.sign_bit() : 0;
  return e;
}

bool has(const Score& s, OutputVerdict v) { return (s.verdicts & v) != 0; }

Expected mirrored(const FormatTraits& f, Expected e) {
  e.rounded ^= f.sign_bit();
  e.tail = -e.tail;
  return e;
}

TEMPLATE_TEST_CASE("between all 16-bit neighbours the score is (y - f) over the ulp of f", "", binary16, bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  const auto last = static_cast<std::int64_t>(f.max_finite_bits());
  for (std::int64_t place = 0; place < last; ++place) {
    const std::uint64_t low = static_cast<std::uint64_t>(place);
    const double a = slow::magnitude_value(f, low);
    const double gap = slow::magnitude_value(f, low + 1) - a;
    for (const int sixteenths : {0, 1, 8, 13}) {
      for (const int hair : {-1, 0, 1}) {
        if (place == 0 && sixteenths == 0) continue;  // zero has its own test
        const double value = a + gap * sixteenths / 16;
        Expected e = exactly(f, value, hair);
        if (sixteenths == 8 && hair != 0) {  // exactly() rounds the tie itself
          e.rounded = low + (hair > 0 ? 1 : 0);
          e.tail = (hair < 0 ? std::int64_t{1} << 39 : -(std::int64_t{1} << 39)) + hair;
        }
        const double ulp = std::ldexp(1.0, e.exponent - f.precision + 1);
        // RD(f) and RU(f).
        const std::int64_t down = place - (sixteenths == 0 && hair < 0 ? 1 : 0);
        const std::int64_t up = place + (sixteenths == 0 && hair <= 0 ? 0 : 1);
        for (std::int64_t y_place = std::max<std::int64_t>(place - 2, 0); y_place <= std::min(place + 3, last);
             ++y_place) {
          const auto y = static_cast<std::uint64_t>(y_place);
          const Score s = score(f, y, e);
          const double expected = (slow::magnitude_value(f, y) - value) / ulp - hair * tail_unit;
          const bool is_rounded = y == e.rounded;
          const bool right =
              s.scored && s.error.scale == 0 && s.error.value == expected && has(s, correctly_rounded) == is_rounded &&
              has(s, faithful) == (y_place == down || y_place == up) && has(s, flushed) == (y == 0 && e.rounded != 0) &&
              (s.verdicts & claim_breaking) == 0 && (s.verdicts & zero_sign) == 0;
          const bool half_holds = !is_rounded || std::fabs(s.error.value) <= 0.5;
          const bool below_half_holds = is_rounded || std::fabs(s.error.value) >= 0.5;
          if (!right || !half_holds || !below_half_holds) {
            CAPTURE(f.name, value, hair, y, e.rounded, s.error.value, expected, s.verdicts);
            FAIL("wrong score");
          }
          const Score negative = score(f, y | f.sign_bit(), mirrored(f, e));
          if (negative.verdicts != s.verdicts || negative.error.value != -s.error.value)
            FAIL("the mirrored score differs at " << value << " for " << y);
        }
      }
    }
  }
}

TEST_CASE("one float above a power of two counts about 2 when the exact value is just below it") {
  const Expected e{to_bits(1.0f), -1, -1, false};  // f = 1 - a hair: RN(f) = 1, the ulp of the binade below
  const Score at = score(b32, to_bits(1.0f), e);
  CHECK(at.error.value == tail_unit);
  CHECK(at.verdicts == (correctly_rounded | faithful));
  const Score above = score(b32, to_bits(std::nextafter(1.0f, 2.0f)), e);
  CHECK(above.error.value == 2 + tail_unit);
  CHECK(above.verdicts == 0);
  const Score below = score(b32, to_bits(std::nextafter(1.0f, 0.0f)), e);
  CHECK(below.error.value == -1 + tail_unit);
  CHECK(below.verdicts == faithful);
  // From above the ulp is the larger one.
  const Expected beyond{to_bits(1.0f), 1, 0, false};
  CHECK(score(b32, to_bits(std::nextafter(1.0f, 2.0f)), beyond).error.value == 1 - tail_unit);
  CHECK(score(b32, to_bits(std::nextafter(1.0f, 0.0f)), beyond).error.value == -0.5 - tail_unit);
}

TEST_CASE("an error of half an ulp counts as correctly rounded only on the even side") {
  const Expected tie = exactly(b16, 1 + 0x1p-11);
  CHECK(tie.rounded == 0x3c00);
  CHECK(score(b16, 0x3c00, tie).verdicts == (correctly_rounded | faithful));
  CHECK(score(b16, 0x3c00, tie).error.value == -0.5);
  CHECK(score(b16, 0x3c01, tie).verdicts == faithful);
  CHECK(score(b16, 0x3c01, tie).error.value == 0.5);
}

TEST_CASE("subnormal results are counted in the quantum") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const Expected least{1, 0, f.emin, true};
    CHECK(score(f, 4, least).error.value == 3);
    const Expected largest{f.fraction_mask(), 0, f.emin, true};
    CHECK(score(f, f.fraction_mask() + 1, largest).error.value == 1);
    CHECK(score(f, f.fraction_mask() + 3, largest).error.value == 3);
    const Expected normal{f.fraction_mask() + 1, 0, f.emin, true};
    CHECK(score(f, f.fraction_mask(), normal).error.value == -1);
  }
}

TEST_CASE("beside an exact zero the quantum is the ulp, and the sign of zero is judged") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const Expected zero{0, 0, f.emin, true};
    CHECK(score(f, 0, zero).verdicts == (correctly_rounded | faithful));
    CHECK(score(f, 0, zero).error.value == 0);
    CHECK(score(f, 1, zero).error.value == 1);
    CHECK(score(f, 1, zero).verdicts == 0);
    CHECK(score(f, 1 | f.sign_bit(), zero).error.value == -1);
    CHECK(score(f, 1 | f.sign_bit(), zero).verdicts == 0);  // f is zero: there is no sign to be wrong about
    const Score negative_zero = score(f, f.sign_bit(), zero);
    CHECK(negative_zero.scored);
    CHECK(negative_zero.error.value == 0);
    CHECK(has(negative_zero, zero_sign));
    CHECK_FALSE(has(negative_zero, correctly_rounded));
    CHECK_FALSE(has(negative_zero, flushed));
  }
}

TEST_CASE("a value that rounds to zero without being zero") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const Expected hair{0, 1, f.emin, false};
    CHECK(score(f, 0, hair).verdicts == (correctly_rounded | faithful));
    CHECK(score(f, 1, hair).verdicts == faithful);
    CHECK(score(f, f.sign_bit(), hair).verdicts == zero_sign);
    CHECK(score(f, 1 | f.sign_bit(), hair).verdicts == wrong_sign);
    // Just above half the least subnormal the rounding is up, and +0 is still RD(f).
    const Expected above_half{1, -(std::int64_t{1} << 39) + 1, f.emin, false};
    CHECK(score(f, 0, above_half).verdicts == (faithful | flushed));
    CHECK(score(f, 0, above_half).error.value == -0.5 - tail_unit);
    CHECK(score(f, f.sign_bit(), above_half).verdicts == (flushed | zero_sign));
  }
}

TEST_CASE("a zero where the rounded result is not zero is flushed") {
  for (const FormatTraits& f : all_formats) {
    const Expected e{f.fraction_mask(), 0, f.emin, true};
    const Score s = score(f, 0, e);
    CHECK(s.verdicts == flushed);
    CHECK(s.scored);
    CHECK(s.error.value == -static_cast<double>(f.fraction_mask()));
  }
}

TEST_CASE("a result of the other sign is scored and is a wrong sign") {
  const Expected e = exactly(b32, 1.5);
  const Score s = score(b32, to_bits(-1.5f), e);
  CHECK(s.verdicts == wrong_sign);
  CHECK(s.scored);
  CHECK(s.error.value == -3 * 0x1p23);
  CHECK(score(b32, to_bits(1.5f), mirrored(b32, e)).verdicts == wrong_sign);
}

TEST_CASE("any NaN matches any NaN; a NaN for a number or a number for a NaN has no score") {
  for (const FormatTraits& f : all_formats) {
    const Expected nan{f.nan_bits(), 0, 0, true};
    const Expected one = exactly(f, 1);
    for (const std::uint64_t y : {f.nan_bits(), f.infinity_bits() + 1, f.sign_bit() | f.nan_bits()}) {
      CHECK(score(f, y, nan).verdicts == (correctly_rounded | faithful));
      CHECK(score(f, y, nan).error.value == 0);
      CHECK(score(f, y, one).verdicts == wrong_nan);
      CHECK_FALSE(score(f, y, one).scored);
      CHECK(score(f, y, {f.infinity_bits(), 0, 0, true}).verdicts == wrong_nan);
    }
    for (const std::uint64_t y : {std::uint64_t{0}, f.max_finite_bits(), f.infinity_bits()}) {
      CHECK(score(f, y, nan).verdicts == wrong_nan);
      CHECK_FALSE(score(f, y, nan).scored);
    }
  }
}

TEST_CASE("infinite in the top binade is an early overflow, scored as 2^(emax+1)") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const Expected two_to_emax{f.infinity_bits() - (f.fraction_mask() + 1), 0, f.emax, true};
    const Score s = score(f, f.infinity_bits(), two_to_emax);
    CHECK(s.verdicts == early_overflow);
    CHECK(s.scored);
    CHECK(s.error.value == std::ldexp(1.0, f.precision - 1));
    const Expected largest{f.max_finite_bits(), 0, f.emax, true};
    CHECK(score(f, f.infinity_bits(), largest).error.value == 1);
    // Above the largest number but below the tie: +infinity is RU(f), and still an overflow too early.
    const Expected beyond{f.max_finite_bits(), 5, f.emax, false};
    CHECK(score(f, f.infinity_bits(), beyond).verdicts == (early_overflow | faithful));
    const Score negative = score(f, f.infinity_bits() | f.sign_bit(), mirrored(f, two_to_emax));
    CHECK(negative.verdicts == early_overflow);
    CHECK(negative.error.value == -s.error.value);
    // A hair below 2^emax is outside.
    const Expected below{two_to_emax.rounded, -1, f.emax - 1, false};
    CHECK(score(f, f.infinity_bits(), below).verdicts == wrong_infinity);
  }
}

TEST_CASE("every other infinity is a wrong infinity without a score") {
  for (const FormatTraits& f : all_formats) {
    const std::uint64_t minus = f.infinity_bits() | f.sign_bit();
    for (const Score& s :
         {score(f, f.infinity_bits(), exactly(f, 1)), score(f, minus, exactly(f, 1)),
          score(f, minus, {f.max_finite_bits(), 0, f.emax, true}), score(f, minus, {f.infinity_bits(), 0, 0, true}),
          score(f, minus, {f.infinity_bits(), -1, f.emax + 1, false}), score(f, minus, {0, 0, f.emin, true})}) {
      CHECK(s.verdicts == wrong_infinity);
      CHECK_FALSE(s.scored);
    }
  }
}

TEST_CASE("a finite result where infinity is due is a missed overflow; the due infinity scores 0") {
  for (const FormatTraits& f : all_formats) {
    const Expected exact_infinity{f.infinity_bits(), 0, 0, true};
    const Expected overflow{f.infinity_bits(), -1, f.emax + 1, false};
    for (const Expected& e : {exact_infinity, overflow}) {
      CHECK(score(f, f.infinity_bits(), e).verdicts == (correctly_rounded | faithful));
      CHECK(score(f, f.infinity_bits(), e).error.value == 0);
      CHECK(has(score(f, f.max_finite_bits(), e), missed_overflow));
      CHECK_FALSE(score(f, f.max_finite_bits(), e).scored);
      CHECK(score(f, 1, e).verdicts == missed_overflow);
    }
    // The largest number is RD of a finite value that overflows, but not of infinity itself.
    CHECK(has(score(f, f.max_finite_bits(), overflow), faithful));
    CHECK_FALSE(has(score(f, f.max_finite_bits(), exact_infinity), faithful));
    CHECK(has(score(f, f.max_finite_bits() | f.sign_bit(), overflow), wrong_sign));
  }
}

TEST_CASE("a total loss beyond double has a mantissa and a scale") {
  const Expected least{1, 0, b64.emin, true};
  const Score s = score(b64, b64.max_finite_bits(), least);
  CHECK(s.scored);
  CHECK(s.error == UlpError{2 - 0x1p-52, 2097});
  CHECK(score(b64, b64.max_finite_bits() | b64.sign_bit(), least).error == UlpError{-2 + 0x1p-52, 2097});
  // 2^1000 ulp is where the scale begins.
  CHECK(score(b64, to_bits(0x1p-74), least).error == UlpError{1, 1000});
  CHECK(score(b64, to_bits(0x1.fp-75), least).error == UlpError{0x1.fp999, 0});
  CHECK(in_ulps(0.75, -2000) == UlpError{1.5, 1999});
  // No other format comes near.
  CHECK(score(b32, b32.max_finite_bits(), {1, 0, b32.emin, true}).error.scale == 0);
}

TEST_CASE("errors with and without a scale stand in one order") {
  const std::vector<UlpError> ascending{{-1.5, 2000}, {-1, 2000}, {-1.9, 1001}, {-0x1p999, 0}, {-1, 0},
                                        {0, 0},       {0.5, 0},   {0x1p999, 0}, {1.9, 1001},   {1, 2000}};
  for (std::size_t i = 0; i < ascending.size(); ++i)
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(i, j);
      CHECK(less(ascending[i], ascending[j]) == (i < j));
    }
  CHECK(larger_magnitude({-1.5, 2000}, {1, 2000}));
  CHECK(larger_magnitude({1, 1000}, {-0x1p999, 0}));
  CHECK_FALSE(larger_magnitude({-2, 0}, {2, 0}));
}

}  // namespace
}  // namespace softplus_bench
