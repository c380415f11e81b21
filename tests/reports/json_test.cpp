#include "reports/json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/columns.hpp"
#include "reports/file.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

std::string json(const sb::Run& run) {
  std::ostringstream out;
  write_json(run, out);
  return out.str();
}

}  // namespace

TEST_CASE("a run read back from JSON is equal to the one written") {
  const sb::Run run = GENERATE(sb::Run{}, sb::sample::small_run(), sb::sample::quick_run(40));
  const sb::Run back = sb::read_json(json(run));
  CHECK((back == run));
  CHECK(json(back) == json(run));
}

TEST_CASE("equal runs give equal JSON bytes") { CHECK(json(sb::sample::small_run()) == json(sb::sample::small_run())); }

TEST_CASE("any double survives JSON and stays a double") {
  const double x = GENERATE(1.0, -0.0, 0.1, 1e22, 123456789012345680.0, 5e-324, 1.7976931348623157e308, 0x1.8p-30);
  sb::Run run = sb::sample::small_run();
  run.records[0]["max_ulp"] = x;
  const sb::Value back = sb::read_json(json(run)).records[0]["max_ulp"];
  REQUIRE(std::holds_alternative<double>(back));
  CHECK(std::get<double>(back) == x);
  CHECK(std::signbit(std::get<double>(back)) == std::signbit(x));
}

TEST_CASE("non-finite numbers are strings in JSON and numbers again when read") {
  sb::Run run = sb::sample::small_run();
  run.records[0]["max_ulp"] = std::numeric_limits<double>::infinity();
  run.records[0]["mean_ulp"] = -std::numeric_limits<double>::infinity();
  run.records[0]["rms_ulp"] = std::numeric_limits<double>::quiet_NaN();
  run.records[0].envelope[0].max_ulp = std::numeric_limits<double>::infinity();
  const std::string text = json(run);
  CHECK(nlohmann::json::parse(text)["records"][0]["max_ulp"] == "inf");
  const sb::Run back = sb::read_json(text);
  CHECK(back.records[0].number("max_ulp") == std::numeric_limits<double>::infinity());
  CHECK(back.records[0].number("mean_ulp") == -std::numeric_limits<double>::infinity());
  CHECK(std::holds_alternative<double>(back.records[0]["rms_ulp"]));
  CHECK(std::isnan(back.records[0].number("rms_ulp")));
  CHECK(std::isinf(back.records[0].envelope[0].max_ulp));
}

TEST_CASE("the word inf in a column of text stays text") {
  sb::Run run = sb::sample::small_run();
  run.records[0]["max_ulp_input"] = "inf";
  run.records[0]["max_ulp"] = "1.25e+400";
  const sb::Run back = sb::read_json(json(run));
  CHECK((back == run));
  CHECK(back.records[0].text("max_ulp_input") == "inf");
}

TEST_CASE("quotes, control characters, markup and 10,000 characters survive JSON") {
  const auto text =
      GENERATE(as<std::string>{}, "\"", "\\", "a\nb\tc", "</script>", "\x01", "\u03b2", std::string(10000, '"'));
  sb::Run run = sb::sample::small_run();
  run.command = text;
  run.identity = {{text, text}};
  run.omissions = {{text, text}};
  run.records[0]["reason"] = text;
  CHECK((sb::read_json(json(run)) == run));
}

TEST_CASE("bytes that are no UTF-8 still give valid JSON") {
  sb::Run run = sb::sample::small_run();
  run.command = "\xff\xfe";
  CHECK(nlohmann::json::accept(json(run)));
}

TEST_CASE("a JSON file that is no run is an error of one line") {
  const auto text = GENERATE(as<std::string>{}, "", "{", "[]", "{\"schema_version\":1}", "{\"schema_version\":999}",
                             "{\"schema_version\":\"one\"}");
  CHECK_THROWS_AS(sb::read_json(text), sb::UnreadableRun);
  try {
    sb::read_json(text);
  } catch (const sb::UnreadableRun& e) {
    CHECK(std::string(e.what()).find('\n') == std::string::npos);
  }
}

TEST_CASE("a column of a later version is passed over") {
  auto object = nlohmann::ordered_json::parse(json(sb::sample::small_run()));
  object["records"][0]["added_later"] = 1;
  object["added_later"] = {1, 2};
  CHECK((sb::read_json(object.dump()) == sb::sample::small_run()));
}

TEST_CASE("envelope arrays of unequal length are refused") {
  auto object = nlohmann::ordered_json::parse(json(sb::sample::small_run()));
  object["records"][0]["envelope"]["n"].push_back(1);
  CHECK_THROWS_AS(sb::read_json(object.dump()), sb::UnreadableRun);
}

TEST_CASE("every column has a definition, and the JSON Schema knows it") {
  const std::filesystem::path root = SOFTPLUS_BENCH_SOURCE_DIR;
  const auto schema = nlohmann::json::parse(sb::read_file(root / "reports/schema/run.schema.json"));
  for (const auto kind : sb::all_record_kinds)
    for (const auto column : sb::columns(kind)) {
      CAPTURE(column);
      CHECK_FALSE(sb::definition_of(column).empty());
      CHECK(schema.at("$defs").at(std::string(sb::name_of(kind))).at("properties").contains(std::string(column)));
    }
}
