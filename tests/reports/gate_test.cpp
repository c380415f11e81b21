#include "reports/gate.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using sb::Verdict;
using sb::sample::claiming_row;

namespace {

sb::Run run_of(std::vector<sb::Record> records) {
  sb::Run run = sb::sample::small_run();
  run.records = std::move(records);
  return run;
}

sb::GateReport claims_report(const std::vector<sb::ClaimVerdict>& verdicts) {
  sb::GateReport report;
  report.checks = checks_of(verdicts);
  return report;
}

std::string printed(const std::vector<sb::ClaimVerdict>& verdicts) {
  std::ostringstream out;
  print_report(claims_report(verdicts), out);
  return out.str();
}

int exit_code(const std::vector<sb::ClaimVerdict>& verdicts, bool allow_missing = false) {
  return sb::exit_code(claims_report(verdicts), {allow_missing, false});
}

}  // namespace

TEST_CASE("a claim without violations passes") {
  const auto verdicts = judge_claims(run_of({claiming_row("symmetric", 0)}));
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].verdict == Verdict::passed);
  CHECK(exit_code(verdicts) == 0);
  CHECK(printed(verdicts) == "gate: 1 passed, 0 failed, 0 skipped\n");
}

TEST_CASE("one broken input in 2^32 fails the gate and is printed with its witness") {
  const auto verdicts = judge_claims(run_of({claiming_row("symmetric", 0), claiming_row("naive", 1)}));
  CHECK(verdicts[1].verdict == Verdict::failed);
  CHECK(exit_code(verdicts) == 4);
  CHECK(exit_code(verdicts, true) == 4);
  CHECK(printed(verdicts) ==
        "FAILED softplus/naive/binary32/scalar: error above 1 ULP on 1 of 4294967296 inputs; first at x = -16.6 "
        "(-0x1.09999ap+4, 0xc184cccd), got 5.9604645e-08 (0x1p-24, 0x33800000), want 6.0676214e-08 (0x1.049a34p-24, "
        "0x33824d1a); claim 1 ULP on [-inf, inf]\n"
        "gate: 1 passed, 1 failed, 0 skipped\n");
}

TEST_CASE("what broke is read from the witness") {
  const auto [got, want, reason] = GENERATE(table<std::string, std::string, std::string>({
      {"0x7fc00000", "0x3f800000", "NaN where a number is due"},
      {"0x3f800000", "0x7fc00000", "a number where NaN is due"},
      {"0x7f800000", "0x42c80000", "infinity where a finite number is due"},
      {"0x42c80000", "0x7f800000", "finite where infinity is due"},
      {"0xff800000", "0x7f800000", "infinity of the wrong sign"},
      {"0xbf800000", "0x3f800000", "wrong sign"},
      {"0x80000000", "0x00000001", "error above 1 ULP"},
      {"", "", "the claim is broken"},
  }));
  sb::Record row = claiming_row("naive", 3);
  row["claim_witness_got_bits"] = got;
  row["claim_witness_want_bits"] = want;
  CHECK(judge_claims(run_of({row}))[0].reason == reason);
}

TEST_CASE("a row without a claim is skipped and does not make a comparison") {
  sb::Record row = claiming_row("naive", 0);
  row["claim_ulp"] = sb::Value();
  const auto verdicts = judge_claims(run_of({row}));
  CHECK(verdicts[0].verdict == Verdict::skipped);
  CHECK(verdicts[0].reason == "no claim");
  CHECK(exit_code(verdicts) == 6);
}

TEST_CASE("a stored claim that no error can break is not a claim that holds") {
  const auto claim = GENERATE(sb::Value(-1.0), sb::Value(std::nan("")),
                              sb::Value(std::numeric_limits<double>::infinity()), sb::Value("2 or so"));
  sb::Record row = claiming_row("naive", 0);
  row["claim_ulp"] = claim;
  const auto verdicts = judge_claims(run_of({claiming_row("symmetric", 0), row}));
  CHECK(verdicts[1].verdict == Verdict::missing);
  CHECK(verdicts[1].reason == "the run's claim is no limit");
  CHECK(exit_code(verdicts) == 6);
}

TEST_CASE("of broken claims the largest error comes first, lost answers before it, however many inputs break them") {
  sb::Record small = claiming_row("small", 1000000);
  small["max_ulp"] = 1.5;
  sb::Record large = claiming_row("large", 1);
  large["max_ulp"] = 800.0;
  sb::Record lost = claiming_row("lost", 1);
  lost["max_ulp"] = 0.5;
  lost["claim_witness_got_bits"] = "0x7fc00000";
  const std::string text = printed(judge_claims(run_of({small, large, lost})));
  CHECK(text.find("/lost/") < text.find("/large/"));
  CHECK(text.find("/large/") < text.find("/small/"));
}

