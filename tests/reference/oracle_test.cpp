#include "reference/oracle.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"
#include "tests/reference/second_opinion.hpp"

namespace softplus_bench {
namespace {

constexpr double oracle_inf = std::numeric_limits<double>::infinity();

// Inputs from every region, around every cutoff, at the ends of the format, and beside hard roundings.
std::vector<std::uint64_t> telling_inputs(const FormatTraits& f) {
  std::vector<std::uint64_t> inputs;
  const auto add_around = [&](std::uint64_t bits, std::int64_t reach) {
    const std::int64_t place = ordinal(f, bits);
    const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
    for (std::int64_t i = std::max(place - reach, -limit); i <= std::min(place + reach, limit); ++i)
      inputs.push_back(bits_at_ordinal(f, i));
  };
  Oracle oracle(softplus_function, f);
  for (const RegionCut& cut : softplus_function.regions(f, oracle))
    add_around(bits_at_ordinal(f, std::clamp(cut.last_ordinal, -static_cast<std::int64_t>(f.max_finite_bits()),
                                             static_cast<std::int64_t>(f.max_finite_bits()))),
               3);
  for (const double cutoff : softplus_function.cutoffs) add_around(narrow_bits(f, cutoff), 1);
  for (const std::uint64_t m : {std::uint64_t{0}, f.fraction_mask(), f.max_finite_bits()}) {
    add_around(m, 2);
    add_around(m | f.sign_bit(), 2);
  }
  inputs.push_back(f.sign_bit());
  for (int steps = -20; steps <= 20; ++steps) add_around(input_beside_midpoint(f, steps), 1);
  std::mt19937_64 random(21);
  for (int i = 0; i < 500; ++i) {
    // Uniform over the patterns, over the inputs whose result is neither 0 nor x, and over the knee.
    const double unit = static_cast<double>(random() >> 11) * 0x1p-53;
    inputs.push_back(random() % (f.max_finite_bits() + 1) | (random() % 2 == 0 ? f.sign_bit() : 0));
    inputs.push_back(narrow_bits(f, (f.emin - f.precision) * 0.7 * unit));
    inputs.push_back(narrow_bits(f, (2 * unit - 1) * f.precision));
  }
  return inputs;
}

void check_against_second_opinion(const FormatTraits& f, const std::vector<std::uint64_t>& inputs) {
  Oracle oracle(softplus_function, f);
  for (const std::uint64_t x : inputs) {
    const Expected got = oracle(x);
    const Expected expected = second_opinion(f, x);
    if (got == expected) continue;
    CAPTURE(f.name, x, widen(f, x), got.rounded, expected.rounded, got.tail, expected.tail, got.exponent,
            expected.exponent, got.exact);
    FAIL("the oracle and the second opinion differ");
  }
}

TEST_CASE("the oracle agrees to the last bit of the tail with arithmetic that has no MPFR in it") {
  const FormatId id = GENERATE(FormatId::binary64, FormatId::binary32, FormatId::binary16, FormatId::bfloat16);
  const auto inputs = telling_inputs(traits(id));
  CHECK(inputs.size() > 1700);
  check_against_second_opinion(traits(id), inputs);
}

TEST_CASE("the 16-bit inputs nearest to a midpoint and to a representable number are decided rightly") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    Oracle oracle(softplus_function, f);
    std::vector<std::pair<std::int64_t, std::uint64_t>> by_distance;
    for (std::uint64_t x = 0; x < 65536; ++x)
      if (is_finite(f, x)) by_distance.emplace_back(std::abs(oracle(x).tail), x);
    std::sort(by_distance.begin(), by_distance.end());
    std::vector<std::uint64_t> hardest;
    const auto interesting = [&](std::uint64_t x) { return std::abs(widen(f, x)) < 200; };
    for (std::size_t i = 0; i < by_distance.size() && hardest.size() < 150; ++i)
      if (by_distance[i].first > 1 && interesting(by_distance[i].second)) hardest.push_back(by_distance[i].second);
    for (std::size_t i = by_distance.size(); i-- > 0 && hardest.size() < 300;)
      if (interesting(by_distance[i].second)) hardest.push_back(by_distance[i].second);
    REQUIRE(hardest.size() == 300);
    check_against_second_opinion(f, hardest);
  }
}

