// softplus_inverse, logit, negative_binary_entropy and logaddexp: the functions with roots inside their domains.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <vector>

#include "core/narrow.hpp"
#include "reference/certified.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/simd_target.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

constexpr double roots_inf = std::numeric_limits<double>::infinity();
constexpr double roots_log_2 = 0x1.62e42fefa39efp-1;

const std::vector<const Function*> functions{&softplus_inverse_function, &logit_function,
                                             &negative_binary_entropy_function, &logaddexp_function};

// Of a kind that a pattern of few significant bits hides: random patterns, and all that lies beside roots, poles,
// cutoffs.
std::vector<std::uint64_t> telling_inputs(const FormatTraits& f, const Function& function, std::size_t n) {
  std::vector<std::uint64_t> x;
  const auto limit = static_cast<std::int64_t>(f.infinity_bits());
  std::vector<double> centres(function.cutoffs.begin(), function.cutoffs.end());
  for (const double centre : {0.0, 0.5, 1.0, roots_log_2, roots_inf}) centres.push_back(centre);
  for (const double centre : centres)
    for (std::int64_t i = -8; i <= 8; ++i)
      x.push_back(bits_at_ordinal(f, std::clamp(ordinal(f, narrow_bits(f, centre)) + i, -limit, limit)));
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> unit(0, 1), around_root(-0x1p-12, 0x1p-12);
  for (std::size_t i = 0; i < n; ++i) {
    x.push_back(random() & (f.sign_bit() | (f.sign_bit() - 1)));
    x.push_back(narrow_bits(f, unit(random)));
    x.push_back(narrow_bits(f, 50 * unit(random)));
    x.push_back(narrow_bits(f, roots_log_2 + around_root(random)));
    x.push_back(narrow_bits(f, 0.5 + around_root(random)));
  }
  return x;
}

bool same(const FormatTraits& f, std::uint64_t a, std::uint64_t b) { return a == b || (is_nan(f, a) && is_nan(f, b)); }

TEST_CASE("a function with roots takes the special values listed, in every format") {
  for (const Function* function : functions)
    for (const FormatTraits& f : all_formats) {
      CAPTURE(function->name, f.name);
      Oracle oracle(*function, f);
      for (const SpecialValue& special : function->special_values) {
        CAPTURE(special.x, special.x2);
        const Expected e = oracle(narrow_bits(f, special.x), narrow_bits(f, special.x2));
        CHECK(same(f, e.rounded, narrow_bits(f, special.y)));
      }
    }
}

TEST_CASE("any NaN gives a NaN to a function with roots, also beside an infinity") {
  for (const Function* function : functions)
    for (const FormatTraits& f : all_formats) {
      Oracle oracle(*function, f);
      for (const std::uint64_t nan : {f.nan_bits(), f.infinity_bits() + 1, f.sign_bit() | (f.sign_bit() - 1)})
        for (const double other : {0.0, 1.0, roots_inf, -roots_inf}) {
          CHECK(is_nan(f, oracle(nan, narrow_bits(f, other)).rounded));
          if (function->inputs == 2) CHECK(is_nan(f, oracle(narrow_bits(f, other), nan).rounded));
        }
    }
}

TEST_CASE("out of the domain every 16-bit input gives a NaN, and inside none does") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    for (const Function* function : functions) {
      if (function->inputs != 1) continue;
      Oracle oracle(*function, f);
      const double end = function == &softplus_inverse_function ? roots_inf : 1;
      for (std::uint64_t x = 0; x < 65536; ++x) {
        const double value = widen(f, x);
        const Expected e = oracle(x);
        if (is_nan(f, e.rounded) == (value >= 0 && value <= end)) FAIL(function->name << " at " << value);
        if (e.exact != (e.tail == 0)) FAIL(function->name << " at " << value);
      }
    }
  }
}

