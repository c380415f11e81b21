// The input mixes of functions, judged by the exact values at what they draw.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/narrow.hpp"
#include "core/parameters.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "suites/speed_inputs.hpp"

namespace softplus_bench {
namespace {

constexpr InputMix all_mixes[] = {InputMix::normal, InputMix::uniform, InputMix::linear_tail, InputMix::alternating,
                                  InputMix::subnormal_results};

struct Drawn {
  std::vector<double> x, x2;
};

template <FloatFormat T>
Drawn draw(const InputRecipe& recipe, bool pairs) {
  Drawn drawn;
  for (const T x : speed_inputs<T>(recipe.first, 256, 5)) drawn.x.push_back(widen(x));
  if (!pairs) return drawn;
  for (const T x : speed_inputs<T>(recipe.second, 256, 6)) drawn.x2.push_back(widen(x));
  return drawn;
}

std::vector<double> parameters_of(const Function& function, const FormatTraits& f, double beta) {
  if (function.betas.empty()) return {};
  const auto values = Parameters{beta, default_threshold}.values_in(f);
  return {values.begin(), values.end()};
}

// Calls check(x, x2, y) with the rounded exact value y at every input drawn.
template <FloatFormat T, class Check>
void at_each(const Function& function, InputMix mix, double beta, Check check) {
  constexpr FormatTraits f = format_traits<T>;
  const InputRecipe recipe = input_recipe(function.name, mix, f.id, parameters_of(function, f, beta));
  if (!recipe.reason.empty()) return;
  Oracle oracle(function, f, Rounding::nearest, function.betas.empty() ? 1 : beta);
  const Drawn drawn = draw<T>(recipe, function.inputs == 2);
  for (std::size_t i = 0; i < drawn.x.size(); ++i) {
    const double x2 = drawn.x2.empty() ? 0 : drawn.x2[i];
    check(drawn.x[i], x2, oracle(narrow_bits(f, drawn.x[i]), narrow_bits(f, x2)).rounded);
  }
}

TEMPLATE_TEST_CASE("every mix of every function is of inputs in its domain, with finite results", "", double, float,
                   binary16, bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  for (const Function* function : function_table())
    for (const InputMix mix : all_mixes) {
      std::size_t finite = 0;
      std::size_t drawn = 0;
      at_each<TestType>(*function, mix, 2, [&](double x, double, std::uint64_t y) {
        ++drawn;
        finite += std::isfinite(x) && is_finite(f, y) ? 1 : 0;
      });
      CAPTURE(function->name, name_of(mix), f.name);
      CHECK(finite == drawn);
    }
}

TEMPLATE_TEST_CASE("subnormal results are that, for every function that has them", "", double, float, binary16,
                   bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  const auto beta = GENERATE(1.0, 3.0);
  std::size_t functions = 0;
  for (const Function* function : function_table()) {
    std::size_t subnormal = 0;
    std::size_t drawn = 0;
    at_each<TestType>(*function, InputMix::subnormal_results, beta, [&](double x, double, std::uint64_t y) {
      ++drawn;
      subnormal += is_finite(f, y) && !is_normal(f, y) && (!is_zero(f, y) || x == 0) ? 1 : 0;
    });
    functions += drawn > 0 ? 1 : 0;
    CAPTURE(function->name, f.name);
    CHECK(subnormal == drawn);
  }
  CHECK(functions == function_table().size() - 3);  // softplus_inverse, logit and logaddexp have none
}

TEST_CASE("what a function has not is said") {
  CHECK(input_recipe("logit", InputMix::linear_tail, FormatId::binary32, {}).reason == "logit has no linear tail");
  CHECK(input_recipe("softplus_inverse", InputMix::subnormal_results, FormatId::binary32, {}).reason ==
        "softplus_inverse has no subnormal results");
  CHECK(input_recipe("logaddexp", InputMix::subnormal_results, FormatId::binary32, {}).reason ==
        "logaddexp has no subnormal results but beside its root curve");
}

TEST_CASE("the thresholds of alternating inputs are cutoffs of their functions, or the sign") {
  for (const Function* function : function_table()) {
    const Thresholds places = alternating_thresholds(function->name);
    for (const double place : {places.first, places.second}) {
      CAPTURE(function->name, place);
      CHECK((place == 0 || std::any_of(function->cutoffs.begin(), function->cutoffs.end(),
                                       [&](double cutoff) { return std::abs(cutoff - place) < 1e-12; })));
    }
  }
}

TEMPLATE_TEST_CASE("alternating inputs are as many on each side of a threshold, and none on it", "", double, float,
                   binary16, bfloat16) {
  constexpr FormatTraits f = format_traits<TestType>;
  for (const Function* function : function_table()) {
    const InputRecipe recipe = input_recipe(function->name, InputMix::alternating, f.id, {});
    const Drawn drawn = draw<TestType>(recipe, false);
    const double middle = (recipe.first.low + recipe.first.high) / 2;
    const auto beside = [&](double place) { return recipe.first.low == recipe.first.high || place != middle; };
    std::ptrdiff_t balance = 0;
    for (const double x : drawn.x) {
      CAPTURE(function->name, x);
      CHECK((x != recipe.first.low && x != recipe.first.high && beside(x)));
      const double nearest = x < middle ? recipe.first.low : recipe.first.high;
      balance += x < nearest ? -1 : 1;
    }
    CHECK(balance == 0);
  }
}

TEST_CASE("a threshold that is a parameter is divided by beta") {
  const double parameters[] = {4.0, 10.0};
  const Distribution first = input_recipe("softplus_beta", InputMix::alternating, FormatId::binary32, parameters).first;
  CHECK(first.low == 2.5);
  CHECK(first.high == 2.5);
}

TEST_CASE("uniform inputs of softplus and its kin are one recipe, of logit another") {
  const auto recipe = [](std::string_view function) {
    return input_recipe(function, InputMix::uniform, FormatId::binary32, {});
  };
  CHECK(recipe("softplus") == recipe("sigmoid"));
  CHECK(recipe("logit") == recipe("negative_binary_entropy"));
  CHECK_FALSE(recipe("softplus") == recipe("logit"));
}

}  // namespace
}  // namespace softplus_bench
