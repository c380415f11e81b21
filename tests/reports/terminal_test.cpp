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

std::vector<std::string> terminal_lines(const std::string& text) {
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
  for (const auto& line : terminal_lines(table(run))) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("rows come by max ULP under a heading for each format") {
  sb::Run run = sb::sample::small_run();
  const auto lines = terminal_lines(table(run));
  CHECK(lines[0] == "softplus binary32   (speed: throughput, L1, uniform_20)");
  CHECK(lines[1] == "implementation       max ULP      at x = exact%  ns/el x relu  claim wrong");
  CHECK(lines[2] == "symmetric              0.900       -16.6          3.25   25.0    met");
  CHECK(lines[3] == "naive                 7757.5       -16.6                      BROKEN");
}

TEST_CASE("a run that only timed has a table for each condition, fastest first, in 80 columns") {
  sb::Run run = sb::sample::small_run();
  run.omissions.clear();
  run.records = {sb::sample::speed_row("symmetric", "binary32", 3.25), sb::sample::speed_row("fused", "binary32", 0.25),
                 sb::sample::speed_row("symmetric", "binary32", 9.75),
                 sb::sample::speed_row("symmetric", "binary32", 3)};
  run.records[2]["footprint"] = "DRAM";
  run.records[3]["layout"] = "code+16";
  const auto lines = terminal_lines(table(run));
  REQUIRE(lines.size() > 8);
  CHECK(lines[0] == "softplus binary32   (throughput, L1, uniform_20)");
  CHECK(lines[1] == "implementation             ns/el     low    high  x copy  x relu  TSC/el    GB/s");
  CHECK(lines[2] == "fused                      0.250   0.245   0.258    2.27    1.92   0.613    32.0");
  CHECK(lines[3].starts_with("symmetric code+16           3.00 "));
  CHECK(lines[4].starts_with("symmetric                   3.25 "));
  CHECK(lines[6] == "softplus binary32   (throughput, DRAM, uniform_20)");
  for (const auto& line : lines) CHECK(line.size() <= 80);
}

TEST_CASE("rows of a device have tables of their own in 80 columns, without cycles") {
  sb::Run run = sb::sample::small_run();
  run.omissions.clear();
  run.records = {sb::sample::speed_row("symmetric_fast_math", "binary32", 0.25),
                 sb::sample::speed_row("symmetric", "binary32", 3.25)};
  run.records[0]["target"] = std::string("opencl");
  run.records[0]["footprint"] = std::string("device_small");
  run.records[0]["tsc_cycles_per_element"] = sb::Value();
  const auto lines = terminal_lines(table(run));
  REQUIRE(lines.size() > 6);
  CHECK(lines[0] == "softplus binary32   (throughput, device_small, uniform_20)");
  CHECK(lines[2] == "symmetric_fast~th/opencl   0.250   0.245   0.258    2.27    1.92            32.0");
  CHECK(lines[4] == "softplus binary32   (throughput, L1, uniform_20)");
  for (const auto& line : lines) CHECK(line.size() <= 80);
}

TEST_CASE("a maximum over less than every input is called a lower bound") {
  sb::Run run = sb::sample::small_run();
  CHECK_THAT(table(run), !Catch::Contains("lower bound") && !Catch::Contains(">="));
  for (const auto* inputs : {"stratified", "weighted:normal", "hunted", "corpus"}) {
    run.records[1]["inputs"] = inputs;
    CHECK_THAT(table(run), Catch::Contains(" >=7757.5 ") && Catch::Contains(">= a lower bound"));
  }
}

TEST_CASE("the heading names the rounding mode where it is not nearest") {
  sb::Run run = sb::sample::small_run();
  for (auto& r : run.records)
    if (r.kind == sb::RecordKind::accuracy) r["rounding"] = "nearest";
  CHECK_THAT(table(run), !Catch::Contains("rounding"));
  for (auto& r : run.records)
    if (r.kind == sb::RecordKind::accuracy) r["rounding"] = "toward_zero";
  CHECK(terminal_lines(table(run))[0].starts_with("softplus binary32   (rounding toward zero)"));
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
