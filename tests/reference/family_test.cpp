// What the functions beside softplus have in common: their settled values, regions and fast paths.
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/narrow.hpp"
#include "reference/certified.hpp"
#include "reference/fast.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"
#include "reference/table.hpp"

namespace softplus_bench {
namespace {

// One row of what is measured: a function in a format, with its parameter.
struct Row {
  const Function& function;
  const FormatTraits& f;
  double beta;
};

std::string name_of(const Row& row) {
  return std::string(row.function.name) + " " + std::string(row.f.name) + " beta " + std::to_string(row.beta);
}

// Every function and format, at every beta that is a normal number there.
std::vector<Row> rows() {
  std::vector<Row> all;
  for (const Function* function : function_table())
    for (const FormatTraits& f : all_formats) {
      if (function->betas.empty()) all.push_back({*function, f, 1});
      for (const double beta : function->betas)
        if (is_normal(f, narrow_bits(f, beta))) all.push_back({*function, f, widen(f, narrow_bits(f, beta))});
    }
  return all;
}

struct Input {
  std::uint64_t x;
  std::uint64_t x2;
};

// Anywhere among the numbers, where results are subnormal, in the knee and around 0; both ends of the format.
std::vector<Input> inputs_of(const Row& row, std::size_t n) {
  const Function& function = row.function;
  const FormatTraits& f = row.f;
  const double beta = row.beta;
  std::mt19937_64 random(7);
  const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const auto any = [&] { return random() % (f.max_finite_bits() + 1) | (random() % 2 == 0 ? f.sign_bit() : 0); };
  std::vector<std::uint64_t> x{0, 1, f.fraction_mask(), f.fraction_mask() + 1, f.max_finite_bits()};
  for (std::size_t i = x.size(); i-- > 0;) x.push_back(x[i] | f.sign_bit());
  for (std::size_t i = 0; i < n; ++i) {
    x.push_back(any());
    x.push_back(narrow_bits(f, (2 * unit() - 1) * (f.precision - f.emin + 50) * 0.7 / beta));
    x.push_back(narrow_bits(f, (2 * unit() - 1) * f.precision / beta));
    x.push_back(narrow_bits(f, std::ldexp(2 * unit() - 1, static_cast<int>(random() % 60) - f.precision - 50) / beta));
  }
  std::erase_if(x, [&f = f](std::uint64_t bits) { return !is_finite(f, bits); });
  std::vector<Input> inputs;
  const std::size_t ends = x.size() - 4 * n;
  for (std::size_t i = 0; i < x.size(); ++i)
    inputs.push_back({x[i], function.inputs == 1     ? 0
                            : i % 3 == 0             ? narrow_bits(f, 1.0)
                            : i % 3 == 1 && ends > 0 ? any()
                                                     : random() % 8 | (random() % 2 == 0 ? f.sign_bit() : 0)});
  return inputs;
}

TEST_CASE("special values are exactly as listed, in every format") {
  for (const Function* function : function_table())
    for (const FormatTraits& f : all_formats) {
      Oracle oracle(*function, f);
      for (const SpecialValue& special : function->special_values) {
        CAPTURE(function->name, f.name, special.x, special.x2, special.y);
        CHECK(oracle(narrow_bits(f, special.x), narrow_bits(f, special.x2)).rounded == narrow_bits(f, special.y));
      }
    }
}

TEST_CASE("a NaN gives a NaN, whatever the other input") {
  for (const Function* function : function_table())
    for (const FormatTraits& f : all_formats) {
      Oracle oracle(*function, f);
      for (const std::uint64_t other : {std::uint64_t{0}, f.sign_bit(), narrow_bits(f, 1), f.infinity_bits(),
                                        f.infinity_bits() | f.sign_bit(), f.nan_bits()}) {
        CAPTURE(function->name, f.name, other);
        CHECK(is_nan(f, oracle(f.nan_bits() | f.sign_bit(), other).rounded));
        if (function->inputs == 2) CHECK(is_nan(f, oracle(other, f.infinity_bits() + 1).rounded));
      }
    }
}

TEST_CASE("regions cover the number line in order, the infinities apart") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    if (function.pair_region != nullptr) continue;
    INFO(name_of(row));
    Oracle oracle(function, f, Rounding::nearest, beta);
    const std::vector<RegionCut> cuts = function.regions(f, oracle);
    REQUIRE(cuts.size() >= 3);
    const auto infinity = static_cast<std::int64_t>(f.infinity_bits());
    CHECK(cuts.front().name == "special");
    CHECK(cuts.back().name == "special");
    CHECK(cuts.back().last_ordinal == infinity);
    for (std::size_t i = 1; i < cuts.size(); ++i) CHECK(cuts[i - 1].last_ordinal < cuts[i].last_ordinal);
    for (std::size_t i = 1; i + 1 < cuts.size(); ++i) CHECK(cuts[i].name != cuts[i + 1].name);
  }
}