TEST_CASE("rounded results rise with the input over all 16-bit numbers") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    Oracle oracle(softplus_function, f);
    std::uint64_t before = 0;
    for (std::int64_t place = -static_cast<std::int64_t>(f.infinity_bits());
         place <= static_cast<std::int64_t>(f.infinity_bits()); ++place) {
      const std::uint64_t x = bits_at_ordinal(f, place);
      const Expected e = oracle(x);
      if (e.rounded < before || e.rounded > f.infinity_bits()) FAIL(f.name << " at " << x);
      // softplus(x) >= max(x, 0), and the tail is inexact for every finite input.
      if (place > 0 && e.rounded < x) FAIL("below x at " << x);
      if (is_finite(f, x) && (e.exact || e.tail % 2 == 0)) FAIL("an exact value at " << x);
      before = e.rounded;
    }
    CHECK(before == f.infinity_bits());
  }
}

TEST_CASE("special values are exact, and any NaN gives a NaN") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    Oracle oracle(softplus_function, f);
    const Expected at_infinity = oracle(f.infinity_bits());
    CHECK(at_infinity.rounded == f.infinity_bits());
    CHECK(at_infinity.exact);
    CHECK(at_infinity.tail == 0);
    CHECK(oracle(f.infinity_bits() | f.sign_bit()) == Expected{0, 0, f.emin, true});
    for (const std::uint64_t nan : {f.nan_bits(), f.infinity_bits() + 1, f.sign_bit() | (f.sign_bit() - 1)})
      CHECK(is_nan(f, oracle(nan).rounded));
    CHECK(oracle(0) == oracle(f.sign_bit()));
    CHECK(oracle(f.max_finite_bits()) == Expected{f.max_finite_bits(), 1, f.emax, false});
    CHECK(oracle(f.max_finite_bits() | f.sign_bit()) == Expected{0, 1, f.emin, false});
    for (const SpecialValue& special : softplus_function.special_values)
      CHECK(oracle(narrow_bits(f, special.x)).rounded == narrow_bits(f, special.y));
  }
}

// softplus with nothing settled beyond what no arithmetic gives.
Function unsettled() {
  Function function = softplus_function;
  function.settle = [](const FormatTraits&, const Point<double>& at) -> std::optional<Settled> {
    const double x = at.x;
    if (std::isnan(x)) return Settled{x, 0};
    if (std::isinf(x)) return Settled{x > 0 ? x : 0, 0};
    return std::nullopt;
  };
  return function;
}

TEST_CASE("settled answers are those of the computation, on both sides of where settling begins") {
  const Function computed = unsettled();
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    Oracle settling(softplus_function, f);
    Oracle computing(computed, f);
    const auto is_settled = [&](std::int64_t place) {
      return softplus_function.settle(f, widen(f, bits_at_ordinal(f, place))).has_value();
    };
    const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
    const std::int64_t last_low = last_where(-limit, 0, is_settled);
    const std::int64_t last_unsettled = last_where(0, limit, [&](std::int64_t i) { return !is_settled(i); });
    CHECK(last_low < 0);
    CHECK(last_unsettled < limit);
    for (const std::int64_t edge : {last_low, last_unsettled}) {
      for (std::int64_t distance = 1; distance < 2000 && distance < limit - std::abs(edge); distance += distance) {
        for (const std::int64_t place : {edge - distance, edge - distance + 1, edge + distance - 1, edge + distance}) {
          const std::uint64_t x = bits_at_ordinal(f, place);
          CAPTURE(place, widen(f, x));
          // Beyond, e^-x is nearer to nothing than 4096 bits can tell.
          if (std::abs(widen(f, x)) < 1000) REQUIRE(settling(x) == computing(x));
        }
      }
    }
    CHECK(settling.counts().settled > 0);
    CHECK(settling.counts().computed > 0);
    CHECK(computing.counts().settled == 0);
  }
}

