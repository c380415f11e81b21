#include "reports/speed_gate.hpp"

#include <catch2/catch.hpp>

#include "reports/speed_acceptance.hpp"
#include "reports/speed_launches.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using Catch::Contains;
using sb::CheckVerdict;

namespace {

const std::string conditions = "throughput L1 uniform";

sb::Record row(const std::string& function, const std::string& implementation, const std::string& target,
               double to_relu, double to_copy, double width = 0.002) {
  sb::Record r = sb::sample::speed_row(implementation, "binary32", 3);
  r["function"] = function;
  r["target"] = target;
  r["input_mix"] = "uniform";
  const auto put = [&](const std::string& column, double value) {
    r[column] = value;
    r[column + "_low"] = value * (1 - width / 2);
    r[column + "_high"] = value * (1 + width / 2);
  };
  put("ratio_to_relu", to_relu);
  put("ratio_to_copy", to_copy);
  return r;
}

// Launches in which log1p takes so many times as long as relu; relu takes 0.9 times as long as copy.
std::vector<sb::Run> launches_of(std::initializer_list<double> ratios, double relu_to_copy = 0.9) {
  std::vector<sb::Run> runs;
  for (const double ratio : ratios) {
    sb::Run run;
    run.complete = true;
    run.records = {row("softplus", "log1p", "scalar", ratio, ratio * relu_to_copy),
                   row("control", "relu", "avx512", 1, relu_to_copy),
                   row("control", "copy", "scalar", 1 / relu_to_copy, 1)};
    runs.push_back(run);
  }
  return runs;
}

std::vector<sb::StoredSpeed> stored(double ratio, double spread = 0.01) {
  const auto range = [&](double x) { return sb::RatioRange{x / (1 + spread / 2), x, x * (1 + spread / 2)}; };
  return {{"softplus/log1p/binary32/scalar", conditions, range(ratio), range(ratio * 0.9)},
          {"control/relu/binary32/avx512", conditions, range(1), range(0.9)}};
}

sb::GateCheck judged(const std::vector<sb::StoredSpeed>& entries, const std::vector<sb::Run>& launches,
                     const sb::StoredRatioRule& rule = {}) {
  const auto checks = judge_stored_ratios(entries, launches, rule);
  REQUIRE(checks.size() == 1);
  CHECK(checks[0].lane == sb::Lane::speed);
  CHECK(checks[0].id == "softplus/log1p/binary32/scalar");
  CHECK(checks[0].conditions == conditions);
  return checks[0];
}

}  // namespace

TEST_CASE("a row is slower only where every launch says so beyond the margin") {
  CHECK(judged(stored(100), launches_of({100, 100.5, 99.8})).verdict == CheckVerdict::passed);
  const sb::GateCheck slower = judged(stored(100), launches_of({112, 112.5, 111.8}));
  CHECK(slower.verdict == CheckVerdict::failed);
  CHECK_THAT(slower.finding, Catch::StartsWith("slower: 1.11"));
  CHECK(slower.severity == Approx(std::log(1.11)).margin(0.005));
  CHECK(judged(stored(100), launches_of({112, 104, 111})).verdict == CheckVerdict::inconclusive);
  CHECK(judged(stored(100), launches_of({112, 112.5, 111.8}), {0.15, false}).verdict == CheckVerdict::passed);
}

TEST_CASE("what is faster passes and says so") {
  const sb::GateCheck faster = judged(stored(100), launches_of({80, 80.3, 79.9}));
  CHECK(faster.verdict == CheckVerdict::passed);
  CHECK_THAT(faster.finding, Catch::StartsWith("faster"));
}

TEST_CASE("the margin is never below what the launches differ by, now or when stored") {
  CHECK(judged(stored(100), launches_of({108, 108, 108})).verdict == CheckVerdict::failed);
  CHECK(judged(stored(100, 0.08), launches_of({108, 108, 108})).verdict != CheckVerdict::failed);
  CHECK(judged(stored(100), launches_of({106.5, 106.5, 114})).verdict != CheckVerdict::failed);
}

