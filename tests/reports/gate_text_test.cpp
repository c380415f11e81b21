#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

std::string gate_printed(const sb::GateReport& report, const sb::GateTextOptions& options = {}) {
  std::ostringstream out;
  print_report(report, out, options);
  return out.str();
}

sb::GateReport with_skipped(int n) {
  sb::GateReport report = report_of({check(Lane::claim, CheckVerdict::passed)});
  for (int i = 0; i < n; ++i)
    report.checks.push_back(check(Lane::claim, CheckVerdict::skipped, "row" + std::to_string(i)));
  report.checks.push_back(check(Lane::claim, CheckVerdict::skipped, "other"));
  report.checks.back().finding = "another reason";
  return report;
}

}  // namespace

TEST_CASE("a few skipped rows have a line each, more of one reason share it, and -v names all") {
  CHECK(gate_printed(with_skipped(3)) ==
        "SKIPPED row0: a reason\nSKIPPED row1: a reason\nSKIPPED row2: a reason\nSKIPPED other: another reason\n"
        "gate: 1 passed, 0 failed, 4 skipped\n");
  CHECK(gate_printed(with_skipped(40)) ==
        "SKIPPED 40 rows: a reason (row0, row1, and 38 more: -v names them)\nSKIPPED other: another reason\n"
        "gate: 1 passed, 0 failed, 41 skipped\n");
  CHECK_THAT(gate_printed(with_skipped(40), {false, true}), Catch::Contains("SKIPPED row39: a reason\n"));
}

TEST_CASE("a failed row that was also timed has both in a line") {
  CHECK_THAT(
      gate_printed(report_of({worse(1.9, 7757), timed(CheckVerdict::passed, 0.88)})),
      Catch::Contains("\nTOGETHER softplus/naive/binary32/scalar: 12 % faster but 1.9 -> 7757 ulp in the tail\n"));
  CHECK(gate_printed(report_of({worse(1.9, 7757)})).find("TOGETHER") == std::string::npos);
}

TEST_CASE("what is advisory says so whatever it found") {
  sb::GateCheck unfit = check(Lane::speed, CheckVerdict::unfit);
  unfit.advisory = true;
  CHECK_THAT(gate_printed(report_of({unfit})), Catch::StartsWith("ADVISORY softplus/naive/binary32/scalar: "));
}

TEST_CASE("only the first word of a line is in colour") {
  CHECK(gate_printed(report_of({check(Lane::claim, CheckVerdict::failed, "row")}), {true, false}) ==
        "\x1b[1;31mFAILED\x1b[0m row: a reason\ngate: 0 passed, 1 failed, 0 skipped\n");
}

TEST_CASE("no text of a run begins a line or steers the terminal") {
  for (const std::string& text : hostile_texts()) {
    std::istringstream lines(gate_printed(hostile(text), {false, true}));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(is_printable(line));
      CHECK_FALSE(line.starts_with("::"));
      CHECK_FALSE(line.starts_with("#"));
      CHECK_FALSE(line.empty());
    }
  }
}