TEST_CASE("the regions are those of the limits, roots and plateaus") {
  using Names = std::vector<std::string_view>;
  const auto [function, expected] = GENERATE(table<const Function*, Names>({
      {&sigmoid_function,
       {"special", "deep_negative", "exp_tail", "knee", "half_plateau", "knee", "one_approach", "one_plateau",
        "special"}},
      {&sigmoid_derivative_function,
       {"special", "deep_tail", "exp_tail", "knee", "quarter_plateau", "knee", "exp_tail", "deep_tail", "special"}},
      {&log_sigmoid_function,
       {"special", "identity", "linear_approach", "knee", "log2_plateau", "knee", "exp_tail", "deep_positive",
        "special"}},
      {&softplus_backward_function,
       {"special", "deep_negative", "exp_tail", "knee", "half_plateau", "knee", "one_approach", "one_plateau",
        "special"}},
      {&softplus_beta_function,
       {"special", "deep_negative", "exp_tail", "knee", "log2_plateau", "knee", "linear_approach", "identity",
        "special"}},
  }));
  for (const FormatTraits& f : all_formats) {
    CAPTURE(function->name, f.name);
    Oracle oracle(*function, f);
    Names names;
    for (const RegionCut& cut : function->regions(f, oracle)) names.push_back(cut.name);
    CHECK(names == expected);
  }
}

TEST_CASE("log_sigmoid is softplus with both signs turned") {
  for (const FormatTraits& f : all_formats) {
    Oracle log_sigmoid(log_sigmoid_function, f), softplus(softplus_function, f);
    for (const Input& input : inputs_of({log_sigmoid_function, f, 1}, 50)) {
      Expected mirrored = softplus(input.x ^ f.sign_bit());
      mirrored.rounded ^= f.sign_bit();
      mirrored.tail = -mirrored.tail;
      CHECK(log_sigmoid(input.x) == mirrored);
    }
  }
}

TEST_CASE("at beta = 1 softplus_beta is softplus, and softplus_backward of 1 is sigmoid") {
  for (const FormatTraits& f : all_formats) {
    Oracle softplus_beta(softplus_beta_function, f), softplus(softplus_function, f);
    Oracle backward(softplus_backward_function, f), sigmoid(sigmoid_function, f);
    for (const Input& input : inputs_of({softplus_beta_function, f, 1}, 50)) {
      CHECK(softplus_beta(input.x) == softplus(input.x));
      CHECK(backward(input.x, narrow_bits(f, 1)) == sigmoid(input.x));
    }
  }
}

TEST_CASE("half of an odd subnormal is a tie, broken by the sign of x") {
  for (const FormatTraits& f : all_formats) {
    Oracle backward(softplus_backward_function, f);
    CAPTURE(f.name);
    constexpr std::int64_t half = std::int64_t{1} << (tail_bits - 1);
    const std::uint64_t minus = f.sign_bit();
    // To even.
    CHECK(backward(0, 1) == Expected{0, half, f.emin, true});
    CHECK(backward(minus, 3) == Expected{2, -half, f.emin, true});
    CHECK(backward(0, minus | 5) == Expected{minus | 2, -half, f.emin, true});
    CHECK(backward(0, 6) == Expected{3, 0, f.emin, true});
    // A hair above the half, and below. The least binary16 number is no hair.
    if (f.id == FormatId::binary16) continue;
    CHECK(backward(1, 1) == Expected{1, 1 - half, f.emin, false});
    CHECK(backward(minus | 1, 1) == Expected{0, half - 1, f.emin, false});
    CHECK(backward(1, minus | 5) == Expected{minus | 3, half - 1, f.emin, false});
    CHECK(backward(minus | 1, minus | 5) == Expected{minus | 2, 1 - half, f.emin, false});
    CHECK(backward(1, 6) == Expected{3, 1, f.emin, false});
    CHECK(backward(minus | 1, 6) == Expected{3, -1, f.emin, false});
  }
}

