#include "reports/terminal.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::string table(const sb::Run& run, const sb::TableOptions& options = {}) {
  std::ostringstream out;
  write_table(run, out, options);
  return out.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("rows and their header fit into 80 columns, whatever the names") {
  sb::Run run = sb::sample::quick_run(40);
  for (auto& r : run.records)
    if (r.text("implementation") == "naive") r["implementation"] = std::string(10000, 'n');
  run.records.pop_back();  // reasons of failed rows are never cut
  run.omissions.clear();
  for (const auto& line : lines_of(table(run))) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("rows come by max ULP under a heading for each format") {
  sb::Run run = sb::sample::small_run();
  const auto lines = lines_of(table(run));
  CHECK(lines[0] == "softplus binary32   (speed: throughput, L1, uniform_20)");
  CHECK(lines[1] == "implementation       max ULP      at x = exact%  ns/el x relu  claim wrong");
  CHECK(lines[2] == "symmetric              0.900       -16.6          3.25   25.0    met");
  CHECK(lines[3] == "naive                 7757.5       -16.6                      BROKEN");
}

TEST_CASE("the heading names the rounding mode where it is not nearest") {
  sb::Run run = sb::sample::small_run();
  for (auto& r : run.records)
    if (r.kind == sb::RecordKind::accuracy) r["rounding"] = "nearest";
  CHECK_THAT(table(run), !Catch::Contains("rounding"));
  for (auto& r : run.records)
    if (r.kind == sb::RecordKind::accuracy) r["rounding"] = "toward_zero";
  CHECK(lines_of(table(run))[0].starts_with("softplus binary32   (rounding toward zero)"));
}

TEST_CASE("wrong outputs are counted in words") {
  sb::Run run = sb::sample::small_run();
  run.records[1]["n_wrong_nan"] = std::int64_t{3};
  run.records[1]["n_early_overflow"] = std::int64_t{12345};
  CHECK_THAT(table(run, {120, false}), Catch::Contains("3 nan, 12k inf"));
  CHECK_THAT(table(run, {80, false}), Catch::Contains(" 3 nan+\n"));
}

TEST_CASE("escape codes appear only when colour is asked for") {
  CHECK(table(sb::sample::small_run()).find('\x1b') == std::string::npos);
  CHECK(table(sb::sample::small_run(), {80, true}).find('\x1b') != std::string::npos);
}

TEST_CASE("failed rows, named skips and an interruption are said") {
  sb::Run run = sb::sample::small_run();
  run.records[1]["status"] = "failed";
  run.records[1]["reason"] = "signal 11";
  run.complete = false;
  const auto text = table(run);
  CHECK_THAT(text, Catch::Contains("failed softplus/naive/binary32/scalar: signal 11"));
  CHECK_THAT(text, Catch::Contains("skipped softplus/fused/binary32/avx512: this processor has no AVX-512"));
  CHECK_THAT(text, Catch::Contains("interrupted"));
}
