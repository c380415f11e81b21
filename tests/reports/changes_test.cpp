// The page's section of changes since a baseline.
#include <catch2/catch.hpp>
#include <sstream>

#include "reports/html.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::string section(const sb::Run& run, const sb::Run* against) {
  std::ostringstream out;
  sb::PageExtras extras;
  extras.against = against;
  write_html(run, out, extras);
  const std::string page = out.str();
  const std::size_t start = page.find("<section id=changes");
  REQUIRE(start != std::string::npos);
  return page.substr(start, page.find("</section>", start) - start);
}

}  // namespace

TEST_CASE("without a baseline the page says how to give one") {
  CHECK_THAT(section(sb::sample::small_run(), nullptr),
             Catch::Contains("id=changes-verdict class=dim>No baseline was given"));
}

TEST_CASE("the page answers whether anything is wrong since the baseline") {
  const sb::Run before = sb::sample::small_run();
  CHECK_THAT(section(before, &before), Catch::Contains("id=changes-verdict class=good>✓ Nothing is worse"));
  sb::Run now = before;
  now.records[0] = sb::sample::claiming_row("symmetric", 3);
  now.identity[0].second = "1234567";
  const std::string html = section(now, &before);
  CHECK_THAT(html, Catch::Contains("id=changes-verdict class=bad>✗ 1 row is worse than in run 1f0c9a2e"));
  CHECK_THAT(html, Catch::Contains(
                       "<li>broken claim: <code>softplus/symmetric/binary32/scalar</code> (exhaustive), met → broken"));
  CHECK_THAT(html,
             Catch::Contains("data-function=softplus data-format=binary32><th>softplus/symmetric/binary32/scalar"));
  CHECK_THAT(html, Catch::Contains("<th>commit<td class=wrap>2919312<td class=wrap>1234567"));
  CHECK_THAT(html, Catch::Contains("data-row="));
}

TEST_CASE("many changes are counted beyond those that the page has") {
  sb::Run before = sb::sample::small_run();
  before.records.clear();
  for (int i = 0; i < 400; ++i)
    before.records.push_back(sb::sample::accuracy_row("a" + std::to_string(i), "binary32", 1));
  sb::Run now = before;
  for (auto& r : now.records) r["max_ulp"] = 2.0;
  const std::string html = section(now, &before);
  CHECK_THAT(html, Catch::Contains("<summary>Worse: 400</summary>"));
  CHECK_THAT(html, Catch::Contains("and 250 more"));
  CHECK(html.size() < 100000);
}

TEST_CASE("names in changes are escaped") {
  sb::Run before = sb::sample::small_run();
  for (auto& r : before.records) r["implementation"] = "<script>alert(1)</script>\"'&";
  sb::Run now = before;
  now.records[0]["max_ulp"] = 5000.0;
  before.run_id = "<b>";
  before.identity[0].second = "<i>";
  const std::string html = section(now, &before);
  for (const std::string sign : {"<script", "<b>", "<i>"}) CHECK(html.find(sign) == std::string::npos);
}
