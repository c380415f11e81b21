#include <catch2/catch.hpp>
#include <cmath>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/table.hpp"
#include "tests/reference/second_opinion.hpp"

namespace softplus_bench {
namespace {

struct Cuts {
  const FormatTraits& f;
  Oracle oracle{softplus_function, f};
  std::vector<RegionCut> all = softplus_function.regions(f, oracle);

  explicit Cuts(const FormatTraits& format) : f(format) {}
  std::uint64_t rounded(std::int64_t place) { return oracle(bits_at_ordinal(f, place)).rounded; }
  double value(std::int64_t place) const { return widen(f, bits_at_ordinal(f, place)); }
  std::int64_t last(std::size_t i) const { return all[i].last_ordinal; }
};

TEST_CASE("the regions come in their order and reach from -infinity to +infinity") {
  for (const FormatTraits& f : all_formats) {
    const Cuts cuts(f);
    std::vector<std::string_view> names;
    for (const RegionCut& cut : cuts.all) names.push_back(cut.name);
    CHECK(names == std::vector<std::string_view>{"special", "deep_negative", "exp_tail", "knee", "log2_plateau", "knee",
                                                 "linear_approach", "identity", "special"});
    for (std::size_t i = 1; i < cuts.all.size(); ++i) CHECK(cuts.last(i - 1) < cuts.last(i));
    CHECK(bits_at_ordinal(f, cuts.last(0)) == (f.infinity_bits() | f.sign_bit()));
    CHECK(bits_at_ordinal(f, cuts.last(7)) == f.max_finite_bits());
    CHECK(bits_at_ordinal(f, cuts.last(8)) == f.infinity_bits());
  }
}

TEST_CASE("each region ends exactly where its definition stops holding") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    Cuts cuts(f);
    CHECK(cuts.rounded(cuts.last(1)) <= f.fraction_mask());
    CHECK(cuts.rounded(cuts.last(1) + 1) > f.fraction_mask());
    CHECK(compare_with_log_2_times(cuts.value(cuts.last(2)), -f.precision) < 0);
    CHECK(compare_with_log_2_times(cuts.value(cuts.last(2) + 1), -f.precision) > 0);
    const std::uint64_t log_2 = cuts.rounded(0);
    CHECK(log_2 == narrow_bits(f, 0x1.62e42fefa39efp-1));
    CHECK(cuts.rounded(cuts.last(3)) < log_2);
    CHECK(cuts.rounded(cuts.last(3) + 1) == log_2);
    CHECK(cuts.rounded(cuts.last(4)) == log_2);
    CHECK(cuts.rounded(cuts.last(4) + 1) > log_2);
    CHECK(compare_with_log_2_times(cuts.value(cuts.last(5)), (f.precision - 1) / 2.0) < 0);
    CHECK(compare_with_log_2_times(cuts.value(cuts.last(5) + 1), (f.precision - 1) / 2.0) > 0);
    CHECK(cuts.rounded(cuts.last(6)) != bits_at_ordinal(f, cuts.last(6)));
    CHECK(cuts.rounded(cuts.last(6) + 1) == bits_at_ordinal(f, cuts.last(6) + 1));
  }
}

TEST_CASE("in the 16-bit formats every input lies in the region of its definition") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    Cuts cuts(f);
    const std::uint64_t log_2 = cuts.rounded(0);
    std::size_t region = 1;
    for (std::int64_t place = cuts.last(0) + 1; place <= cuts.last(7); ++place) {
      while (place > cuts.last(region)) ++region;
      const std::string_view name = cuts.all[region].name;
      const std::uint64_t y = cuts.rounded(place);
      const double x = cuts.value(place);
      const std::string_view expected = y <= f.fraction_mask()                        ? "deep_negative"
                                        : x <= -f.precision * std::log(2.0)           ? "exp_tail"
                                        : y == log_2                                  ? "log2_plateau"
                                        : x > 0 && y == bits_at_ordinal(f, place)     ? "identity"
                                        : x < (f.precision - 1) / 2.0 * std::log(2.0) ? "knee"
                                                                                      : "linear_approach";
      if (name != expected) FAIL(f.name << ": " << x << " is in " << name << ", not in " << expected);
    }
  }
}

// As documents and strategies quote them, to the digits printed. The least identity input of bfloat16 is 4.15625, one
// above which half an ulp, 2^-6, exceeds log(1 + e^-x); 6 log 2 = 4.1589 is the limit for the tangent e^-x alone.
TEST_CASE("the cut points are those that documents quote") {
  struct Row {
    FormatId id;
    double identity_from, exp_overflows_above, one_plus_exp_is_one_below, subnormal_below, zero_below;
  };
  const auto row = GENERATE(Row{FormatId::binary16, 6.2383, 11.0901, -7.6246, -9.70, -17.3287},
                            Row{FormatId::bfloat16, 4.1562, 88.7209, -5.5452, -87.34, -92.8817},
                            Row{FormatId::binary32, 14.5561, 88.72284, -16.63553, -87.33654, -103.97208},
                            Row{FormatId::binary64, 33.2711, 709.78271, -36.73680, -708.39642, -745.13322});
  const FormatTraits& f = traits(row.id);
  CAPTURE(f.name);
  Cuts cuts(f);
  const auto agree = [](double computed, double printed, double last_place) {
    CAPTURE(computed, printed);
    CHECK(std::abs(computed - printed) <= last_place / 2 * (1 + 1e-9));
  };
  const double log_2 = std::log(2.0);
  const double digits = f.bits == 16 ? 1e-4 : 1e-5;
  agree(cuts.value(cuts.last(6) + 1), row.identity_from, 1e-4);
  agree(log_of_difference(f.emax + 1, f.emax - f.precision), row.exp_overflows_above, digits);
  agree(-f.precision * log_2, row.one_plus_exp_is_one_below, digits);
  // Where softplus(x) is the least normal number, and where it is half the least subnormal.
  agree(std::log(std::expm1(std::ldexp(1.0, f.emin))), row.subnormal_below, f.bits == 16 ? 1e-2 : 1e-5);
  agree((f.emin - f.precision) * log_2, row.zero_below, digits);
  // The inputs on both sides of those values behave so.
  const auto place_of = [&](double x) {
    return last_where(-static_cast<std::int64_t>(f.max_finite_bits()), 0,
                      [&](std::int64_t place) { return cuts.value(place) <= x; });
  };
  const std::int64_t zero = place_of((f.emin - f.precision) * log_2);
  CHECK(cuts.rounded(zero - 1) == 0);
  CHECK(cuts.rounded(zero + 2) > 0);
}

}  // namespace
}  // namespace softplus_bench