TEST_CASE("a row that moves by more than a tenth by itself is never called the same") {
  CHECK(judged(stored(100, 0.3), launches_of({100, 100, 100})).verdict == CheckVerdict::inconclusive);
  CHECK(judged(stored(100, 0.3), launches_of({1000, 1000, 1000})).verdict == CheckVerdict::failed);
}

TEST_CASE("both controls must say that a row is slower") {
  auto launches = launches_of({112, 112, 112});
  for (sb::Run& run : launches) run.records[0] = row("softplus", "log1p", "scalar", 112, 90);
  CHECK(judged(stored(100), launches).verdict != CheckVerdict::failed);
}

TEST_CASE("controls that disagree between launches or with what is stored make a row unfit") {
  auto launches = launches_of({200, 200, 200});
  launches[1].records[1] = row("control", "relu", "avx512", 1, 1.2);
  const sb::GateCheck check = judged(stored(100), launches);
  CHECK(check.verdict == CheckVerdict::unfit);
  CHECK_THAT(check.finding, Contains("33.3 % between launches"));
  const sb::GateCheck moved = judged(stored(100), launches_of({200, 200, 200}, 1.2));
  CHECK(moved.verdict == CheckVerdict::unfit);
  CHECK_THAT(moved.finding, Contains("1.2 times as long as copy, and 0.9 times when"));
  launches = launches_of({100, 100});
  CHECK(judged(stored(100), launches_of({2000, 2000, 2000}, 1.2)).verdict == CheckVerdict::failed);
  for (sb::Run& run : launches) run.records.erase(run.records.begin() + 1, run.records.end());
  CHECK(judged(stored(100), launches).verdict == CheckVerdict::unfit);
}

TEST_CASE("what was not timed is missing, what was left out by name is skipped") {
  auto launches = launches_of({100, 100, 100});
  launches[2].records[0]["status"] = "failed";
  launches[2].records[0]["reason"] = "it crashed";
  CHECK(judged(stored(100), launches).verdict == CheckVerdict::missing);
  CHECK_THAT(judged(stored(100), launches).finding, Contains("it crashed"));
  launches[2].records.erase(launches[2].records.begin());
  CHECK_THAT(judged(stored(100), launches).finding, Contains("launch 3 has no row"));
  launches[2].omissions = {{"softplus/log1p/binary32/scalar", "no such library"}};
  CHECK(judged(stored(100), launches).verdict == CheckVerdict::skipped);
  CHECK(judged(stored(100), {}).verdict == CheckVerdict::missing);
}

TEST_CASE("entries of another class advise and decide nothing") {
  const sb::GateCheck check = judged(stored(100), launches_of({200, 200, 200}), {0.05, true});
  CHECK(check.verdict == CheckVerdict::failed);
  CHECK(check.advisory);
  sb::GateReport report;
  report.checks = {check};
  CHECK(sb::exit_code(report) == 6);  // nothing was compared
}

TEST_CASE("what most rows of a format do is no finding on one of them") {
  auto entries = stored(100);
  auto launches = launches_of({111, 111, 111});
  for (int i = 0; i < 9; ++i) {
    const std::string name = "row" + std::to_string(i);
    for (sb::Run& run : launches) run.records.push_back(row("softplus", name, "scalar", 107, 107 * 0.9));
    auto entry = stored(100)[0];
    entry.id = "softplus/" + name + "/binary32/scalar";
    entries.push_back(entry);
  }
  for (const auto& check : judge_stored_ratios(entries, launches, {})) CHECK(check.verdict == CheckVerdict::passed);
  for (sb::Run& run : launches) run.records[0] = row("softplus", "log1p", "scalar", 120, 108);
  CHECK(judge_stored_ratios(entries, launches, {})[0].verdict == CheckVerdict::failed);
}

