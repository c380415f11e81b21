#include "reports/html/page_data.hpp"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/html/deflate.hpp"
#include "reports/json.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

using Json = nlohmann::json;

std::string inflated(const std::string& base64) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string packed;
  unsigned bits = 0;
  int have = 0;
  for (const char c : base64.substr(0, base64.find('='))) {
    bits = bits << 6U | static_cast<unsigned>(digits.find(c));
    if ((have += 6) >= 8) packed += static_cast<char>(bits >> static_cast<unsigned>(have -= 8) & 255U);
  }
  std::string text(64U << 20U, '\0');
  uLongf size = text.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                     packed.size()) == Z_OK);
  text.resize(size);
  return text;
}

// The text of an element of that id.
std::string element(const std::string& page, const std::string& id) {
  const std::string start = "<script type=\"text/plain\" id=\"" + id + "\">";
  const auto from = page.find(start);
  if (from == std::string::npos) return "";
  return page.substr(from + start.size(), page.find("</script>", from) - from - start.size());
}

Json data(const std::string& page, const std::string& id) { return Json::parse(inflated(element(page, id))); }

std::string page_of(const sb::Run& run, std::size_t budget, const sb::PageExtras& extras = {}) {
  return sb::html::page_data(sb::view_of(run), extras, budget);
}

}  // namespace

TEST_CASE("deflated text inflates to what it was, whatever its length") {
  std::string bytes;
  for (int length = 0; length < 200; ++length) {
    const std::string text = sb::html::deflated_base64(bytes);
    CHECK(text.size() % 4 == 0);
    CHECK(inflated(text) == bytes);
    bytes += static_cast<char>(length * 37);
  }
}

TEST_CASE("a page that has room carries every record in full") {
  const sb::Run run = sb::sample::small_run();
  const Json page = data(page_of(run, 10'000'000), "page-data");
  CHECK(page["detail"] == "all");
  CHECK(page["run_id"] == run.run_id);
  std::map<std::string, std::size_t> next;
  for (const sb::Record& record : run.records) {
    const std::string kind(sb::name_of(record.kind));
    const std::size_t i = next[kind]++;
    const Json whole = Json::parse(sb::json_of(record));
    for (const auto column : sb::columns(record.kind)) {
      const Json columns = page["records"][kind];
      const Json value = columns.contains(column) ? columns[std::string(column)][i] : Json();
      CAPTURE(kind, column);
      CHECK(value == (whole.contains(column) ? whole[std::string(column)] : Json()));
    }
  }
}

TEST_CASE("bins are merged until the page has room, and the largest error stays exact at its input") {
  const sb::Run run = sb::sample::quick_run(60);
  const std::string wide = page_of(run, 100'000'000);
  const std::size_t most = wide.size() * 2 / 3;
  const std::string narrow = page_of(run, most);
  CHECK(narrow.size() <= most);
  const Json page = data(narrow, "page-data");
  std::size_t rows = 0;
  for (std::size_t group = 0; group < page["groups"].size(); ++group) {
    const std::string id = "envelopes-" + std::to_string(group);
    if (element(narrow, id).empty()) continue;
    const Json merged = data(narrow, id);
    const Json whole = data(wide, id);
    CHECK(merged.size() == whole.size());
    for (const auto& [row, bins] : merged.items()) {
      ++rows;
      const std::size_t record = page["rows"][std::stoul(row)]["envelope"];
      const auto max_ulp = page["records"]["accuracy"]["max_ulp"][record].get<double>();
      double largest = 0;
      std::string at;
      for (std::size_t i = 0; i < bins["max_ulp"].size(); ++i)
        if (const auto ulp = bins["max_ulp"][i].get<double>(); ulp > largest)
          largest = ulp, at = bins["argmax_bits"][i];
      CHECK(largest == max_ulp);
      CHECK(at == page["records"]["accuracy"]["max_ulp_input_bits"][record]);
      CHECK(bins["max_ulp"].size() < whole[row]["max_ulp"].size());
    }
  }
  CHECK(rows > 10);
}

TEST_CASE("landmarks and thresholds of what the run has come along") {
  sb::Run run = sb::sample::small_run();
  run.records = {sb::sample::accuracy_row("symmetric", "binary32", 1.5)};
  sb::PageExtras extras;
  extras.landmarks = {{"softplus", "binary32", "", {{"tail", -2139095040, -5}}, {0x3f800000}, {1.25}},
                      {"sigmoid", "binary32", "", {}, {}, {}}};
  extras.thresholds = {{"softplus/symmetric/binary32/scalar", {0x41a00000}}, {"softplus/naive/binary32/scalar", {1}}};
  const Json page = data(page_of(run, 1'000'000, extras), "page-data");
  REQUIRE(page["landmarks"].size() == 1);
  CHECK(page["landmarks"][0]["regions"][0] ==
        Json({{"region", "tail"}, {"first_bits", "0xff800000"}, {"last_bits", "0x80000005"}}));
  CHECK(page["landmarks"][0]["kappa_bits"][0] == "0x3f800000");
  CHECK(page["landmarks"][0]["kappa"][0] == 1.25);
  REQUIRE(page["thresholds"].size() == 1);
  CHECK(page["thresholds"][0] == Json({{"row", 0}, {"at", {"0x41a00000"}}}));
}

TEST_CASE("a page of little room leaves out columns that it does not show") {
  const Json page = data(page_of(sb::sample::quick_run(200), 1000), "page-data");
  CHECK(page["detail"] == "shown");
  CHECK(!page["records"]["accuracy"].contains("rms_ulp"));
  CHECK(page["records"]["accuracy"].contains("max_ulp"));
}
