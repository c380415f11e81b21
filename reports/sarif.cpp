#include "reports/sarif.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "reports/gate_rows.hpp"
#include "reports/plain_text.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

struct Rule {
  std::string_view id;
  std::string_view level;  // where a result does not say otherwise
  std::string_view says;
};
constexpr Rule rules[] = {
    {"claim-failed", "error",
     "An implementation breaks its author's claim: a larger error, or a wrong NaN, infinity or sign."},
    {"snapshot-failed", "error", "A row is less accurate than when its snapshot was accepted."},
    {"corpus-failed", "error", "A known bad input is answered worse than when the snapshot was accepted."},
    {"contract-failed", "error", "A plug-in breaks what every kernel must keep, whatever its values are."},
    {"speed-failed", "error", "A kernel is slower by more than the margin, in every launch."},
    {"instructions-failed", "error", "A kernel executes more instructions, by more than the margin."},
    {"missing", "error", "A row should have been compared and was not."},
    {"inconclusive", "warning", "Times were too noisy to tell whether the kernel got slower."},
    {"unfit", "warning", "The machine was not fit for timing."},
    {"suspect-layout", "warning", "The difference in time goes away when code is placed elsewhere."},
    {"gate-incomplete", "error", "The gate could not compare what it was asked to."},
};

std::string rule_of(const GateCheck& check) {
  if (check.verdict == CheckVerdict::failed) return fmt::format("{}-failed", name_of(check.lane));
  return check.verdict == CheckVerdict::suspect_layout ? "suspect-layout" : std::string(name_of(check.verdict));
}

std::string_view name_of(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "note";
}

// FNV-1a: any hash would do that stays the same between versions.
std::string fingerprint_of(std::string_view lane, std::string_view id, std::string_view conditions) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : fmt::format("{}\n{}\n{}", lane, id, conditions))
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("{:016x}", hash);
}

// A relative reference of RFC 3986.
std::string uri_of(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) uri += c;
    else uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json result(const std::string& rule, std::string_view level, const std::string& text, std::string_view path,
            const std::string& fingerprint) {
  const auto place = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& r) { return r.id == rule; });
  Json json;
  json["ruleId"] = rule;
  json["ruleIndex"] = place - std::begin(rules);
  json["level"] = level;
  json["message"]["text"] = plain_text(text);
  Json location;
  location["physicalLocation"]["artifactLocation"]["uri"] = uri_of(path);
  location["physicalLocation"]["region"]["startLine"] = 1;
  json["locations"] = Json::array({std::move(location)});
  // GitHub tells findings apart by the first alone, and computes it from the source's line where it is absent: all rows
  // of a file would be one finding.
  json["partialFingerprints"]["primaryLocationLineHash"] = fingerprint + ":1";
  json["partialFingerprints"]["check/v1"] = fingerprint;
  return json;
}

Json result_of(const GateCheck& check, Level level) {
  const std::string text =
      fmt::format("{}: {}", check.id, check.finding.empty() ? name_of(check.verdict) : check.finding);
  Json json = result(rule_of(check), name_of(level), text, source_of(check.id),
                     fingerprint_of(name_of(check.lane), check.id, check.conditions));
  Json& properties = json["properties"];
  properties["id"] = check.id;
  properties["lane"] = name_of(check.lane);
  properties["verdict"] = name_of(check.verdict);
  properties["conditions"] = check.conditions;
  properties["advisory"] = check.advisory;
  for (const auto& [name, value] : check.figures)
    if (!properties.contains(name)) properties[name] = text_of(value);
  for (const auto& [name, bits] : {std::pair("input_bits", &check.input_bits), std::pair("got_bits", &check.got_bits),
                                   std::pair("want_bits", &check.want_bits), std::pair("old_bits", &check.old_bits),
                                   std::pair("reproduce", &check.reproduce)})
    if (!bits->empty()) properties[name] = *bits;
  return json;
}

Json driver(const std::string& version) {
  Json json;
  json["name"] = "softplus-bench";
  json["version"] = plain_text(version);
  json["informationUri"] = "https://softplus-bench.invalid/docs/gate.md";
  json["rules"] = Json::array();
  for (const Rule& rule : rules) {
    Json each;
    each["id"] = rule.id;
    each["shortDescription"]["text"] = rule.says;
    each["fullDescription"]["text"] = rule.says;
    each["help"]["text"] = fmt::format("{} See docs/gate.md.", rule.says);
    each["defaultConfiguration"]["level"] = rule.level;
    json["rules"].push_back(std::move(each));
  }
  return json;
}

Json invocation(const GateReport& report, const GateEnding& ending, std::size_t left_out) {
  Json json;
  json["executionSuccessful"] = !report.interrupted && ending.code != 6;
  json["exitCode"] = ending.code;
  json["exitCodeDescription"] = outcome_of(ending.code);
  if (!ending.command.empty()) json["commandLine"] = ending.command;
  json["toolExecutionNotifications"] = Json::array();
  const auto notify = [&](std::string_view level, const std::string& text) {
    Json notification;
    notification["level"] = level;
    notification["message"]["text"] = plain_text(text);
    json["toolExecutionNotifications"].push_back(std::move(notification));
  };
  for (const std::string& note : report.notes) notify("note", note);
  for (const std::string& proposal : report.proposals) notify("note", "better: " + proposal);
  if (left_out > 0) notify("warning", fmt::format("{} more results are left out", left_out));
  return json;
}

}  // namespace

std::string sarif(const GateReport& report, const GateEnding& ending) {
  Json results = Json::array();
  std::size_t left_out = 0;
  bool explained = ending.code == 0;
  for (const GateCheck* check : worst_first(report)) {
    const Level level = level_of(*check, ending.rule);
    if (level == Level::none) continue;
    explained = explained || level == Level::error;
    if (results.size() < most_sarif_results) results.push_back(result_of(*check, level));
    else ++left_out;
  }
  if (!explained)
    results.push_back(result("gate-incomplete", "error",
                             fmt::format("The gate ended with exit code {} ({}). {}", ending.code,
                                         outcome_of(ending.code), summary_line(report)),
                             "suites/gate.toml", fingerprint_of("gate", "", "")));
  Json run;
  run["tool"]["driver"] = driver(ending.version);
  run["invocations"] = Json::array({invocation(report, ending, left_out)});
  run["automationDetails"]["id"] = "softplus-bench-gate/";
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);
  for (const auto& [name, value] : report.facts) run["properties"][name] = value;
  Json json;
  json["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
  json["version"] = "2.1.0";
  json["runs"] = Json::array({std::move(run)});
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace softplus_bench
