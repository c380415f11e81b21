#include "reports/properties.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/html.hpp"
#include "reports/terminal.hpp"
#include "reports/view.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

sb::Record property_row(const std::string& implementation, const std::string& property, const std::string& rule,
                        std::int64_t n_excess) {
  sb::Record r(sb::RecordKind::properties);
  r["function"] = std::string("softplus");
  r["implementation"] = implementation;
  r["format"] = std::string("binary16");
  r["target"] = std::string("scalar");
  r["property"] = property;
  r["rule"] = rule;
  r["statement"] = "what " + property + " <says>";
  r["n"] = std::int64_t{65536};
  r["n_violations"] = n_excess;
  r["n_excess_violations"] = n_excess;
  r["worst"] = 3.0;
  r["worst_unit"] = std::string("places");
  if (n_excess > 0) {
    r["witness_input"] = std::string("1.5");
    r["witness_bits"] = std::string("0x3e00");
    r["witness_got_bits"] = std::string("0x3eb0");
    r["witness_want"] = std::string("in [0, inf]");
  }
  r["status"] = std::string("ok");
  r["reproduce"] = std::string("softplus-bench run properties -f 'softplus/naive/binary16/scalar'");
  return r;
}

sb::Run run_with_properties() {
  sb::Run run = sb::sample::small_run();
  for (const std::string implementation : {"naive", "symmetric"}) {
    const bool wrong = implementation == "naive";
    run.records.push_back(property_row(implementation, "monotone", "hard", wrong ? 12 : 0));
    run.records.push_back(property_row(implementation, "convex", "soft", 7));
    run.records.push_back(property_row(implementation, "flag_inexact", "informative", 0));
    run.records.push_back(property_row(implementation, "special:0", "special", 0));
    run.records.push_back(property_row(implementation, "special:-inf", "special", wrong ? 1 : 0));
  }
  sb::Record skipped = property_row("naive", "special:3", "special", 0);
  skipped["status"] = std::string("skipped");
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

TEST_CASE("hard properties and special values are kept or violated, soft ones exceeded") {
  const sb::Run run = run_with_properties();
  const auto counts = sb::count_properties(run);
  CHECK(counts.kept == 4);
  CHECK(counts.exceeded == 2);
  REQUIRE(counts.violated.size() == 2);
  CHECK(counts.violated[0]->text("property") == "monotone");
  CHECK_FALSE(sb::count_properties(sb::sample::small_run()).any());
}

TEST_CASE("the page shows counts with a sign, not by colour alone, and the first violation of each") {
  const std::string page = page_of(run_with_properties());
  CHECK_THAT(page, Catch::Contains("<section id=properties>"));
  CHECK_THAT(page, Catch::Contains("href=#properties>"));
  CHECK_THAT(page, Catch::Contains("✗ 12"));
  CHECK_THAT(page, Catch::Contains("<td>✓<"));
  CHECK_THAT(page, Catch::Contains("≈ 7"));
  CHECK_THAT(page, Catch::Contains("✗ 1 of 2"));
  CHECK_THAT(page, Catch::Contains("✓ all 2"));
  CHECK_THAT(page, Catch::Contains("2 violated: where first"));
  CHECK_THAT(page, Catch::Contains("0x3eb0"));
  CHECK_THAT(page, Catch::Contains("what monotone &lt;says&gt;"));
}

TEST_CASE("a run without properties has no section of them") {
  const std::string page = page_of(sb::sample::small_run());
  CHECK_THAT(page, !Catch::Contains("id=properties"));
  CHECK_THAT(page, !Catch::Contains("#properties"));
}

TEST_CASE("properties are no rows of the accuracy tables") {
  const sb::Run run = run_with_properties();
  const sb::Run without = sb::sample::small_run();
  const sb::View view = view_of(run);
  CHECK(view.groups.size() == view_of(without).groups.size());
  CHECK(view.not_run.size() == view_of(without).not_run.size());
}

TEST_CASE("the terminal names what is violated, a dozen at most, in 80 columns") {
  sb::Run run = run_with_properties();
  const std::string text = table_of(run);
  CHECK_THAT(text, Catch::Contains("properties: 4 kept, 2 violated, 2 soft ones beyond correct rounding\n"));
  CHECK_THAT(text, Catch::Contains("softplus/naive/binary16/scalar#monotone"));
  CHECK_THAT(text, Catch::Contains("12 of 66k, x = 1.5"));
  for (int i = 0; i < 20; ++i)
    run.records.push_back(property_row(std::string(100, 'n') + std::to_string(i), "range", "hard", 1));
  const std::string longer = table_of(run);
  CHECK_THAT(longer, Catch::Contains("softplus range                           20 rows, e.g. nnn"));
  CHECK_THAT(longer, Catch::Contains("softplus special                          1 rows, e.g. naive/binary16\n"));
  for (int i = 0; i < 20; ++i) run.records.push_back(property_row("naive", "property_" + std::to_string(i), "hard", 1));
  CHECK_THAT(table_of(run), Catch::Contains("and 12 more properties: see properties.csv"));
  std::istringstream lines(longer.substr(longer.find("properties:")));
  for (std::string line; std::getline(lines, line) && !line.empty();) CHECK(line.size() <= 80);
}
