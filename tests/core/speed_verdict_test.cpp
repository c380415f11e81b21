#include "core/speed_verdict.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/usage_error.hpp"

namespace softplus_bench {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

MedianInterval around(double ratio, double width = 0.002) { return {ratio, ratio - width / 2, ratio + width / 2}; }

// A launch on a quiet machine.
LaunchFigures launch(double ratio, double again = 1, double control = 1) {
  return {around(ratio), around(again), around(control)};
}

SpeedVerdict verdict(const std::vector<LaunchFigures>& launches, double margin = 0.05) {
  return judge_launches(launches, margin).verdict;
}

TEST_CASE("slower and faster need every launch beyond the margin") {
  CHECK(verdict({launch(1.12), launch(1.11), launch(1.13)}) == SpeedVerdict::slower);
  CHECK(verdict({launch(1.12), launch(1.04), launch(1.13)}) == SpeedVerdict::inconclusive);
  CHECK(verdict({launch(0.88), launch(0.89), launch(0.87)}) == SpeedVerdict::faster);
  CHECK(verdict({launch(0.88), launch(0.99), launch(0.87)}) == SpeedVerdict::inconclusive);
  CHECK(verdict({launch(0.88), launch(1.12)}) == SpeedVerdict::inconclusive);
  CHECK(verdict({launch(1.12)}) == SpeedVerdict::slower);
}

TEST_CASE("it is the lower bound that must be beyond the margin, not the median") {
  CHECK(verdict({{{1.06, 1.049, 1.07}, around(1), around(1)}}) == SpeedVerdict::inconclusive);
  CHECK(verdict({{{1.06, 1.0501, 1.07}, around(1), around(1)}}) == SpeedVerdict::slower);
  CHECK(verdict({{{1.06, 1.0501, 50}, around(1), around(1)}}) == SpeedVerdict::slower);
}

TEST_CASE("the same is shown by intervals within the margin, not by the want of a difference") {
  CHECK(verdict({launch(1.001), launch(0.999), launch(1.03)}) == SpeedVerdict::same);
  CHECK(verdict({launch(1.001), {{1, 0.9, 1.1}, around(1), around(1)}}) == SpeedVerdict::inconclusive);
}

TEST_CASE("no difference below what two processes of one build differ by is believed") {
  const std::vector<LaunchFigures> launches{launch(1.06, 1.08), launch(1.06, 0.99), launch(1.06, 1)};
  const SpeedJudgement j = judge_launches(launches, 0.05);
  CHECK(j.verdict == SpeedVerdict::inconclusive);
  CHECK(j.noise_floor == Approx(0.081));
  CHECK(j.effective_margin == Approx(0.081));
  CHECK(j.margin == 0.05);
  CHECK(verdict({launch(1.2, 1.08), launch(1.2, 0.99)}) == SpeedVerdict::slower);
  // within the margin by chance, on a machine that cannot tell
  CHECK(verdict({launch(1.0, 1.08), launch(1.0, 0.99)}) == SpeedVerdict::inconclusive);
}

TEST_CASE("the floor counts a second process that is faster like one that is slower") {
  CHECK(reach(around(1.02)) == Approx(0.021));
  CHECK(reach({0.98, 0.97, 0.99}) == Approx(1 / 0.97 - 1));
  CHECK(reach({1, 1, 1}) == 0);
  CHECK(reach({nan, nan, nan}) == inf);
  CHECK(reach({1, 0, inf}) == inf);
}

TEST_CASE("a machine whose noise floor is above the ceiling is unfit, whatever the ratio") {
  for (const double ratio : {0.5, 1.0, 2.0}) CHECK(verdict({launch(ratio, 1.2), launch(ratio)}) == SpeedVerdict::unfit);
  CHECK(verdict({launch(1, 1 + most_noise_floor - 0.002)}, 0.2) == SpeedVerdict::same);
  CHECK(verdict({launch(1, 1 + most_noise_floor)}, 0.2) == SpeedVerdict::unfit);
}

TEST_CASE("a control kernel that differs between the builds makes the answer unfit, in any launch") {
  CHECK(verdict({launch(1.2), launch(1.2, 1, 1.2)}) == SpeedVerdict::unfit);
  CHECK(verdict({launch(1), launch(1, 1, 0.9)}) == SpeedVerdict::unfit);
  CHECK(verdict({launch(1.2), launch(1.2, 1, 1.04)}) == SpeedVerdict::slower);
  // a control that straddles the margin says nothing against
  CHECK(verdict({{around(1), around(1), {1.05, 0.9, 1.2}}}) == SpeedVerdict::same);
  // no further than two processes of one build
  CHECK(verdict({launch(1.2, 1.07, 1.06)}) == SpeedVerdict::slower);
}

TEST_CASE("an interval that is none is never a pass and never a failure") {
  const MedianInterval none{nan, -inf, inf};
  for (const MedianInterval& bad : {none, MedianInterval{nan, nan, nan}, {1, 0, inf}, {1.2, 1.3, 1.1}, {2, inf, inf}}) {
    CHECK(verdict({{bad, around(1), around(1)}}) == SpeedVerdict::inconclusive);
    CHECK(verdict({launch(1.2), {bad, around(1), around(1)}}) == SpeedVerdict::inconclusive);
    CHECK(verdict({{around(1.2), bad, around(1)}}) == SpeedVerdict::inconclusive);
    CHECK(verdict({{around(1), bad, around(1)}}) == SpeedVerdict::inconclusive);
  }
  CHECK(verdict({}) == SpeedVerdict::inconclusive);
}

TEST_CASE("a judgement has the median of the medians and the outermost bounds") {
  const SpeedJudgement j = judge_launches(std::vector{launch(1.10), launch(1.30), launch(1.12)}, 0.05);
  CHECK(j.ratio == Approx(1.12));
  CHECK(j.low == Approx(1.099));
  CHECK(j.high == Approx(1.301));
  CHECK(j.reason.find("3 launches") != std::string::npos);
}

TEST_CASE("a slower row that is not slower in its best layout is suspect, and no other verdict changes") {
  const SpeedJudgement slower = judge_launches(std::vector{launch(1.2), launch(1.2)}, 0.05);
  CHECK(confirm_in_layouts(slower, std::vector{around(1.2), around(1.19)}).verdict == SpeedVerdict::slower);
  CHECK(confirm_in_layouts(slower, std::vector{around(1.2), around(1.01)}).verdict == SpeedVerdict::suspect_layout);
  CHECK(confirm_in_layouts(slower, std::vector{around(1.2), around(1.0505)}).verdict == SpeedVerdict::suspect_layout);
  CHECK(confirm_in_layouts(slower, std::vector{MedianInterval{nan, nan, nan}}).verdict == SpeedVerdict::suspect_layout);
  CHECK(confirm_in_layouts(slower, {}).verdict == SpeedVerdict::slower);
  const SpeedJudgement same = judge_launches(std::vector{launch(1)}, 0.05);
  CHECK(confirm_in_layouts(same, std::vector{around(1.5)}).verdict == SpeedVerdict::same);
}

TEST_CASE("margins that are none are refused") {
  for (const double bad : {nan, inf, -inf, 0.0, -0.05, 1.0001}) {
    CHECK_THROWS_AS(check_margin(bad), UsageError);
    CHECK_THROWS_AS(judge_launches(std::vector{launch(1)}, bad), UsageError);
  }
  CHECK_NOTHROW(check_margin(most_margin));
}

TEST_CASE("a margin is a share or a percentage") {
  CHECK(margin_from("5%") == 0.05);
  CHECK(margin_from("0.05") == 0.05);
  CHECK(margin_from("100%") == 1);
  for (const char* bad : {"", "%", "nan", "nan%", "inf", "-5%", "0", "0%", "5", "1", "101%", "5%%", "5 %", "5%x", "x"})
    CHECK_THROWS_AS(margin_from(bad), UsageError);
}

TEST_CASE("the more rows are judged together, the surer each must be") {
  CHECK(family_confidence(0.001, 1) == 0.999);
  CHECK(family_confidence(0.001, 100) == Approx(0.99999).epsilon(1e-12));
  CHECK(family_confidence(0.001, 0) == 0.999);
  // 500 rounds are enough for many thousand rows
  CHECK(sign_test_rank(500, family_confidence(0.001, 10000)) > 150);
}

}  // namespace
}  // namespace softplus_bench
