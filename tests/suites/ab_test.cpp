#include "suites/ab.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "suites/controls.hpp"

namespace softplus_bench {
namespace {

TEST_CASE("a verdict needs the whole interval on one side of the margin") {
  const double margin = 0.05;
  CHECK(judge_ratio({1.10, 1.06, 1.14}, margin) == SpeedVerdict::slower);
  CHECK(judge_ratio({1.10, 1.04, 1.14}, margin) == SpeedVerdict::inconclusive);
  CHECK(judge_ratio({0.90, 0.88, 0.94}, margin) == SpeedVerdict::faster);
  CHECK(judge_ratio({0.96, 0.94, 0.98}, margin) == SpeedVerdict::inconclusive);
  CHECK(judge_ratio({1.01, 0.96, 1.04}, margin) == SpeedVerdict::same);
  CHECK(judge_ratio({1.00, 0.50, 2.00}, margin) == SpeedVerdict::inconclusive);
}

TEST_CASE("the verdict on the inverse ratio is the inverse verdict") {
  const double margin = 0.05;
  const double nearly = 1.05 * (1 - 1e-12);
  const double beyond = 1.05 * (1 + 1e-12);
  CHECK(judge_ratio({1, 1 / nearly, nearly}, margin) == SpeedVerdict::same);
  CHECK(judge_ratio({2, beyond, 3}, margin) == SpeedVerdict::slower);
  CHECK(judge_ratio({0.5, 1.0 / 3, 1 / beyond}, margin) == SpeedVerdict::faster);
}

TEST_CASE("a comparison has figures for both, their ratio and the controls") {
  AbOptions options;
  options.rounds = 12;
  options.epoch_ns = 2000;
  const auto comparison = compare(copy_control, relu_control(), FormatId::bfloat16, options);
  REQUIRE(comparison.failure.empty());
  CHECK(comparison.rounds == 12);
  CHECK(comparison.a_ns_per_element.median > 0);
  CHECK(comparison.b_over_a.low <= comparison.b_over_a.median);
  CHECK(comparison.b_over_a.median <= comparison.b_over_a.high);
  CHECK(comparison.b_over_relu.median > 0);
}

TEST_CASE("several are compared with the first in one run, which is 1 against itself") {
  AbOptions options;
  options.rounds = 12;
  options.epoch_ns = 2000;
  SpeedRow first;
  first.implementation = &copy_control;
  SpeedRow second = first;
  second.implementation = &relu_control();
  const RivalComparison all = compare_all(std::array{first, second, first}, options);
  REQUIRE(all.failure.empty());
  REQUIRE(all.rivals.size() == 3);
  CHECK(all.rounds == 12);
  CHECK(all.rivals[0].over_first.median == 1);
  CHECK(all.rivals[0].verdict == SpeedVerdict::same);
  CHECK(all.rivals[1].over_first.median > 0);
  second.threads = 2;
  CHECK_THROWS_AS(compare_all(std::array{first, second}, options), std::invalid_argument);
}

TEST_CASE("functions with inputs of their own are compared in L1, where their arrays find room, and with controls") {
  Implementation logit = copy_control;
  logit.function = "logit";
  Implementation softplus = copy_control;
  softplus.function = "softplus";
  AbOptions options;
  options.rounds = 12;
  options.epoch_ns = 2000;
  SpeedRow a;
  a.implementation = &logit;
  SpeedRow b;
  b.implementation = &softplus;
  SpeedRow control;
  control.implementation = &copy_control;
  CHECK(compare(a, b, options).failure.empty());
  for (SpeedRow* row : {&a, &b, &control}) row->footprint = Footprint::l2;
  CHECK_THROWS_AS(compare(a, b, options), std::invalid_argument);
  CHECK(compare(a, control, options).failure.empty());
}

TEST_CASE("what cannot be compared says why") {
  Implementation none;
  none.function = "softplus";
  none.name = "none";
  CHECK(compare(copy_control, none, FormatId::binary32).failure ==
        "softplus/none/binary32/scalar/throughput/L1/uniform: has no binary32 kernel");
  SpeedRow a;
  a.implementation = &copy_control;
  SpeedRow b = a;
  b.footprint = Footprint::l2;
  CHECK_THROWS_AS(compare(a, b), std::invalid_argument);
}

}  // namespace
}  // namespace softplus_bench
