#include "reports/sarif.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/reports/gate_sample.hpp"

namespace sb = softplus_bench;
using nlohmann::json;
using sb::CheckVerdict;
using sb::Lane;
using namespace sb::sample;

namespace {

json sarif(const sb::GateReport& report, const sb::GateRule& rule = {}) {
  return json::parse(sb::sarif(report, ending_of(report, rule)));
}
json results(const sb::GateReport& report, const sb::GateRule& rule = {}) {
  return sarif(report, rule).at("runs").at(0).at("results");
}

}  // namespace

TEST_CASE("a failure has its rule, level, message, place, fingerprint and bits") {
  const json log = sarif(report_of({worse(1.5, 2)}));
  CHECK(log.at("version") == "2.1.0");
  CHECK(log.at("$schema") == "https://json.schemastore.org/sarif-2.1.0.json");
  const json driver = log.at("/runs/0/tool/driver"_json_pointer);
  CHECK(driver.at("name") == "softplus-bench");
  CHECK(driver.at("version") == "0.1.0 (abc)");
  const json result = log.at("/runs/0/results/0"_json_pointer);
  CHECK(result.at("ruleId") == "snapshot-failed");
  CHECK(driver.at("rules").at(result.at("ruleIndex").get<int>()).at("id") == "snapshot-failed");
  CHECK(result.at("level") == "error");
  CHECK(result.at("message").at("text") == "softplus/naive/binary32/scalar: error above what was accepted");
  const json place = result.at("/locations/0/physicalLocation"_json_pointer);
  CHECK(place.at("artifactLocation").at("uri") == "impls/portable/softplus/naive.cpp");
  CHECK(place.at("region").at("startLine") == 1);
  CHECK(result.at("properties").at("want_bits") == "0x33824d1a");
  CHECK(result.at("properties").at("max_ulp") == "2");
}

TEST_CASE("what passed or was skipped is not listed, and every rule is known") {
  std::vector<sb::GateCheck> checks;
  for (int lane = 0; lane < 6; ++lane)
    for (int verdict = 0; verdict < 7; ++verdict)
      checks.push_back(check(static_cast<Lane>(lane), static_cast<CheckVerdict>(verdict)));
  const json log = sarif(report_of(checks));
  std::set<std::string> rules;
  for (const json& rule : log.at("/runs/0/tool/driver/rules"_json_pointer)) rules.insert(rule.at("id"));
  CHECK(log.at("/runs/0/results"_json_pointer).size() == 30);
  for (const json& result : log.at("/runs/0/results"_json_pointer)) CHECK(rules.count(result.at("ruleId")) == 1);
}

TEST_CASE("a finding keeps its fingerprint when its figures change, and shares it with no other") {
  const auto hash = [](const sb::GateCheck& c) {
    return results(report_of({c})).at(0).at("partialFingerprints").at("primaryLocationLineHash").get<std::string>();
  };
  const std::string one = hash(worse(1, 2));
  CHECK(hash(worse(1, 3)) == one);
  sb::GateCheck other = worse(1, 2);
  other.conditions = "stratified";
  CHECK(hash(other) != one);
  other = worse(1, 2);
  other.lane = Lane::claim;
  CHECK(hash(other) != one);
  CHECK(hash(worse(1, 2, "softplus/naive/binary64/scalar")) != one);
}

TEST_CASE("SARIF has an error exactly when the exit code says so, also for what no check explains") {
  const auto verdict = static_cast<CheckVerdict>(GENERATE(range(0, 7)));
  const sb::GateRule rule{GENERATE(false, true), GENERATE(false, true)};
  sb::GateReport report = report_of({check(Lane::speed, verdict)});
  if (GENERATE(false, true)) report.checks.push_back(check(Lane::claim, CheckVerdict::passed));
  report.only_claims = GENERATE(false, true);
  bool error = false;
  for (const json& result : results(report, rule)) error = error || result.at("level") == "error";
  CHECK(error == (exit_code(report, rule) != 0));
}

TEST_CASE("no more results than GitHub takes, the worst of them, and how many were left out") {
  const json run = sarif(many_failures(5100)).at("runs").at(0);
  CHECK(run.at("results").size() == 5000);
  CHECK(run.at("/results/0/properties/max_ulp"_json_pointer) == "5101");
  CHECK(run.at("/invocations/0/toolExecutionNotifications/0/message/text"_json_pointer) ==
        "100 more results are left out");
}

TEST_CASE("SARIF of hostile texts parses, and its places are relative references") {
  for (const std::string& text : hostile_texts())
    for (const json& result : results(hostile(text))) {
      const auto uri = result.at("/locations/0/physicalLocation/artifactLocation/uri"_json_pointer).get<std::string>();
      CHECK(uri.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%") ==
            std::string::npos);
    }
}
