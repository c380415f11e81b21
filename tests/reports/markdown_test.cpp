#include "reports/markdown.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Cells of a table's row as GitHub splits it: at bars without a backslash before them.
std::ptrdiff_t bars(const std::string& line) { return std::count(line.begin(), line.end(), '|'); }

}  // namespace

TEST_CASE("the verdict comes first, then the broken claims and the worst rows, then what to choose") {
  const std::string text = sb::markdown(sb::sample::quick_run(50), nullptr);
  CHECK(text.starts_with("## softplus-bench `quick`: run `1f0c9a2e`\n\n**✗ "));
  const auto broken = text.find("### Broken claims"), worst = text.find("### Worst rows"),
             best = text.find("### Fastest within a bound");
  CHECK(broken < worst);
  CHECK(worst < best);
  CHECK(best != std::string::npos);
  CHECK_THAT(text, Catch::Contains("`softplus/thresholded_20/binary64/scalar`"));
  CHECK_THAT(text, Catch::Contains("child process ended with signal 11"));
  CHECK(text == sb::markdown(sb::sample::quick_run(50), nullptr));
}

TEST_CASE("with a baseline the changes come first") {
  const sb::Run before = sb::sample::quick_run(50);
  sb::Run now = before;
  for (auto& r : now.records)
    if (r.kind == sb::RecordKind::accuracy && r.text("implementation") == "fused" && r.text("region") == "overall")
      r["max_ulp"] = 12.5;
  const std::string text = sb::markdown(now, &before);
  CHECK_THAT(text, Catch::Contains("**✗ Since the baseline:** `8 rows are worse than in run 1f0c9a2e"));
  CHECK(text.find("### Changes since") < text.find("### Broken claims"));
  CHECK_THAT(text, Catch::Contains("| worse | larger max error (ULP) | `softplus/fused/binary64/avx512` |"));
  CHECK_THAT(sb::markdown(before, &before), Catch::Contains("**✓ Since the baseline:**"));
}

TEST_CASE("it keeps to its bytes and counts what it left out") {
  const sb::Run run = sb::sample::quick_run(50);
  const std::size_t bytes = GENERATE(2000u, 3000u, 6000u);
  const std::string text = sb::markdown(run, nullptr, bytes);
  CHECK(text.size() <= bytes);
  CHECK_THAT(lines_of(text).back(), Catch::Matches("and [0-9,]+ more rows: see report.html"));
}

TEST_CASE("names can neither break the layout, nor link, nor mention anybody") {
  sb::Run run = sb::sample::small_run();
  const std::string name = GENERATE(std::string("a|b"), std::string("a\\|b"), std::string("`code` @everyone"),
                                    std::string("<script>alert(1)</script>"), std::string("a\nb\r\n# heading"),
                                    std::string("[x](javascript:1) https://e.x #1"), std::string("``` | ```"));
  run.run_id = run.suite = name;
  for (auto& r : run.records) r["implementation"] = name;
  run.records.push_back(sb::sample::accuracy_row(name, "binary32", 5000));
  run.omissions.push_back({name, name});
  sb::Run before = run;
  before.run_id = "x" + name;
  before.records.pop_back();
  before.identity[0].second = name;
  for (const std::string& line : lines_of(sb::markdown(run, &before))) {
    CAPTURE(line);
    if (line.starts_with("|")) CHECK((bars(line) >= 4 && bars(line) <= 9));
    // What is not within code.
    std::string outside;
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line.compare(i, 6, "<code>") == 0) inside = true;
      if (line.compare(i, 7, "</code>") == 0) inside = false, i += 7;
      if (line[i] == '`') inside = !inside;
      else if (!inside) outside += line[i];
    }
    CHECK_FALSE(inside);
    for (const std::string sign : {"@", "<s", "http", "](", "javascript"})
      CHECK(outside.find(sign) == std::string::npos);
    CHECK((!line.starts_with("#") || line.starts_with("## softplus-bench") || line.starts_with("### ")));
  }
}

TEST_CASE("texts of 10,000 characters are shortened, and never within a character") {
  sb::Run run = sb::sample::small_run();
  std::string name;
  for (int i = 0; i < 5000; ++i) name += "é";
  run.run_id = run.suite = name;
  for (auto& r : run.records) r["implementation"] = name;
  const std::string text = sb::markdown(run, nullptr);
  CHECK(text.size() < 5000);
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) == 0xc3 && (static_cast<unsigned char>(text[i + 1]) & 0xc0) != 0x80)
      FAIL(i);
}