TEST_CASE("the regions of a function with roots cover the number line in order") {
  for (const Function* function : functions)
    for (const FormatTraits& f : all_formats) {
      CAPTURE(function->name, f.name);
      Oracle oracle(*function, f);
      const std::vector<RegionCut> cuts = function->regions(f, oracle);
      for (std::size_t i = 1; i < cuts.size(); ++i) {
        CAPTURE(cuts[i].name, cuts[i].last_ordinal, i);
        CHECK(cuts[i - 1].last_ordinal < cuts[i].last_ordinal);
      }
      CHECK(cuts.front().name == "special");
      CHECK(bits_at_ordinal(f, cuts.front().last_ordinal) == (f.infinity_bits() | f.sign_bit()));
      CHECK(cuts.back().name == "special");
      CHECK(bits_at_ordinal(f, cuts.back().last_ordinal) == f.infinity_bits());
    }
}

TEST_CASE("in the 16-bit formats every input beside a root lies in its region") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    for (const Function* function : functions) {
      if (function->inputs != 1) continue;
      Oracle oracle(*function, f);
      const std::vector<RegionCut> cuts = function->regions(f, oracle);
      std::size_t region = 1;
      for (std::int64_t place = cuts[0].last_ordinal + 1; place < cuts.back().last_ordinal; ++place) {
        while (place > cuts[region].last_ordinal) ++region;
        const double x = widen(f, bits_at_ordinal(f, place));
        const Expected e = oracle(bits_at_ordinal(f, place));
        const bool near_zero = is_finite(f, e.rounded) && e.exponent < -1;
        // The entropy's other root, at 0, is that of its factor x.
        const bool expected = near_zero && (function != &negative_binary_entropy_function || (x > 0.5 && x < 1));
        if ((cuts[region].name == "root") != expected) FAIL(function->name << " at " << x);
        if ((cuts[region].name == "outside") != (is_nan(f, e.rounded) && place != 0)) FAIL(function->name << " " << x);
        if (cuts[region].name == "identity" && e.rounded != bits_at_ordinal(f, place)) FAIL("identity at " << x);
        const std::uint64_t plateau = narrow_bits(f, -roots_log_2);
        if (function == &negative_binary_entropy_function &&
            (cuts[region].name == "log2_plateau") != (e.rounded == plateau))
          FAIL("plateau at " << x);
      }
    }
  }
}

TEST_CASE("the fast path and MPFR agree on functions with roots, on every SIMD target") {
  for (const Function* function : functions) {
    if (function->fast == nullptr) continue;
    for (const FormatId id : {FormatId::binary32, FormatId::binary16, FormatId::bfloat16}) {
      const FormatTraits& f = traits(id);
      CAPTURE(function->name, f.name);
      REQUIRE(has_fast_path(*function, f));
      std::vector<std::uint64_t> x = telling_inputs(f, *function, 600);
      Oracle oracle(*function, f);
      std::vector<Expected> exact;
      for (const std::uint64_t each : x) exact.push_back(oracle(each));
      for (const std::string& target : simd_targets()) {
        use_simd_target(target);
        CertifiedReference reference(*function, f, ReferencePath::fast);
        auto block = std::make_unique<BlockReference>();
        for (std::size_t from = 0; from < x.size(); from += reference_block) {
          const std::size_t n = std::min(reference_block, x.size() - from);
          reference.fill(std::span(x).subspan(from, n), *block);
          for (std::size_t i = 0; i < n; ++i) {
            const Expected& want = exact[from + i];
            const Expected got = block->expected(i);
            const double distance =
                std::abs(static_cast<double>(got.tail) - static_cast<double>(want.tail)) * tail_unit;
            const bool agree = same(f, got.rounded, want.rounded) && (got.tail > 0) == (want.tail > 0) &&
                               (got.tail < 0) == (want.tail < 0) && distance <= block->uncertainty[i] + tail_unit &&
                               (!is_finite(f, want.rounded) || got.exponent == want.exponent);
            if (!agree) FAIL(target << " at " << widen(f, x[from + i]));
          }
        }
        CHECK(reference.counts().fast > x.size() / 8);
      }
      use_simd_target("");
    }
  }
}

