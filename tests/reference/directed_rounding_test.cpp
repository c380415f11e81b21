// The oracle in all four rounding modes against MPFR's own rounding. The second opinion evaluates f itself in the mode
// at hand, step by step at 256 bits: all its steps are increasing, so an f that is a number plus a hair too small
// for 256 bits still comes out on its own side.
#include <catch2/catch.hpp>
#include <random>

#include "core/wide.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"
#include "tests/reference/correct_rounding.hpp"

namespace softplus_bench {
namespace {

std::uint64_t softplus_rounded(const FormatTraits& f, std::uint64_t x, Rounding rounding) {
  const double input = widen(f, x);
  const mpfr_rnd_t mode = mpfr_rounding(rounding);
  Precise sum(-std::abs(input));
  mpfr_exp(sum.data(), sum.data(), mode);
  mpfr_log1p(sum.data(), sum.data(), mode);
  if (input > 0) mpfr_add_d(sum.data(), sum.data(), input, mode);
  return sum.rounded(f, rounding);
}

// Where results are subnormal, in the knee, where they approach x, and anywhere; both ends of the format.
std::vector<std::uint64_t> inputs_of(const FormatTraits& f) {
  std::vector<std::uint64_t> inputs{
      0, 1, f.sign_bit(), f.sign_bit() | 1, f.max_finite_bits(), f.max_finite_bits() | f.sign_bit()};
  std::mt19937_64 random(5);
  const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int i = 0; i < 400; ++i) {
    inputs.push_back(narrow_bits(f, (f.emin - f.precision) * 0.7 * unit()));
    inputs.push_back(narrow_bits(f, f.emin * 0.694 - unit() * f.precision));
    inputs.push_back(narrow_bits(f, (2 * unit() - 1) * f.precision));
    inputs.push_back(random() % (f.max_finite_bits() + 1) | (i % 2 == 0 ? f.sign_bit() : 0));
  }
  return inputs;
}

// f in units of 2^-40 ulp: the same whatever it is rounded to.
int128 in_tail_units(const FormatTraits& f, const Expected& e) {
  const double rounded = std::ldexp(widen(f, e.rounded), f.precision - 1 - e.exponent);
  return (static_cast<int128>(rounded) << tail_bits) + e.tail;
}

bool is_right(const FormatTraits& f, std::uint64_t x, std::array<Oracle*, 4> oracles) {
  std::array<Expected, 4> e;
  for (std::size_t i = 0; i < e.size(); ++i) e[i] = (*oracles[i])(x);
  const auto& [nearest, upward, downward, toward_zero] = e;
  bool right = toward_zero == downward && downward.rounded <= nearest.rounded && nearest.rounded <= upward.rounded &&
               upward.rounded == downward.rounded + 1;
  for (std::size_t i = 0; i < e.size(); ++i) {
    right = right && e[i].rounded == softplus_rounded(f, x, all_roundings[i]) && e[i].tail % 2 != 0;
    if (i > 0) right = right && std::abs(e[i].tail) < std::int64_t{1} << tail_bits;
    if (is_infinite(f, e[i].rounded)) continue;
    right = right && e[i].exponent == nearest.exponent && in_tail_units(f, e[i]) == in_tail_units(f, nearest);
  }
  return right;
}

void check(const FormatTraits& f, const std::vector<std::uint64_t>& inputs) {
  Oracle nearest(softplus_function, f);
  Oracle upward(softplus_function, f, Rounding::upward);
  Oracle downward(softplus_function, f, Rounding::downward);
  Oracle toward_zero(softplus_function, f, Rounding::toward_zero);
  for (const std::uint64_t x : inputs)
    if (!is_right(f, x, {&nearest, &upward, &downward, &toward_zero}))
      FAIL(f.name << " at " << x << " = " << widen(f, x));
}

TEST_CASE("softplus comes out in every mode as MPFR rounds it, between the same two neighbours") {
  for (const FormatTraits& f : all_formats) check(f, inputs_of(f));
}

TEST_CASE("every finite 16-bit input comes out in every mode as MPFR rounds it") {
  const FormatId id = GENERATE(FormatId::binary16, FormatId::bfloat16);
  const FormatTraits& f = traits(id);
  std::vector<std::uint64_t> inputs;
  for (std::uint64_t x = 0; x < 65536; ++x)
    if (is_finite(f, x)) inputs.push_back(x);
  check(f, inputs);
}

TEST_CASE("infinities and NaN are the same in every mode") {
  for (const FormatTraits& f : all_formats)
    for (const Rounding rounding : all_roundings) {
      Oracle oracle(softplus_function, f, rounding);
      CHECK(oracle(f.infinity_bits()).rounded == f.infinity_bits());
      CHECK(oracle(f.infinity_bits() | f.sign_bit()) == Expected{0, 0, f.emin, true});
      CHECK(is_nan(f, oracle(f.nan_bits()).rounded));
    }
}

// -e^x: negative, with overflow and underflow on either side.
Function minus_exponential() {
  static constexpr ExactFunction exact{
      .evaluate = [](const Point<Real>& at) { return Real(-exp(at.x)); }, .error_bits = 2, .condition = nullptr};
  Function function = softplus_function;
  function.exact = &exact;
  function.settle = [](const FormatTraits&, const Point<double>& at) -> std::optional<Settled> {
    const double x = at.x;
    if (x == 0) return Settled{-1, 0};
    return std::nullopt;
  };
  return function;
}

TEST_CASE("negative results, overflow and underflow come out in every mode as MPFR rounds them") {
  const Function function = minus_exponential();
  for (const FormatTraits& f : all_formats)
    for (const Rounding rounding : all_roundings) {
      Oracle oracle(function, f, rounding);
      const double reach = 0.7 * (f.emax + f.precision + 3);
      std::mt19937_64 random(8);
      for (int i = 0; i < 300; ++i) {
        const std::uint64_t x = narrow_bits(f, reach * (static_cast<double>(random() >> 10) * 0x1p-53 - 1));
        Precise value(widen(f, x));
        mpfr_exp(value.data(), value.data(), MPFR_RNDN);
        mpfr_neg(value.data(), value.data(), MPFR_RNDN);
        const Expected e = oracle(x);
        if (e.rounded != value.rounded(f, rounding)) FAIL(f.name << " " << name_of(rounding) << " at " << widen(f, x));
        if (is_zero(f, e.rounded) && !is_negative(f, e.rounded)) FAIL("a zero without its sign at " << widen(f, x));
      }
    }
}

TEST_CASE("beyond the range the largest number stands where the mode leads toward zero, and scores below 1") {
  const Function function = minus_exponential();
  for (const FormatTraits& f : all_formats) {
    const std::uint64_t x = narrow_bits(f, f.emax + 20);
    const auto at = [&](Rounding rounding) { return Oracle(function, f, rounding)(x); };
    const std::uint64_t infinite = f.sign_bit() | f.infinity_bits();
    const std::uint64_t largest = f.sign_bit() | f.max_finite_bits();
    CHECK(at(Rounding::nearest).rounded == infinite);
    CHECK(at(Rounding::downward).rounded == infinite);
    CHECK(at(Rounding::upward).rounded == largest);
    CHECK(at(Rounding::toward_zero) == at(Rounding::upward));
    const Expected e = at(Rounding::upward);
    CHECK(e.tail == 1 - (std::int64_t{1} << tail_bits));
    CHECK(e.exponent == f.emax);
    CHECK(score(f, largest - 5, e).error.value == 6 - tail_unit);
    // The exact error follows the same convention.
    Oracle oracle(function, f, Rounding::upward);
    for (const std::uint64_t got : {largest, infinite, largest - 5})
      CHECK(oracle.exact_error(x, 0, got, e) == score(f, got, e).error);
  }
}

// A function that is what the test says.
Settled settled_at_one;
Function settled() {
  Function function = softplus_function;
  function.settle = [](const FormatTraits&, const Point<double>&) -> std::optional<Settled> { return settled_at_one; };
  return function;
}

TEST_CASE("exact values come out in every mode as MPFR rounds them, and numbers of the format as themselves") {
  const Function function = settled();
  std::mt19937_64 random(3);
  for (const FormatTraits& f : all_formats)
    for (int i = 0; i < 400; ++i) {
      const std::uint64_t number = random() & (f.sign_bit() | (f.sign_bit() - 1));
      if (!is_finite(f, number)) continue;
      // A number, and the quarters of the way to the next one where a double holds them.
      const double value = widen(f, number);
      const double gap = std::abs(widen(f, number ^ 1) - value);
      for (const int quarters : {0, 1, 2, 3}) {
        settled_at_one = {f.id == FormatId::binary64 ? value : value + gap * quarters / 4, 0};
        for (const Rounding rounding : all_roundings) {
          const Expected e = Oracle(function, f, rounding)(0);
          const bool right =
              e.exact &&
              e.rounded == (settled_at_one.value == 0 ? number : Precise(settled_at_one.value).rounded(f, rounding));
          if (!right || (quarters == 0 && (e.rounded != number || e.tail != 0)))
            FAIL(f.name << " " << name_of(rounding) << " of " << settled_at_one.value);
        }
      }
    }
}

TEST_CASE("a number plus a hair is its neighbour where the mode leads there, and itself elsewhere") {
  const Function function = settled();
  for (const FormatTraits& f : all_formats)
    for (const double magnitude :
         {1.0, 1.5, widen(f, f.max_finite_bits()), widen(f, 1), widen(f, f.fraction_mask() + 1)})
      for (const double value : {magnitude, -magnitude})
        for (const int hair : {-1, 1}) {
          settled_at_one = {value, hair};
          const std::uint64_t number = narrow_bits(f, value);
          const std::uint64_t neighbour = (hair > 0) == (value > 0) ? number + 1 : number - 1;
          CAPTURE(f.name, value, hair);
          const auto at = [&](Rounding rounding) { return Oracle(function, f, rounding)(0).rounded; };
          CHECK(at(Rounding::nearest) == number);
          CHECK(at(Rounding::upward) == (hair > 0 ? neighbour : number));
          CHECK(at(Rounding::downward) == (hair < 0 ? neighbour : number));
          CHECK(at(Rounding::toward_zero) == ((hair > 0) == (value > 0) ? number : neighbour));
        }
}

TEST_CASE("a hair beside zero is the least number where the mode leads away, and a zero of its sign elsewhere") {
  const Function function = settled();
  for (const FormatTraits& f : all_formats) {
    const auto at = [&](Rounding rounding) { return Oracle(function, f, rounding)(0).rounded; };
    settled_at_one = {0, 1};
    CHECK(at(Rounding::upward) == 1);
    for (const Rounding rounding : {Rounding::nearest, Rounding::downward, Rounding::toward_zero})
      CHECK(at(rounding) == 0);
    settled_at_one = {0, -1};
    CHECK(at(Rounding::downward) == (f.sign_bit() | 1));
    for (const Rounding rounding : {Rounding::nearest, Rounding::upward, Rounding::toward_zero})
      CHECK(at(rounding) == f.sign_bit());
    settled_at_one = {-0.0, 0};
    for (const Rounding rounding : all_roundings) CHECK(at(rounding) == f.sign_bit());
  }
}

}  // namespace
}  // namespace softplus_bench