TEST_CASE("a slower row that is as fast as before in its best layout is suspect") {
  auto entries = stored(100);
  sb::GateCheck check = judged(entries, launches_of({120, 120, 120}));
  CHECK_FALSE(may_be_layout(check, entries[0]));
  entries[0].best_to_relu = sb::RatioRange{98, 99, 100};
  entries[0].best_to_copy = sb::RatioRange{88, 89, 90};
  REQUIRE(may_be_layout(check, entries[0]));
  auto launches = launches_of({120, 120, 120});
  for (sb::Run& run : launches) {
    run.records.push_back(row("softplus", "log1p", "scalar", 100, 90));
    run.records.back()["layout"] = "code+32";
  }
  sb::GateCheck same_at_best = check;
  confirm_in_layouts(same_at_best, entries[0], launches, {});
  CHECK(same_at_best.verdict == CheckVerdict::suspect_layout);
  for (sb::Run& run : launches) {
    run.records.back() = row("softplus", "log1p", "scalar", 118, 107);
    run.records.back()["layout"] = "code+32";
  }
  confirm_in_layouts(check, entries[0], launches, {});
  CHECK(check.verdict == CheckVerdict::failed);
  CHECK_THAT(check.finding, Contains("in its best layout 1.17"));
}

TEST_CASE("what is stored judges its own launches as the same") {
  const auto launches = launches_of({100, 101, 99.5});
  const auto entries = sb::entries_from(launches, {}, "abc", "why");
  CHECK(entries.size() == 3);
  CHECK(entries[0].to_relu.median == 100);
  CHECK(entries[0].to_relu.low == Approx(99.5 * 0.999));
  CHECK(entries[0].to_relu.high == Approx(101 * 1.001));
  CHECK(entries[0].launches == 3);
  CHECK(entries[0].rounds == 500);
  CHECK_FALSE(entries[0].best_to_relu);
  CHECK(judged(entries, launches).verdict == CheckVerdict::passed);
}

TEST_CASE("the best layout of every launch is stored") {
  const auto launches = launches_of({100, 101, 99.5});
  auto in_layouts = launches;
  for (sb::Run& run : in_layouts) {
    run.records.push_back(row("softplus", "log1p", "scalar", 90, 81));
    run.records.back()["layout"] = "code+16";
  }
  const auto entries = sb::entries_from(launches, in_layouts, "abc", "why");
  REQUIRE(entries[0].best_to_relu);
  CHECK(entries[0].best_to_relu->median == 90);
  CHECK(entries[0].to_relu.median == 100);
}

TEST_CASE("a row that failed in one launch is not stored, and accepted entries replace those of the same row") {
  auto launches = launches_of({100, 101, 99.5});
  const auto entries = sb::entries_from(launches, {}, "abc", "why");
  sb::SpeedSnapshot snapshot{{}, stored(50)};
  snapshot.entries.push_back({"softplus/other/binary32/scalar", conditions, {1, 1, 1}, {1, 1, 1}});
  const auto accepted = accept_into(snapshot, entries);
  CHECK(accepted.replaced == 1);
  CHECK(accepted.added == 0);
  CHECK(accepted.snapshot.entries.size() == 4);
  CHECK(accepted.snapshot.entries[0].to_relu.median == 100);
  CHECK(accepted.snapshot.entries[2].id == "softplus/other/binary32/scalar");
  launches[1].records[0]["status"] = "failed";
  CHECK(sb::entries_from(launches, {}, "abc", "why").size() == 2);
}

TEST_CASE("a machine whose controls or rows move is not fit to store ratios") {
  CHECK(sb::why_unfit_to_accept(launches_of({100, 101, 99.5})).empty());
  CHECK_THAT(sb::why_unfit_to_accept(launches_of({100, 110, 99.5})), Contains("the median row moves by 10.6 %"));
  auto launches = launches_of({100, 101, 99.5});
  launches[1].records[1] = row("control", "relu", "avx512", 1, 1.0);
  CHECK_THAT(sb::why_unfit_to_accept(launches), Contains("control/relu/binary32/avx512"));
  CHECK_FALSE(sb::why_unfit_to_accept({}).empty());
}