TEST_CASE("the fast path errs by less than a sixteenth of its bound beside the root") {
  struct Root {
    const Function* function;
    double x;
  };
  for (const auto& [function, root] : {Root{&softplus_inverse_function, roots_log_2}, Root{&logit_function, 0.5}}) {
    CAPTURE(function->name);
    const FormatTraits& f = traits(FormatId::binary32);
    const std::int64_t centre = ordinal(f, narrow_bits(f, root));
    std::vector<double> x;
    for (std::int64_t i = -3000; i <= 3000; ++i) x.push_back(widen(f, bits_at_ordinal(f, centre + i)));
    for (int k = 2; k < 23; ++k)
      for (const double sign : {-1.0, 1.0}) x.push_back(widen(f, narrow_bits(f, root + sign * std::ldexp(1.0, -k))));
    std::erase_if(x, [&, function = function](double v) { return function->settle(f, v).has_value(); });
    std::vector<double> r(x.size());
    function->fast->evaluate(x.data(), r.data(), x.size());
    const unsigned digits = Real::thread_default_precision();
    Real::thread_default_precision(45);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const Real exact = function->exact->evaluate(Real(x[i]));
      const Real relative = abs(Real((Real(r[i]) - exact) / exact));
      if (!(relative * 16 <= function->fast->bound)) FAIL("at " << x[i]);
    }
    Real::thread_default_precision(digits);
  }
}

TEST_CASE("rounded results of softplus_inverse and logit rise over all 16-bit numbers of their domains") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    for (const Function* function : {&softplus_inverse_function, &logit_function}) {
      Oracle oracle(*function, f);
      std::int64_t before = -static_cast<std::int64_t>(f.infinity_bits());
      const double end = function == &logit_function ? 1 : roots_inf;
      for (std::int64_t place = 0; place <= ordinal(f, narrow_bits(f, end)); ++place) {
        const std::int64_t y = ordinal(f, oracle(bits_at_ordinal(f, place)).rounded);
        if (y < before) FAIL(function->name << " falls at " << place);
        before = y;
      }
      CHECK(before == static_cast<std::int64_t>(f.infinity_bits()));
    }
  }
}

// f with nothing settled but what is exact, NaN or infinite: hairs are computed.
template <const Function* function>
Function unsettled() {
  Function computed = *function;
  computed.settle = [](const FormatTraits& f, const Point<double>& at) {
    const auto settled = function->settle(f, at);
    return settled && settled->hair != 0 ? std::nullopt : settled;
  };
  return computed;
}

TEST_CASE("what is settled as a hair is so computed, where that can be") {
  const Function inverse = unsettled<&softplus_inverse_function>(), sum = unsettled<&logaddexp_function>();
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    Oracle settling_inverse(softplus_inverse_function, f), computing_inverse(inverse, f);
    Oracle settling(logaddexp_function, f), computing(sum, f);
    std::mt19937_64 random(9);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 600; ++i) {
      const double y = (f.precision + 46) * roots_log_2 + 20 * unit(random) - 12;
      const std::uint64_t x = narrow_bits(f, i < 10 ? 0x1p6 : y);
      REQUIRE(settling_inverse(x) == computing_inverse(x));
      // The larger a power of two, zero, subnormal or any; the smaller about where settling begins.
      const double larger = i % 5 == 0   ? std::ldexp(i % 2 == 0 ? 1 : -1, static_cast<int>(8 * unit(random)) - 4)
                            : i % 5 == 1 ? 0
                            : i % 5 == 2 ? widen(f, bits_at_ordinal(f, i - 300))
                                         : 20 * unit(random) - 10;
      const std::uint64_t a = narrow_bits(f, larger);
      const double m = widen(f, a);
      const int exponent = m == 0 ? f.emin : std::max(std::ilogb(m), f.emin);
      const double gap = (exponent - f.precision + 1 - 44) * roots_log_2;
      const std::uint64_t b = narrow_bits(f, m + gap - 3 + 18 * unit(random));
      CAPTURE(m, widen(f, b));
      REQUIRE(settling(a, b) == computing(a, b));
    }
    CHECK(settling.counts().settled > 50);
    CHECK(settling.counts().computed > 50);
    CHECK(settling_inverse.counts().settled > 50);
    CHECK(settling_inverse.counts().computed > 50);
  }
}

