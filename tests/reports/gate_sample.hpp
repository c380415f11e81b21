// Made-up reports of the gate for the tests of its outputs.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "reports/gate_report.hpp"

namespace softplus_bench::sample {

inline GateCheck check(Lane lane, CheckVerdict verdict, const std::string& id = "softplus/naive/binary32/scalar") {
  GateCheck c;
  c.lane = lane;
  c.id = id;
  c.verdict = verdict;
  c.conditions = is_of_accuracy(lane) ? "exhaustive" : "throughput L1 uniform";
  if (verdict != CheckVerdict::passed) c.finding = "a reason";
  return c;
}

inline GateCheck worse(double old_ulp, double ulp, const std::string& id = "softplus/naive/binary32/scalar") {
  GateCheck c = check(Lane::snapshot, CheckVerdict::failed, id);
  c.finding = "error above what was accepted";
  c.figures = {{"max_ulp", ulp}, {"old_max_ulp", old_ulp}, {"region", std::string("the tail")}};
  c.format = "binary32";
  c.input_bits = "0xc184cccd";
  c.got_bits = "0x33800000";
  c.want_bits = "0x33824d1a";
  c.old_bits = "0x33824d1b";
  c.reproduce = "softplus-bench eval softplus 0xc184cccd --format binary32";
  c.severity = ulp - old_ulp;
  return c;
}

inline GateCheck timed(CheckVerdict verdict, double ratio, const std::string& id = "softplus/naive/binary32/scalar") {
  GateCheck c = check(Lane::speed, verdict, id);
  c.figures = {{"ratio", ratio}, {"ratio_low", ratio - 0.005}, {"ratio_high", ratio + 0.005}};
  return c;
}

inline GateReport report_of(std::vector<GateCheck> checks) {
  GateReport report;
  report.checks = std::move(checks);
  return report;
}

inline GateEnding ending_of(const GateReport& report, const GateRule& rule = {}) {
  return {exit_code(report, rule), rule, "0.1.0 (abc)", "softplus-bench gate"};
}

// What a name, a reason or a fact may hold.
inline std::vector<std::string> hostile_texts() {
  return {"a|b\\|c",
          "`code` @everyone #1",
          "<script>alert(1)</script> ]]> &amp; <![CDATA[ \"' -->",
          "a\nb\r\n# heading\n::error::planted\n",
          "\x1b[31mred \x07 \x01 \xc2\x9b",
          "[x](javascript:1) https://e.x ![](y)",
          "100%0A::warning::planted,file=x:y",
          "no \xff UTF-8 \xc3( \xed\xa0\x80",
          "\xe2\x80\xae turned \xe2\x80\xa8 line \xef\xbf\xbf",
          std::string("nul \0 in it", 11),
          std::string(1000, 'x'),
          ""};
}

// Whether every byte is a blank or above, a newline excepted: nothing that steers a terminal or that XML forbids.
inline bool is_printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\n';
  });
}

// Failures of each kind with the text in each of its places.
inline GateReport hostile(const std::string& text) {
  GateReport report;
  for (int lane = 0; lane < 5; ++lane)
    for (int verdict = 0; verdict < 7; ++verdict) {
      GateCheck c = check(static_cast<Lane>(lane), static_cast<CheckVerdict>(verdict), text);
      c.conditions = c.finding = c.format = c.input_bits = c.got_bits = c.want_bits = c.old_bits = c.reproduce = text;
      c.figures = {{text, text}, {"max_ulp", text}, {"id", text}};
      report.checks.push_back(c);
      c.advisory = true;
      report.checks.push_back(c);
    }
  report.notes = report.proposals = {text, text};
  report.facts = {{text, text}, {"fact", text}};
  return report;
}

inline GateReport many_failures(int n) {
  GateReport report;
  for (int i = 0; i < n; ++i)
    report.checks.push_back(worse(1, 2 + i, "softplus/kernel_" + std::to_string(i) + "/binary32/scalar"));
  return report;
}

}  // namespace softplus_bench::sample
