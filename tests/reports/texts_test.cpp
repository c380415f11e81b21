#include "reports/texts.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/html.hpp"
#include "reports/terminal.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

sb::Record saying(const std::string& claim, const std::string& verdict) {
  sb::Record r(sb::RecordKind::claims);
  r["claim"] = claim;
  r["statement"] = "the output is <never> zero";
  r["function"] = "softplus";
  r["implementation"] = "all";
  r["format"] = "all";
  r["target"] = "all";
  r["verdict"] = verdict;
  r["explanation"] =
      "even correctly rounded it is 0 up to x = -103.97, and so on for as many words as it takes to fill lines";
  r["status"] = "ok";
  return r;
}

sb::Record figure(const std::string& claim, const std::string& implementation, const std::string& format,
                  double value) {
  sb::Record r = saying(claim, "false");
  r["implementation"] = implementation;
  r["format"] = format;
  r["target"] = "scalar";
  r["measured"] = "largest x whose output is 0";
  r["value"] = value;
  r["unit"] = "x";
  r["witness_input"] = "-104";
  r["witness_bits"] = "0xc2d00000";
  r["witness_got_bits"] = "0x00000000";
  return r;
}

sb::Run run_of_sayings() {
  sb::Run run = sb::sample::small_run();
  run.records.push_back(saying("always_positive", "false"));
  run.records.push_back(figure("always_positive", "naive", "binary32", -16.64));
  run.records.push_back(figure("always_positive", "naive", "binary64", -36.74));
  run.records.push_back(figure("always_positive", "symmetric", "binary32", -103.97));
  run.records.push_back(saying("log_sum_exp", "holds"));
  run.records.push_back(saying("relu_distance", "holds with conditions"));
  sb::Record skipped = saying("cost_training", "");
  skipped["status"] = "skipped";
  skipped["reason"] = "Eigen was not found at build time: install libeigen3-dev";
  run.records.push_back(skipped);
  return run;
}

std::string page_of(const sb::Run& run) {
  std::ostringstream out;
  write_html(run, out);
  return out.str();
}

std::string table_of(const sb::Run& run) {
  std::ostringstream out;
  write_table(run, out, {});
  return out.str();
}

}  // namespace

TEST_CASE("figures stand under the saying they belong to") {
  const sb::Run run = run_of_sayings();
  const auto sayings = sb::sayings_of(run);
  REQUIRE(sayings.size() == 4);
  CHECK(sayings[0].summary->text("claim") == "always_positive");
  CHECK(sayings[0].figures.size() == 3);
  CHECK(sayings[1].figures.empty());
}

TEST_CASE("without such records neither page nor table speaks of texts") {
  const sb::Run run = sb::sample::small_run();
  CHECK(page_of(run).find("What the texts say") == std::string::npos);
  CHECK(table_of(run).find("what the texts say") == std::string::npos);
}

TEST_CASE("the page says each verdict by a word and a sign, and escapes what texts say") {
  const std::string page = page_of(run_of_sayings());
  CHECK(page.find("<section id=texts>") != std::string::npos);
  CHECK(page.find("href=#texts>") != std::string::npos);
  CHECK(page.find("✗ false") != std::string::npos);
  CHECK(page.find("✓ holds") != std::string::npos);
  CHECK(page.find("◐ holds with conditions") != std::string::npos);
  CHECK(page.find("– skipped") != std::string::npos);
  CHECK(page.find("&lt;never&gt;") != std::string::npos);
  CHECK(page.find("-103.97") != std::string::npos);
}

TEST_CASE("the table of sayings fits into 80 columns, and skipped ones say why") {
  const std::string table = table_of(run_of_sayings());
  std::istringstream lines(table);
  bool within = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "what the texts say") within = true;
    CAPTURE(line);
    if (within && line.empty()) break;
    if (within) CHECK(line.size() <= 80);
  }
  CHECK(within);
  CHECK(table.find("always_positive     FALSE") != std::string::npos);
  CHECK(table.find("relu_distance       conditions") != std::string::npos);
  CHECK(table.find("cost_training       skipped     Eigen was not found") != std::string::npos);
}

TEST_CASE("sayings add no rows to the groups of implementations") {
  CHECK(table_of(run_of_sayings()).find("all all") == std::string::npos);
}