std::vector<std::uint64_t> special_bits(const FormatTraits& f) {
  std::vector<std::uint64_t> bits;
  for (const std::uint64_t m : {std::uint64_t{0}, std::uint64_t{1}, f.fraction_mask(), f.fraction_mask() + 1,
                                f.max_finite_bits(), f.infinity_bits(), f.nan_bits(), narrow_bits(f, roots_log_2),
                                narrow_bits(f, 1), narrow_bits(f, 11), narrow_bits(f, 100)})
    for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()}) bits.push_back(m | sign);
  return bits;
}

// Pairs of special values, of random patterns, of nearby numbers, and beside the root curve.
std::vector<std::pair<std::uint64_t, std::uint64_t>> telling_pairs(const FormatTraits& f, int n) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
  for (const std::uint64_t a : special_bits(f))
    for (const std::uint64_t b : special_bits(f)) pairs.emplace_back(a, b);
  std::mt19937_64 random(31);
  std::uniform_real_distribution<double> unit(0, 1);
  const auto any = [&] { return random() & (f.sign_bit() | (f.sign_bit() - 1)); };
  for (int i = 0; i < n; ++i) {
    pairs.emplace_back(any(), any());
    const double a = 40 * unit(random) - 20;
    pairs.emplace_back(narrow_bits(f, a), narrow_bits(f, a + 60 * unit(random) - 30));
    // Partners of numbers from next to nothing to where e^x is.
    const double far = -std::exp((f.emax * 1.4) * unit(random) - f.emax * 0.7);
    const double near = -std::exp(10 * unit(random) - 8);
    for (const double x : {far, near}) {
      const std::uint64_t first = narrow_bits(f, x);
      const std::int64_t partner = ordinal(f, narrow_bits(f, logaddexp_function.partner(widen(f, first))));
      const auto distance = static_cast<std::int64_t>(random() % 7) - 3;
      const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
      pairs.emplace_back(first, bits_at_ordinal(f, std::clamp(partner + distance, -limit, limit)));
    }
  }
  return pairs;
}

TEST_CASE("logaddexp is symmetric to the last bit of the tail, and never below the larger input") {
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(logaddexp_function, f);
    for (const auto& [a, b] : telling_pairs(f, 400)) {
      const Expected e = oracle(a, b);
      const Expected mirrored = oracle(b, a);
      CAPTURE(f.name, widen(f, a), widen(f, b));
      // Which zero it is shows only beside -infinity.
      REQUIRE(e == mirrored);
      if (is_nan(f, a) || is_nan(f, b)) {
        REQUIRE(is_nan(f, e.rounded));
        continue;
      }
      const std::uint64_t larger = ordinal(f, a) < ordinal(f, b) ? b : a;
      REQUIRE(ordinal(f, e.rounded) >= ordinal(f, larger));
      if (is_finite(f, a) && is_finite(f, b)) REQUIRE(e.tail != 0);
    }
  }
}

TEST_CASE("beside 0 logaddexp is softplus, and of equal inputs the input and log 2") {
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(logaddexp_function, f), softplus(softplus_function, f);
    std::mt19937_64 random(11);
    for (int i = 0; i < 500; ++i) {
      const std::uint64_t x = i % 2 == 0 ? narrow_bits(f, static_cast<double>(random() % 4000) * 0.25 - 800)
                                         : random() & (f.sign_bit() - 1);
      if (!is_finite(f, x)) continue;
      CAPTURE(f.name, widen(f, x));
      REQUIRE(oracle(x, 0) == softplus(x));
      REQUIRE(oracle(f.sign_bit(), x) == softplus(x));
      Real::thread_default_precision(60);
      const Real twice = Real(widen(f, x)) + log(Real(2));
      REQUIRE(oracle(x, x).rounded == narrow_bits(f, twice.convert_to<double>()));
    }
  }
}

