#include "reports/gate_markdown.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

std::string markdown(const sb::GateReport& report, std::size_t most = sb::default_markdown_bytes) {
  return gate_markdown(report, ending_of(report), most);
}

std::vector<std::string> markdown_lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// What is not within code.
std::string outside_of_code(const std::string& line) {
  std::string outside;
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.compare(i, 6, "<code>") == 0) inside = true;
    if (line.compare(i, 7, "</code>") == 0) inside = false, i += 7;
    if (i < line.size() && line[i] == '`') inside = !inside;
    else if (i < line.size() && !inside) outside += line[i];
  }
  return inside ? "not closed" : outside;
}

}  // namespace

TEST_CASE("the outcome first, then a line for each failure with accuracy, speed and witness") {
  const std::string text = markdown(report_of({worse(1.9, 7757), timed(CheckVerdict::passed, 0.88)}));
  CHECK_THAT(text, Catch::StartsWith(
                       "## softplus-bench gate\n\n**✗ Less accurate than before, or than was claimed.** 1 passed, "
                       "1 failed, 0 not compared, 0 undecided, 0 skipped. Exit code 4.\n\n### Failed\n"));
  CHECK_THAT(text,
             Catch::Contains("| `softplus/naive/binary32/scalar` | `12 % faster but 1.9 -> 7757 ulp in the tail` | "
                             "snapshot: `error above what was accepted` | `exhaustive` | `-16.6` (`0xc184cccd`) | "
                             "`5.9604645e-08` (`0x33800000`) | `6.0676214e-08` (`0x33824d1a`) | "));
  CHECK_THAT(text, Catch::Contains("`softplus-bench eval softplus 0xc184cccd --format binary32`"));
}

TEST_CASE("skipped rows are counted by their reason") {
  std::vector<sb::GateCheck> checks{check(Lane::claim, CheckVerdict::passed)};
  for (int i = 0; i < 38; ++i) checks.push_back(check(Lane::claim, CheckVerdict::skipped, "row" + std::to_string(i)));
  CHECK_THAT(markdown(report_of(checks)), Catch::Contains("| 38 | `a reason` | `row0` |"));
}

TEST_CASE("five thousand failures keep to the bytes of a comment, the worst first, the others counted") {
  const std::string text = markdown(many_failures(5000));
  CHECK(text.size() <= 60000);
  CHECK(text.size() > 55000);
  CHECK(text.find("kernel_4999/") < text.find("kernel_4998/"));
  CHECK(markdown_lines(text).size() > 100);
  CHECK_THAT(markdown_lines(text).back(), Catch::Matches("and 4,[0-9]+ more lines: see the log"));
  CHECK(markdown(many_failures(5000), 2000).size() <= 2000);
}

TEST_CASE("a failure that has no room gives way to none that is less bad") {
  // Every row after the first that does not fit is left out, however short.
  sb::GateReport report = many_failures(500);
  report.checks.front().id = "x";
  const std::string text = markdown(report, 5000);
  CHECK(text.find("`x`") == std::string::npos);
}

TEST_CASE("no text of a run breaks the layout, links, mentions or heads") {
  for (const std::string& text : hostile_texts()) {
    const std::string page = markdown(hostile(text));
    CHECK(page.size() <= 60000);
    CHECK(is_printable(page));
    for (const char* byte : {"\xff", "\xc3(", "\xed\xa0", "\xe2\x80\xae"}) CHECK(page.find(byte) == std::string::npos);
    for (const std::string& line : markdown_lines(page)) {
      CAPTURE(line);
      const std::string outside = outside_of_code(line);
      for (const char* sign : {"@", "<s", "http", "](", "javascript", "not closed", "![", "\xff"})
        CHECK(outside.find(sign) == std::string::npos);
      if (line.starts_with("| ")) {
        const auto bars = std::count(line.begin(), line.end(), '|');
        CHECK((bars == 3 || bars == 4 || bars == 5 || bars == 9));
      }
      if (line.starts_with("#")) CHECK((line.starts_with("## softplus-bench gate") || line.starts_with("### ")));
    }
  }
}

TEST_CASE("each exit code has its headline") {
  for (const auto& [code, words] : {std::pair(0, "Passed"), std::pair(3, "Slower"), std::pair(5, "Undecided"),
                                    std::pair(6, "Not everything"), std::pair(130, "Interrupted")})
    CHECK_THAT(gate_markdown(report_of({}), {code, {}, "", ""}), Catch::Contains(words));
}