TEST_CASE("the error in MPFR is the score to within the tail's last place") {
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(softplus_function, f);
    std::mt19937_64 random(23);
    for (const std::uint64_t x : telling_inputs(f)) {
      if (random() % 4 != 0) continue;
      const Expected e = oracle(x);
      const std::int64_t place = ordinal(f, e.rounded);
      for (const std::int64_t y : {place, place + 1, place - 1, std::int64_t{0}, -place, place / 3 * 2}) {
        const std::uint64_t got = bits_at_ordinal(f, y);
        if (!is_finite(f, got)) continue;
        const UlpError scored = score(f, got, e).error;
        const UlpError exact = oracle.exact_error(x, 0, got, e);
        const double difference = scored.scale == exact.scale ? std::abs(scored.value - exact.value) : oracle_inf;
        if (difference > tail_unit && difference > 0x1p-50 * std::abs(exact.value)) {
          CAPTURE(f.name, widen(f, x), widen(f, got), scored.value, exact.value, scored.scale, exact.scale);
          FAIL("the two errors differ");
        }
      }
    }
  }
}

TEST_CASE("an infinite output errs in MPFR as it is scored, and a total loss has a scale there too") {
  constexpr FormatTraits f = format_traits<double>;
  Oracle oracle(softplus_function, f);
  const std::uint64_t top = to_bits(0x1p1023);
  CHECK(oracle.exact_error(top, 0, f.infinity_bits(), oracle(top)) == score(f, f.infinity_bits(), oracle(top)).error);
  const std::uint64_t low = to_bits(-740.0);
  const UlpError lost = oracle.exact_error(low, 0, f.max_finite_bits(), oracle(low));
  CHECK(lost == score(f, f.max_finite_bits(), oracle(low)).error);
  CHECK(lost.scale == 2097);
  CHECK(oracle.exact_error(low, 0, f.nan_bits(), oracle(low)) == UlpError{});
}

TEST_CASE("exact values as text to 30 digits") {
  Oracle oracle(softplus_function, traits(FormatId::binary64));
  const auto text = [&](double x) { return oracle.exact_text(to_bits(x), 0, 30); };
  CHECK(text(0) == "0.693147180559945309417232121458");
  CHECK(text(1) == "1.31326168751822283404899549497");
  CHECK(text(-1) == "0.313261687518222834048995494968");
  CHECK(text(-740) == "4.18873988004804893945754000158e-322");
  CHECK(text(40) == "40.0000000000000000042483542553");
  CHECK(text(1e22) == "10000000000000000000000");
  CHECK(text(oracle_inf) == "inf");
  CHECK(text(-oracle_inf) == "0");
  CHECK(text(std::nan("")) == "nan");
  CHECK(oracle.exact_text(to_bits(0.0), 0, 5) == "0.69315");
}

TEST_CASE("the condition number agrees with the second opinion, its estimate to 30 bits") {
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(softplus_function, f);
    std::mt19937_64 random(24);
    for (const std::uint64_t x : telling_inputs(f)) {
      if (random() % 4 != 0 || widen(f, x) < -5000 || widen(f, x) > 5000) continue;
      const double expected = second_opinion_of_condition(f, x);
      const double exact = oracle.condition(x);
      const double estimate = oracle.condition_estimate(x);
      CAPTURE(f.name, widen(f, x), expected, exact, estimate);
      if (!(std::abs(exact - expected) <= 0x1p-52 * expected)) FAIL("the condition number differs");
      // Absolutely where it is subnormal itself: only what exceeds 1 is used.
      const double allowed = 0x1p-30 * expected + 0x1p-1074;
      if (!std::isnan(estimate) && !(std::abs(estimate - expected) <= allowed)) FAIL("the estimate differs");
    }
    CHECK(std::isnan(oracle.condition(f.infinity_bits())));
    CHECK(std::isnan(oracle.condition(f.nan_bits())));
  }
}