TEST_CASE("a partner lies within a unit in the last place of the root curve") {
  CHECK(std::isnan(logaddexp_function.partner(0.0)));
  CHECK(std::isnan(logaddexp_function.partner(-0.0)));
  CHECK(std::isnan(logaddexp_function.partner(1.0)));
  CHECK(std::isnan(logaddexp_function.partner(std::nan(""))));
  CHECK(logaddexp_function.partner(-0x1.62e42fefa39efp-1) == -0x1.62e42fefa39efp-1);
  constexpr FormatTraits f = format_traits<double>;
  Oracle oracle(logaddexp_function, f);
  for (const double x : {-5e-324, -1e-300, -1e-20, -0.01, -0.5, -0.7, -1.0, -1.5, -3.0, -40.0, -700.0, -744.0}) {
    const double y = logaddexp_function.partner(x);
    CAPTURE(x, y);
    REQUIRE(std::isfinite(y));
    const auto sign_at = [&](double second) {
      const Expected e = oracle(to_bits(x), to_bits(second));
      return is_negative(f, e.rounded) ? -1 : 1;
    };
    CHECK(sign_at(std::nextafter(y, -roots_inf)) == -1);
    CHECK(sign_at(std::nextafter(y, roots_inf)) == 1);
  }
}

TEST_CASE("a pair lies in the region of its definition") {
  for (const FormatTraits& f : all_formats) {
    Oracle oracle(logaddexp_function, f);
    std::set<std::string_view> seen;
    for (const auto& [a, b] : telling_pairs(f, 400)) {
      if (is_nan(f, a) || is_nan(f, b)) continue;
      const double x = widen(f, a), x2 = widen(f, b);
      const std::string_view name = logaddexp_function.pair_regions[logaddexp_function.pair_region(f, x, x2)];
      seen.insert(name);
      CAPTURE(f.name, x, x2, name);
      const Expected e = oracle(a, b);
      if (!std::isfinite(x) || !std::isfinite(x2)) {
        REQUIRE(name == "special");
        continue;
      }
      REQUIRE((name == "root_curve") == (e.exponent < -1));
      const std::int64_t larger = std::max(ordinal(f, a), ordinal(f, b));
      if (name == "far") REQUIRE(ordinal(f, e.rounded) - larger <= 8);
      if (name == "near") REQUIRE(std::abs(x - x2) <= 1);
      if (name == "between") REQUIRE(ordinal(f, e.rounded) - larger >= 1);
    }
    CHECK(seen.size() == logaddexp_function.pair_regions.size());
  }
}

TEST_CASE("the estimate of kappa is good to 30 bits, beside roots too where it is one") {
  for (const Function* function : functions)
    for (const FormatTraits& f : all_formats) {
      Oracle oracle(*function, f);
      std::size_t estimated = 0;
      const auto check = [&](std::uint64_t x, std::uint64_t x2) {
        if (!is_finite(f, x) || !is_finite(f, x2)) return;
        const Expected e = oracle(x, x2);
        if (!is_finite(f, e.rounded) || (e.exact && is_zero(f, e.rounded))) return;
        const double estimate = oracle.condition_estimate(x, x2);
        if (std::isnan(estimate)) return;
        ++estimated;
        const double kappa = oracle.condition(x, x2);
        CAPTURE(function->name, f.name, x, x2, kappa, estimate);
        REQUIRE(std::abs(estimate - kappa) <= 0x1p-30 * kappa);
      };
      if (function->inputs == 2)
        for (const auto& [a, b] : telling_pairs(f, 300)) check(a, b);
      else
        for (const std::uint64_t x : telling_inputs(f, *function, 150)) check(x, 0);
      CHECK(estimated > 300);
    }
}

TEST_CASE("exact values beside roots as text") {
  const auto text = [](const Function& function, double x, double x2 = 0) {
    Oracle oracle(function, traits(FormatId::binary64));
    return oracle.exact_text(to_bits(x), to_bits(x2), 20);
  };
  CHECK(text(logit_function, 0.5) == "0");
  CHECK(text(negative_binary_entropy_function, 1) == "-0");
  CHECK(text(softplus_inverse_function, 0) == "-inf");
  CHECK(text(softplus_inverse_function, -1) == "nan");
}

}  // namespace
}  // namespace softplus_bench
