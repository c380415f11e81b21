// tests/cli/gate_outputs_test.py parses it with other people's programs.
#include "reports/junit.hpp"

#include <catch2/catch.hpp>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

std::string junit(const sb::GateReport& report, const sb::GateRule& rule = {}) {
  return sb::junit(report, ending_of(report, rule));
}

}  // namespace

TEST_CASE("a testsuite for each lane, a testcase for each check") {
  sb::GateReport report =
      report_of({check(Lane::claim, CheckVerdict::passed), worse(1, 2), check(Lane::claim, CheckVerdict::missing),
                 check(Lane::speed, CheckVerdict::unfit)});
  report.facts = {{"commit", "abc"}};
  CHECK(junit(report) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="softplus-bench gate" tests="4" failures="1" errors="1">
  <testsuite name="claim" tests="2" failures="0" errors="1" skipped="0">
    <properties>
      <property name="commit" value="abc"/>
    </properties>
    <testcase classname="softplus.naive" name="softplus/naive/binary32/scalar exhaustive"></testcase>
    <testcase classname="softplus.naive" name="softplus/naive/binary32/scalar exhaustive"><error type="claim" message="missing: a reason">missing: a reason</error></testcase>
  </testsuite>
  <testsuite name="snapshot" tests="1" failures="1" errors="0" skipped="0">
    <properties>
      <property name="commit" value="abc"/>
    </properties>
    <testcase classname="softplus.naive" name="softplus/naive/binary32/scalar exhaustive"><failure type="snapshot" message="failed: error above what was accepted">failed: error above what was accepted</failure><system-out>max_ulp: 2
old_max_ulp: 1
region: the tail
input: 0xc184cccd
got: 0x33800000
want: 0x33824d1a
old: 0x33824d1b
reproduce: softplus-bench eval softplus 0xc184cccd --format binary32
</system-out></testcase>
  </testsuite>
  <testsuite name="speed" tests="1" failures="0" errors="0" skipped="1">
    <properties>
      <property name="commit" value="abc"/>
    </properties>
    <testcase classname="softplus.naive" name="softplus/naive/binary32/scalar throughput L1 uniform"><skipped message="unfit: a reason"/></testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("JUnit is red exactly when the exit code is") {
  const auto verdict = static_cast<CheckVerdict>(GENERATE(range(0, 7)));
  const auto lane = static_cast<Lane>(GENERATE(range(0, 5)));
  const sb::GateRule rule{GENERATE(false, true), GENERATE(false, true)};
  sb::GateCheck c = check(lane, verdict);
  c.advisory = GENERATE(false, true);
  sb::GateReport report = report_of({c});
  if (GENERATE(false, true)) report.checks.push_back(check(Lane::claim, CheckVerdict::passed));
  report.only_claims = GENERATE(false, true);
  report.any_unaccepted = GENERATE(false, true);
  const std::string text = junit(report, rule);
  const bool red = text.find("<failure ") != std::string::npos || text.find("<error ") != std::string::npos;
  CHECK(red == (exit_code(report, rule) != 0));
}

TEST_CASE("a gate that compared nothing or was interrupted has an error that says so") {
  CHECK_THAT(junit(report_of({})), Catch::Contains("<error type=\"incomplete\" message=\"nothing was compared\">"));
  sb::GateReport report = report_of({check(Lane::claim, CheckVerdict::passed)});
  report.interrupted = true;
  CHECK_THAT(sb::junit(report, {130, {}, "", ""}),
             Catch::Contains("<error type=\"interrupted\" message=\"interrupted: "));
}

TEST_CASE("no text of a run breaks out of the XML") {
  for (const std::string& text : hostile_texts()) {
    const std::string xml = junit(hostile(text));
    CAPTURE(text);
    CHECK(is_printable(xml));
    for (const char* forbidden : {"<script", "]]>", "<![CDATA[", "-->", "\xff", "\xed\xa0\x80", "\xef\xbf\xbf"})
      CHECK(xml.find(forbidden) == std::string::npos);
  }
}