TEST_CASE("spans of sigmoid_derivative are settled by their ends where it is 1/4 or nothing, on either side of 0") {
  const FormatTraits& f = traits(FormatId::binary32);
  CertifiedReference reference(sigmoid_derivative_function, f, ReferencePath::fast);
  for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()})
    for (const double x : {0x1p-60, 0x1p-35, 200.0, 0x1p100}) {
      const std::uint64_t first = narrow_bits(f, x) | sign;
      const SpanAnswer answer = reference.span(first, first + 65535);
      CHECK(answer.rule == SpanRule::constant);
      for (const std::uint64_t inside : {first, first + 1, first + 33333, first + 65535})
        CHECK(reference.exact(inside) == answer.at_first);
    }
  CHECK(reference.span(narrow_bits(f, 1), narrow_bits(f, 1) + 65535).rule == SpanRule::none);
}

TEST_CASE("what analysis settles just below a power of two has the exponent of the binade below") {
  for (const FormatTraits& f : all_formats) {
    CAPTURE(f.name);
    Oracle sigmoid(sigmoid_function, f), derivative(sigmoid_derivative_function, f);
    CHECK(sigmoid(f.max_finite_bits()) == Expected{narrow_bits(f, 1), -1, -1, false});
    CHECK(sigmoid(f.max_finite_bits() | f.sign_bit()) == Expected{0, 1, f.emin, false});
    // The least binary16 number is no hair.
    if (f.id != FormatId::binary16) {
      CHECK(sigmoid(1) == Expected{narrow_bits(f, 0.5), 1, -1, false});
      CHECK(sigmoid(1 | f.sign_bit()) == Expected{narrow_bits(f, 0.5), -1, -2, false});
    }
    CHECK(sigmoid(0) == Expected{narrow_bits(f, 0.5), 0, -1, true});
    CHECK(derivative(1) == Expected{narrow_bits(f, 0.25), -1, -3, false});
    CHECK(derivative(0) == Expected{narrow_bits(f, 0.25), 0, -2, true});
    CHECK(derivative(f.max_finite_bits()) == Expected{0, 1, f.emin, false});
  }
}

TEST_CASE("settled answers agree with computed ones") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    INFO(name_of(row));
    // Settles only what no arithmetic gives: exact values, and hairs out of its reach.
    static const Function* settling;
    settling = &function;
    Function computing = function;
    computing.settle = [](const FormatTraits& format, const Point<double>& at) -> std::optional<Settled> {
      const auto settled = settling->settle(format, at);
      const double t = std::abs(at.x * at.beta);
      const bool near = t > 0x1p-1000 && t < 1000 && std::abs(at.x) > 0x1p-1000 && std::abs(at.x) < 0x1p1000;
      return settled && (settled->hair == 0 || !near) ? settled : std::nullopt;
    };
    Oracle oracle(function, f, Rounding::nearest, beta);
    Oracle computed(computing, f, Rounding::nearest, beta);
    for (const auto& [x, x2] : inputs_of(row, 40)) {
      CAPTURE(widen(f, x), widen(f, x2));
      const Expected a = oracle(x, x2);
      try {
        const Expected b = computed(x, x2);
        CHECK(a == b);
      } catch (const std::runtime_error&) {
        // A hair of e^(-x^2/2), e^(-x^3) or of inputs far apart is out of reach of any precision allowed.
        CHECK((function.name.starts_with("gelu") || function.name == "logaddexp" || function.name == "mish"));
      }
    }
    const bool settles_hairs = !function.name.starts_with("relu") && function.name != "logit" &&
                               function.name != "mish" && function.name != "negative_binary_entropy";
    if (settles_hairs) CHECK(computed.counts().computed > oracle.counts().computed);
  }
}

