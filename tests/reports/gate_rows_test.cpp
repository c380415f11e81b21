#include "reports/gate_rows.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

std::string words(std::vector<sb::GateCheck> checks) {
  const sb::GateReport report = report_of(std::move(checks));
  const auto rows = rows_of(report);
  REQUIRE(rows.size() == 1);
  return rows[0].words;
}

}  // namespace

TEST_CASE("a row's accuracy and speed are one line") {
  CHECK(words({worse(1.9, 7757), timed(CheckVerdict::passed, 0.88)}) == "12 % faster but 1.9 -> 7757 ulp in the tail");
  CHECK(words({worse(1.9, 7757), timed(CheckVerdict::failed, 1.12)}) == "12 % slower, 1.9 -> 7757 ulp in the tail");
  CHECK(words({worse(1.9, 2.5), timed(CheckVerdict::passed, 1.001)}) == "same speed, 1.9 -> 2.5 ulp in the tail");
  CHECK(words({timed(CheckVerdict::passed, 1.02)}) == "2.0 % slower, within the margin");
  CHECK(words({check(Lane::claim, CheckVerdict::failed)}) == "accuracy worse");
  CHECK(words({check(Lane::speed, CheckVerdict::unfit)}).empty());
}

TEST_CASE("more accurate and slower are said against each other") {
  sb::GateCheck better = worse(7757, 1.9);
  better.verdict = CheckVerdict::passed;
  CHECK(words({better, timed(CheckVerdict::failed, 1.3)}) == "30 % slower but 7757 -> 1.9 ulp in the tail");
}

TEST_CASE("instructions speak where no time was taken") {
  sb::GateCheck counted = timed(CheckVerdict::failed, 1.2);
  counted.lane = Lane::instructions;
  CHECK(words({counted}) == "20 % more instructions");
  counted.figures = {{"instructions_per_element", 12.0}, {"stored_instructions_per_element", 10.0}};
  CHECK(words({counted}) == "20 % more instructions");
  sb::GateCheck passed = timed(CheckVerdict::passed, 0.8);
  passed.lane = Lane::instructions;
  CHECK(words({passed, timed(CheckVerdict::passed, 1)}) == "same speed");
}

TEST_CASE("failures come first, lane by lane, the worst first, and no figure upsets the order") {
  sb::GateCheck unknown = worse(1, 2, "unknown");
  unknown.severity = std::numeric_limits<double>::quiet_NaN();
  sb::GateCheck advisory = worse(1, 99, "advisory");
  advisory.advisory = true;
  const sb::GateReport report = report_of(
      {check(Lane::claim, CheckVerdict::passed, "passed"), check(Lane::claim, CheckVerdict::skipped, "skipped"),
       advisory, check(Lane::speed, CheckVerdict::unfit, "unfit"), check(Lane::claim, CheckVerdict::missing, "missing"),
       timed(CheckVerdict::failed, 9, "slow"), worse(1, 2, "bad"), worse(1, 5, "worse"), unknown});
  std::vector<std::string> ids;
  for (const sb::GateCheck* each : worst_first(report)) ids.push_back(each->id);
  CHECK(ids == std::vector<std::string>{"unknown", "worse", "bad", "slow", "missing", "unfit", "advisory", "skipped",
                                        "passed"});
}

TEST_CASE("a check weighs as much as it does in the exit code") {
  const auto verdict = static_cast<CheckVerdict>(GENERATE(range(0, 7)));
  const auto lane = static_cast<Lane>(GENERATE(range(0, 6)));
  const sb::GateRule rule{GENERATE(false, true), GENERATE(false, true)};
  sb::GateCheck c = check(lane, verdict);
  // Beside one that passed, so that something was compared.
  const int code = exit_code(report_of({check(Lane::claim, CheckVerdict::passed), c}), rule);
  CHECK((level_of(c, rule) == sb::Level::error) == (code != 0));
  c.advisory = true;
  CHECK(exit_code(report_of({check(Lane::claim, CheckVerdict::passed), c}), rule) == 0);
  CHECK(level_of(c, rule) <= sb::Level::note);
}

TEST_CASE("a row's source is told by its id") {
  CHECK(sb::source_of("softplus/naive/binary32/scalar") == "impls/portable/softplus/naive.cpp");
  CHECK(sb::source_of("softplus_beta/naive/binary32/scalar[beta=2]") == "impls/portable/softplus_beta/naive.cpp");
  CHECK(sb::source_of("softplus/fused/binary16/avx512") == "impls/simd/softplus/fused.cpp");
  CHECK(sb::source_of("softplus/sleef_u10/binary32/peer") == "impls/peers/sleef/softplus.cpp");
  CHECK(sb::source_of("softplus/fused_fast_math/binary32/opencl") == "impls/device/softplus/fused.h");
  CHECK(sb::source_of("softplus/half2/binary16/cuda") == "impls/cuda/softplus/half2.h");
  CHECK(sb::source_of("softplus/my_kernel/binary32/plugin") == "softplus/my_kernel");
  CHECK(sb::source_of("run") == "suites/gate.toml");
  CHECK(sb::source_of("") == "suites/gate.toml");
}