// A function of one value, to see what the oracle makes of it.
Function settled_as(std::optional<Settled> (*settle)(const FormatTraits&, const Point<double>&)) {
  Function function = softplus_function;
  function.settle = settle;
  static constexpr ExactFunction identity{
      .evaluate = [](const Point<Real>& at) { return at.x; }, .error_bits = 0, .condition = nullptr};
  function.exact = &identity;
  return function;
}

TEST_CASE("a hair below a power of two has the exponent of the binade below") {
  // 1 - 1e-40, as sigmoid has it: RN(f) = 1, but the ulp is that of [1/2, 1).
  const Function below_one = settled_as([](const FormatTraits&, const Point<double>&) -> std::optional<Settled> {
    return Settled{1, -1};
  });
  const Function below_minus_one = settled_as([](const FormatTraits&, const Point<double>&) -> std::optional<Settled> {
    return Settled{-1, 1};
  });
  const Function above_one = settled_as([](const FormatTraits&, const Point<double>&) -> std::optional<Settled> {
    return Settled{1, 1};
  });
  for (const FormatTraits& f : all_formats) {
    const std::uint64_t one = narrow_bits(f, 1);
    CHECK(Oracle(below_one, f)(0) == Expected{one, -1, -1, false});
    CHECK(Oracle(below_minus_one, f)(0) == Expected{one | f.sign_bit(), 1, -1, false});
    CHECK(Oracle(above_one, f)(0) == Expected{one, 1, 0, false});
  }
}

TEST_CASE("settled values round to the format, with ties, overflow and both zeros") {
  // Settled values are the input itself.
  const Function itself = settled_as([](const FormatTraits&, const Point<double>& at) -> std::optional<Settled> {
    const double x = at.x;
    return Settled{x, 0};
  });
  Oracle narrowing(itself, traits(FormatId::binary64));
  CHECK(narrowing(to_bits(1.5)) == Expected{to_bits(1.5), 0, 0, true});
  CHECK(narrowing(to_bits(-0.0)).rounded == to_bits(-0.0));
  const std::uint64_t top = to_bits(0x1p1023);
  CHECK(narrowing.exact_error(top, 0, to_bits(oracle_inf), narrowing(top)) == UlpError{0x1p52, 0});
  CHECK(narrowing.exact_error(top, 0, to_bits(0x1.8p1023), narrowing(top)) == UlpError{0x1p51, 0});
  static double value;
  static int hair;
  const Function chosen = settled_as([](const FormatTraits&, const Point<double>&) -> std::optional<Settled> {
    return Settled{value, hair};
  });
  const FormatTraits& f = traits(FormatId::binary16);
  Oracle oracle(chosen, f);
  const auto at = [&](double v, int h) {
    value = v;
    hair = h;
    return oracle(0);
  };
  constexpr std::int64_t half = std::int64_t{1} << 39;
  CHECK(at(1 + 0x1p-11, 0) == Expected{0x3c00, half, 0, true});
  CHECK(at(1 + 0x1p-11, 1) == Expected{0x3c01, -half + 1, 0, false});
  CHECK(at(1 + 0x1p-11, -1) == Expected{0x3c00, half - 1, 0, false});
  CHECK(at(1 + 3 * 0x1p-11, 0) == Expected{0x3c02, -half, 0, true});
  CHECK(at(-1 - 3 * 0x1p-11, 0) == Expected{0xbc02, half, 0, true});
  CHECK(at(65519, 0).rounded == 0x7bff);
  CHECK(at(65520, 0).rounded == 0x7c00);
  CHECK(at(65520, 0).tail == -1);
  CHECK(at(-65520, 0).tail == 1);
  CHECK(at(65520, -1).rounded == 0x7bff);
  CHECK(at(1e300, 0).rounded == 0x7c00);
  CHECK(at(0x1p-25, 0) == Expected{0, half, -14, true});
  CHECK(at(0x1p-25, 1) == Expected{1, -half + 1, -14, false});
  CHECK(at(0, -1) == Expected{0x8000, -1, -14, false});
  CHECK(at(-0.0, 0) == Expected{0x8000, 0, -14, true});
  CHECK(at(0x1p-14, -1) == Expected{0x0400, -1, -14, false});
}

