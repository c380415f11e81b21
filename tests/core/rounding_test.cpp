#include "core/rounding.hpp"

#include <catch2/catch.hpp>

#include "core/statistics.hpp"
#include "core/ulp.hpp"
#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

bool has(const Score& s, OutputVerdict v) { return (s.verdicts & v) != 0; }
constexpr std::int64_t one_ulp = std::int64_t{1} << tail_bits;

TEST_CASE("every mode is found again by its letter and by its name") {
  for (const Rounding rounding : all_roundings) {
    CHECK(rounding_of_letter(letter_of(rounding)) == rounding);
    CHECK(rounding_named(name_of(rounding)) == rounding);
  }
  CHECK_FALSE(rounding_of_letter("up"));
  CHECK_FALSE(rounding_of_letter(""));
  CHECK_FALSE(rounding_named("up"));
}

TEST_CASE("only upward above zero and downward below it lead away from zero") {
  for (const Rounding rounding : all_roundings) {
    CHECK(away_from_zero(rounding, false) == (rounding == Rounding::upward));
    CHECK(away_from_zero(rounding, true) == (rounding == Rounding::downward));
  }
}

// A value a + gap * sixteenths / 16 (+ a hair) between two neighbours, rounded to the one or the other by hand.
struct Between {
  std::uint64_t low;
  double sixteenths;  // of the gap, which is one ulp
  int hair;
  Expected rounded_to(const FormatTraits& f, bool up) const {
    const double tail = (sixteenths / 16 - (up ? 1 : 0)) * 0x1p40;
    const int exponent = low <= f.fraction_mask() ? f.emin : static_cast<int>(low >> f.fraction_bits()) + f.emin - 1;
    return {low + (up ? 1 : 0), static_cast<std::int64_t>(tail) + hair, exponent, hair == 0};
  }
};

TEMPLATE_TEST_CASE("in a directed mode the correct result scores below 1 and the other neighbour is faithful", "",
                   binary16, bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  for (std::uint64_t low = 0; low < f.max_finite_bits(); ++low)
    for (const Between& value :
         {Between{low, 0, 1}, {low, 1, 0}, {low, 8, 0}, {low, 8, -1}, {low, 15, 0}, {low, 16, -1}})
      for (const bool up : {false, true}) {
        const Expected e = value.rounded_to(f, up);
        const Score right = score(f, low + (up ? 1 : 0), e);
        const Score other = score(f, low + (up ? 0 : 1), e);
        const double above = 1 - value.sixteenths / 16 - value.hair * tail_unit;
        const bool good = right.verdicts == (correctly_rounded | faithful) && right.scored &&
                          std::abs(right.error.value) < 1 && has(other, faithful) && !has(other, correctly_rounded) &&
                          (up ? right : other).error.value == above && (up ? other : right).error.value == above - 1 &&
                          has(other, flushed) == (up && low == 0);
        const Expected mirrored{e.rounded | f.sign_bit(), -e.tail, e.exponent, e.exact};
        const Score negative = score(f, (low + (up ? 1 : 0)) | f.sign_bit(), mirrored);
        if (!good || negative.verdicts != right.verdicts || negative.error.value != -right.error.value) {
          CAPTURE(f.name, low, value.sixteenths, value.hair, up, right.error.value, other.error.value, other.verdicts);
          FAIL("wrong score");
        }
      }
}

TEST_CASE("rounded down beyond the largest number, that number scores below 1 and infinity is its neighbour") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    const Expected e{f.max_finite_bits(), one_ulp - 1, f.emax, false};
    const Score right = score(f, f.max_finite_bits(), e);
    CHECK(right.verdicts == (correctly_rounded | faithful));
    CHECK(right.error.value == -1 + tail_unit);
    const Score infinite = score(f, f.infinity_bits(), e);
    CHECK(infinite.verdicts == (early_overflow | faithful));
    CHECK(infinite.error.value == tail_unit);
    CHECK(score(f, f.infinity_bits() | f.sign_bit(), e).verdicts == wrong_infinity);
  }
}

TEST_CASE("rounded up beyond the largest number, that number is the faithful neighbour and has missed the overflow") {
  for (const FormatTraits& f : all_formats) {
    const Expected e{f.infinity_bits(), -1, f.emax, false};
    CHECK(score(f, f.infinity_bits(), e).verdicts == (correctly_rounded | faithful));
    const Score finite = score(f, f.max_finite_bits(), e);
    CHECK(finite.verdicts == (missed_overflow | faithful));
    CHECK_FALSE(finite.scored);
  }
}

ErrorStatistics counted(const FormatTraits& f, std::uint64_t got, const Expected& e) {
  struct NoCondition {
    double estimate(std::uint64_t, std::uint64_t) const { return std::nan(""); }
    double exact(std::uint64_t, std::uint64_t) const { return std::nan(""); }
  };
  ErrorStatistics s;
  accumulate(s, f, Observation{1, 0, got, e, score(f, got, e)}, Claim{}, false, NoCondition{});
  return s;
}

TEST_CASE("a hair above zero rounded up is the least number, without a relative error") {
  constexpr FormatTraits f = format_traits<float>;
  const Expected hair{1, 1 - one_ulp, f.emin, false};
  const ErrorStatistics right = counted(f, 1, hair);
  CHECK(right.count(correctly_rounded) == 1);
  CHECK(right.n_above_1 == 0);
  CHECK(right.max_relative_eps == 0);
  const ErrorStatistics zero = counted(f, 0, hair);
  CHECK(zero.count(flushed) == 1);
  CHECK(zero.count(faithful) == 1);
  CHECK(zero.highest.error.value == -tail_unit);
  CHECK(zero.max_relative_eps == 0);
}

TEST_CASE("what is zero only downward has its relative error") {
  constexpr FormatTraits f = format_traits<float>;
  const Expected three_quarters{0, 3 * (one_ulp / 4), f.emin, true};
  CHECK(counted(f, 0, three_quarters).max_relative_eps == 0x1p23);
  CHECK(counted(f, 1, three_quarters).max_relative_eps == Approx(0x1p23 / 3));
}

TEST_CASE("the histogram takes an error of a whole ulp without looking for its bin") {
  ErrorHistogram quick;
  ErrorHistogram looked_up;
  for (const std::int32_t grid : {0, 512, 1023, 1024}) {
    quick.add_small(grid, 1);
    looked_up.add(static_cast<uint128>(grid));
  }
  CHECK(quick == looked_up);
  CHECK(quick.percentile(1) == 1);
}

}  // namespace
}  // namespace softplus_bench