TEST_CASE("fast values are those of MPFR") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    if (!has_fast_path(function, f)) continue;
    INFO(name_of(row));
    CertifiedReference fast(function, f, ReferencePath::fast, Rounding::nearest, beta);
    Oracle oracle(function, f, Rounding::nearest, beta);
    std::vector<std::uint64_t> x, x2;
    for (const Input& input : inputs_of(row, 100)) {
      x.push_back(input.x);
      if (function.inputs == 2) x2.push_back(input.x2);
    }
    BlockReference block;
    fast.fill(x, x2, block);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::uint64_t second = x2.empty() ? 0 : x2[i];
      const Expected e = oracle(x[i], second), got = block.expected(i), alone = fast.exact(x[i], second);
      CAPTURE(widen(f, x[i]), widen(f, second));
      CHECK(got.rounded == e.rounded);
      CHECK(alone.rounded == e.rounded);
      if (is_finite(f, e.rounded)) {
        CHECK(got.exponent == e.exponent);
        CHECK(block.grid[i] == grid_of(e));
        CHECK(alone == e);
      }
    }
    std::size_t open = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!function.settle(f, {widen(f, x[i]), x2.empty() ? 0 : widen(f, x2[i]), beta})) ++open;
    CHECK(fast.counts().fast > open / 2);
  }
}

TEST_CASE("kappa's estimate is kappa") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    INFO(name_of(row));
    Oracle oracle(function, f, Rounding::nearest, beta);
    std::size_t known = 0;
    for (const auto& [x, x2] : inputs_of(row, 30)) {
      const double exact = oracle.condition(x, x2), estimate = oracle.condition_estimate(x, x2);
      if (std::isnan(estimate) || !(exact > 0x1p-900)) continue;
      ++known;
      CAPTURE(widen(f, x), widen(f, x2), exact, estimate);
      CHECK((estimate == exact || std::abs(estimate - exact) <= exact * 0x1p-30));
    }
    CHECK(known > 5);  // of logit's domain, a small part of the number line
  }
}

TEST_CASE("max(1, kappa) is monotone on either side of 0 where that is said") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    if (!function.condition_is_monotone) continue;
    INFO(name_of(row));
    Oracle oracle(function, f, Rounding::nearest, beta);
    for (const double side : {-1.0, 1.0}) {
      std::vector<double> kappas;
      for (int i = -200; i <= 600; ++i) {
        const double kappa = oracle.condition(narrow_bits(f, side * std::exp2(i / 64.0) / beta));
        if (!std::isnan(kappa)) kappas.push_back(std::max(1.0, kappa));
      }
      const auto falls = [](double a, double b) { return a > b * (1 + 0x1p-40); };
      const auto rises = [](double a, double b) { return a * (1 + 0x1p-40) < b; };
      const bool never_falls = std::adjacent_find(kappas.begin(), kappas.end(), falls) == kappas.end();
      const bool never_rises = std::adjacent_find(kappas.begin(), kappas.end(), rises) == kappas.end();
      CHECK((never_falls || never_rises));
    }
  }
}

TEST_CASE("no 16-bit input is left undecided, and rounded results rise where that is said") {
  for (const Row& row : rows()) {
    const auto& [function, f, beta] = row;
    if (f.bits != 16 || function.inputs != 1) continue;
    INFO(name_of(row));
    CertifiedReference reference(function, f, ReferencePath::fast, Rounding::nearest, beta);
    std::optional<std::int64_t> before;
    bool rises = true;
    for (std::uint64_t i = 0; i < 65536; ++i) {
      const std::uint64_t y = reference.exact(bits_at_index(f, i)).rounded;
      if (is_nan(f, y)) continue;
      rises = rises && (!before || *before <= ordinal(f, y));
      before = ordinal(f, y);
    }
    CHECK((rises || !function.increasing));
  }
}

}  // namespace
}  // namespace softplus_bench