TEST_CASE("an approximation on the wrong side of a boundary is not believed before its error bound clears it") {
  // x + 2^-150, approximated from below with almost all the error that error_bits allows.
  Function above = softplus_function;
  above.settle = [](const FormatTraits&, const Point<double>&) -> std::optional<Settled> { return std::nullopt; };
  static constexpr ExactFunction pessimistic{
      .evaluate =
          [](const Point<Real>& at) {
            const long precision = mpfr_get_prec(at.x.backend().data());
            const Real value = at.x + ldexp(Real(1), -150);
            return Real(value - ldexp(value, static_cast<int>(3 - precision)) * Real(0.9));
          },
      .error_bits = 3,
      .condition = nullptr};
  above.exact = &pessimistic;
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(above, f);
    for (const double x : {1.0, 1.5, 1.25, 3.0, 0.75}) {
      CAPTURE(f.name, x);
      CHECK(oracle(narrow_bits(f, x)) == Expected{narrow_bits(f, x), 1, std::ilogb(x), false});
    }
    CHECK(oracle.counts().highest_precision > 150);
  }
}

TEST_CASE("a value that no precision decides is an error that names the input, not an endless loop") {
  const Function identity =
      settled_as([](const FormatTraits&, const Point<double>&) -> std::optional<Settled> { return std::nullopt; });
  Oracle oracle(identity, traits(FormatId::binary32));
  CHECK_THROWS_WITH(oracle(to_bits(1.5f)), Catch::Contains("softplus(0x1.8p+0)") && Catch::Contains("4096 bits"));
}

TEST_CASE("two oracles in two threads say what one says") {
  constexpr FormatTraits f = format_traits<float>;
  const auto inputs = telling_inputs(f);
  const auto answers = [&] {
    Oracle oracle(softplus_function, f);
    std::vector<Expected> all;
    for (const std::uint64_t x : inputs) all.push_back(oracle(x));
    return all;
  };
  const auto expected = answers();
  std::vector<Expected> a;
  std::vector<Expected> b;
  {
    std::jthread first([&] { a = answers(); });
    std::jthread second([&] { b = answers(); });
  }
  CHECK((a == expected));
  CHECK((b == expected));
}

TEST_CASE("MPFR's precision and exponent range are what they were once an oracle is gone") {
  const auto precision = Real::thread_default_precision();
  const auto emin = mpfr_get_emin();
  const auto emax = mpfr_get_emax();
  Real::thread_default_precision(77);
  mpfr_set_emin(-1000);
  mpfr_set_emax(2000);
  {
    Oracle oracle(softplus_function, traits(FormatId::binary32));
    oracle(to_bits(1.5f));
    oracle.exact_text(to_bits(1.5f), 0, 200);
    CHECK(mpfr_get_emin() == mpfr_get_emin_min());
    CHECK(mpfr_get_emax() == mpfr_get_emax_max());
    CHECK(Real::thread_default_precision() != 77);
  }
  CHECK(Real::thread_default_precision() == 77);
  CHECK(mpfr_get_emin() == -1000);
  CHECK(mpfr_get_emax() == 2000);
  Real::thread_default_precision(precision);
  mpfr_set_emin(emin);
  mpfr_set_emax(emax);
}

TEST_CASE("functions are found by name") {
  CHECK(find_function("softplus") == &softplus_function);
  CHECK(find_function("softpluss") == nullptr);
  CHECK(std::is_sorted(function_table().begin(), function_table().end(),
                       [](const Function* a, const Function* b) { return a->name < b->name; }));
}

}  // namespace
}  // namespace softplus_bench
