#include "reports/junit.hpp"

#include <fmt/format.h>

#include <vector>

#include "reports/plain_text.hpp"

namespace softplus_bench {
namespace {

// As text and within an attribute's quotes; never "]]>" either, for the bracket is escaped.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : plain_text(text)) switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  return result;
}

// "softplus/naive/binary32/scalar" -> "softplus.naive".
std::string class_of(std::string_view id) {
  const auto first = id.find('/');
  if (first == std::string_view::npos) return std::string(id);
  const auto second = id.find('/', first + 1);
  return fmt::format("{}.{}", id.substr(0, first), id.substr(first + 1, second - first - 1));
}

std::string details_of(const GateCheck& check) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) text += fmt::format("{}: {}\n", escaped(name), escaped(value));
  };
  for (const auto& [name, value] : check.figures) add(name, text_of(value));
  add("input", check.input_bits);
  add("got", check.got_bits);
  add("want", check.want_bits);
  add("old", check.old_bits);
  add("reproduce", check.reproduce);
  return text.empty() ? "" : "<system-out>" + text + "</system-out>";
}

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
};

class Suite {
 public:
  explicit Suite(std::string_view name) : name_(name) {}
  const Counts& counts() const { return counts_; }

  // `element`: "failure", "error", "skipped", or "" for a passed one.
  void add(std::string_view class_name, std::string_view name, std::string_view element, std::string_view type,
           std::string_view message, const std::string& details) {
    ++counts_.tests;
    if (element == "failure") ++counts_.failures;
    if (element == "error") ++counts_.errors;
    if (element == "skipped") ++counts_.skipped;
    cases_ += fmt::format(R"(    <testcase classname="{}" name="{}">)", escaped(class_name), escaped(name));
    if (element == "skipped") cases_ += fmt::format(R"(<skipped message="{}"/>)", escaped(message));
    else if (!element.empty())
      cases_ += fmt::format(R"(<{0} type="{1}" message="{2}">{2}</{0}>)", element, escaped(type), escaped(message));
    cases_ += details + "</testcase>\n";
  }

  std::string xml(const Facts& facts) const {
    std::string text =
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n", name_,
                    counts_.tests, counts_.failures, counts_.errors, counts_.skipped);
    if (!facts.empty()) {
      text += "    <properties>\n";
      for (const auto& [name, value] : facts)
        text += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", escaped(name), escaped(value));
      text += "    </properties>\n";
    }
    return text + cases_ + "  </testsuite>\n";
  }

 private:
  std::string_view name_;
  Counts counts_;
  std::string cases_;
};

void add(Suite& suite, const GateCheck& check, const GateRule& rule) {
  const Level level = level_of(check, rule);
  const bool compared = check.verdict == CheckVerdict::failed;
  const std::string_view element = check.verdict == CheckVerdict::passed ? ""
                                   : level != Level::error               ? "skipped"
                                   : compared                            ? "failure"
                                                                         : "error";
  std::string message(name_of(check.verdict));
  if (!check.finding.empty()) message += ": " + check.finding;
  if (level == Level::note) message = "advisory: " + message;
  const std::string name = check.conditions.empty() ? check.id : check.id + " " + check.conditions;
  suite.add(class_of(check.id), name, element, name_of(check.lane), message, details_of(check));
}

std::string why(const GateReport& report, const GateEnding& ending) {
  if (report.interrupted) return "interrupted: what was left is not compared";
  if (report.only_claims && ending.rule.strict) return "claims only: no snapshot fits";
  if (report.any_unaccepted && ending.rule.strict) return "a row was measured that the snapshot has no entry for";
  return ending.code == 6 ? "nothing was compared" : fmt::format("exit code {}", ending.code);
}

}  // namespace

std::string junit(const GateReport& report, const GateEnding& ending) {
  std::vector<Suite> suites;
  for (int lane = 0; lane <= static_cast<int>(Lane::instructions); ++lane) {
    Suite suite(name_of(static_cast<Lane>(lane)));
    for (const GateCheck& check : report.checks)
      if (static_cast<int>(check.lane) == lane) add(suite, check, ending.rule);
    if (suite.counts().tests > 0) suites.push_back(std::move(suite));
  }
  Counts total;
  const auto sum_up = [&] {
    total = {};
    for (const Suite& suite : suites) {
      total.tests += suite.counts().tests;
      total.failures += suite.counts().failures;
      total.errors += suite.counts().errors;
    }
  };
  sum_up();
  if (ending.code != 0 && total.failures + total.errors == 0) {
    suites.emplace_back("gate").add("gate", "exit code", "error", outcome_of(ending.code), why(report, ending), "");
    sum_up();
  }
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"softplus-bench gate\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
      total.tests, total.failures, total.errors);
  for (const Suite& suite : suites) text += suite.xml(report.facts);
  return text + "</testsuites>\n";
}

}  // namespace softplus_bench
