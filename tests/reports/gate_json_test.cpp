#include "reports/gate_json.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using nlohmann::json;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

TEST_CASE("the report as JSON: counts, rows and a verdict for each check") {
  sb::GateReport report = report_of({worse(1.9, 7757), timed(CheckVerdict::passed, 0.88)});
  report.facts = {{"commit", "abc"}};
  report.notes = {"a note"};
  const json object = json::parse(gate_json(report, ending_of(report)));
  CHECK(object.at("schema_version") == 1);
  CHECK(object.at("exit_code") == 4);
  CHECK(object.at("outcome") == "accuracy");
  CHECK(object.at("counts").at("failed") == 1);
  CHECK(object.at("facts").at("commit") == "abc");
  CHECK(object.at("notes") == json::array({"a note"}));
  CHECK(object.at("rows") == json::array({{{"id", "softplus/naive/binary32/scalar"},
                                           {"accuracy", "failed"},
                                           {"speed", "passed"},
                                           {"words", "12 % faster but 1.9 -> 7757 ulp in the tail"}}}));
  const json verdict = object.at("verdicts").at(0);
  CHECK(verdict.at("figures").at("max_ulp") == 7757.0);
  CHECK(verdict.at("max_ulp") == 7757.0);
  CHECK(verdict.at("witness").at("old_bits") == "0x33824d1b");
  CHECK(verdict.at("level") == "error");
}

TEST_CASE("numbers that are not finite are words, and no figure takes another key's place") {
  sb::GateCheck c = check(Lane::claim, CheckVerdict::passed, "row");
  c.figures = {{"max_ulp", std::numeric_limits<double>::infinity()},
               {"mean_ulp", std::nan("")},
               {"verdict", std::string("failed")},
               {"n", std::int64_t{3}},
               {"absent", sb::Value()}};
  const sb::GateReport report = report_of({c});
  const json verdict = json::parse(gate_json(report, ending_of(report))).at("verdicts").at(0);
  CHECK(verdict.at("max_ulp") == "inf");
  CHECK(verdict.at("mean_ulp") == "nan");
  CHECK(verdict.at("verdict") == "passed");
  CHECK(verdict.at("figures").at("verdict") == "failed");
  CHECK(verdict.at("n") == 3);
  CHECK_FALSE(verdict.contains("absent"));
}

TEST_CASE("JSON of hostile texts parses") {
  for (const std::string& text : hostile_texts()) {
    const sb::GateReport report = hostile(text);
    CHECK(json::parse(gate_json(report, ending_of(report))).at("verdicts").size() == report.checks.size());
  }
}