TEST_CASE("a row of a directed rounding mode is not judged, whatever it says of a claim") {
  sb::Record row = claiming_row("naive", 3);
  row["rounding"] = "downward";
  const auto verdicts = judge_claims(run_of({row}));
  CHECK(verdicts[0].verdict == Verdict::skipped);
  CHECK(verdicts[0].reason == "claims speak of rounding to nearest");
  CHECK(exit_code(verdicts) == 6);
}

TEST_CASE("the rounding mode of a run is that of its accuracy rows, to nearest where they do not say") {
  sb::Record row = claiming_row("naive", 0);
  CHECK(rounding_of(run_of({})) == sb::Rounding::nearest);
  CHECK(rounding_of(run_of({row, sb::sample::speed_row("naive", "binary32", 1)})) == sb::Rounding::nearest);
  row["rounding"] = "upward";
  CHECK(rounding_of(run_of({sb::sample::speed_row("naive", "binary32", 1), row})) == sb::Rounding::upward);
}

TEST_CASE("a run that compared nothing is 6 whatever is allowed") {
  CHECK(exit_code(judge_claims(run_of({}))) == 6);
  CHECK(exit_code(judge_claims(run_of({})), true) == 6);
  CHECK(printed(judge_claims(run_of({}))) == "gate: 0 passed, 0 failed, 0 skipped\n");
}

TEST_CASE("a contract that is kept is no comparison, and one that is broken fails") {
  sb::GateReport report = claims_report(judge_claims(run_of({})));
  sb::GateCheck& contract = report.checks.emplace_back();
  contract.lane = sb::Lane::contract;
  contract.id = "softplus/mine/binary32/plugin";
  contract.conditions = "repeat";
  contract.verdict = sb::CheckVerdict::passed;
  CHECK(sb::exit_code(report) == 6);
  contract.verdict = sb::CheckVerdict::failed;
  CHECK(sb::exit_code(report) == 4);
}

TEST_CASE("a failed row, a row without inputs and a row without a count are not compared") {
  sb::Record failed = claiming_row("naive", 0);
  failed["status"] = "failed";
  failed["reason"] = "signal 11";
  sb::Record no_inputs = claiming_row("naive", 0);
  no_inputs["n"] = std::int64_t{0};
  sb::Record no_count = claiming_row("naive", 0);
  no_count["n_claim_violations"] = GENERATE(sb::Value(), sb::Value(0.0), sb::Value("0"));
  for (const auto& row : {failed, no_inputs, no_count}) {
    const auto verdicts = judge_claims(run_of({claiming_row("symmetric", 0), row}));
    CHECK(verdicts[1].verdict == Verdict::missing);
    CHECK(exit_code(verdicts) == 6);
    CHECK(exit_code(verdicts, true) == 0);
    CHECK(printed(verdicts).starts_with("NOT COMPARED softplus/naive/binary32/scalar: "));
  }
}

TEST_CASE("a skipped row keeps its reason") {
  sb::Record row = claiming_row("fused", 0);
  row["status"] = "skipped";
  row["reason"] = "no AVX-512";
  const auto verdicts = judge_claims(run_of({claiming_row("symmetric", 0), row}));
  CHECK(verdicts[1].verdict == Verdict::skipped);
  CHECK(verdicts[1].reason == "no AVX-512");
  CHECK(exit_code(verdicts) == 0);
}

TEST_CASE("an expected id that the run lacks is missing, unless the run names why it was left out") {
  const sb::Run run = run_of({claiming_row("symmetric", 0)});
  const std::vector<std::string> expected = {"softplus/symmetric/binary32/scalar", "softplus/log1p/binary32/scalar",
                                             "softplus/fused/binary32/avx512"};
  const auto verdicts = judge_claims(run, expected);
  REQUIRE(verdicts.size() == 3);
  CHECK(verdicts[1].id == "softplus/log1p/binary32/scalar");
  CHECK(verdicts[1].verdict == Verdict::missing);
  CHECK(verdicts[2].verdict == Verdict::skipped);
  CHECK(verdicts[2].reason == "this processor has no AVX-512");
  CHECK(exit_code(verdicts) == 6);
}

TEST_CASE("an interrupted run is not a pass") {
  sb::Run run = run_of({claiming_row("symmetric", 0)});
  run.complete = false;
  CHECK(exit_code(judge_claims(run)) == 6);
  CHECK(exit_code(judge_claims(run), true) == 0);
}

TEST_CASE("rows of single regions and speed rows are not judged") {
  sb::Record region = claiming_row("naive", 12);
  region["region"] = "knee";
  CHECK(judge_claims(run_of({region, sb::sample::speed_row("naive", "binary32", 1)})).empty());
}
