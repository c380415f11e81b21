#include "reports/gate_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "reports/gate_rows.hpp"

namespace softplus_bench {
namespace {

using Json = nlohmann::ordered_json;

Json json_value(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* number = std::get_if<double>(&value); number != nullptr && std::isfinite(*number)) return *number;
  return text_of(value);
}

Json json_of_check(const GateCheck& check, const GateRule& rule) {
  constexpr std::string_view level_names[] = {"none", "note", "warning", "error"};
  Json row{{"id", check.id},
           {"lane", name_of(check.lane)},
           {"verdict", name_of(check.verdict)},
           {"reason", check.finding},
           {"inputs", check.conditions},
           {"level", level_names[static_cast<std::size_t>(level_of(check, rule))]},
           {"advisory", check.advisory}};
  if (!check.format.empty()) row["format"] = check.format;
  Json figures = Json::object();
  for (const auto& [name, value] : check.figures)
    if (!std::holds_alternative<std::monostate>(value)) figures[name] = json_value(value);
  for (const auto& [name, value] : figures.items())
    if (!row.contains(name) && name != "witness" && name != "reproduce" && name != "figures") row[name] = value;
  row["figures"] = std::move(figures);
  if (!check.input_bits.empty()) {
    row["witness"] = {{"input_bits", check.input_bits}, {"got_bits", check.got_bits}, {"want_bits", check.want_bits}};
    if (!check.old_bits.empty()) row["witness"]["old_bits"] = check.old_bits;
  }
  if (!check.reproduce.empty()) row["reproduce"] = check.reproduce;
  return row;
}

Json json_of_row(const GateRow& row) {
  Json json{{"id", row.id}};
  if (row.accuracy != nullptr) json["accuracy"] = name_of(row.accuracy->verdict);
  if (row.speed != nullptr) json["speed"] = name_of(row.speed->verdict);
  json["words"] = row.words;
  return json;
}

Json json_of_counts(const GateReport& report) {
  const GateCounts counts = count(report.checks);
  return {{"passed", counts.passed},
          {"failed", counts.failed},
          {"skipped", counts.skipped},
          {"missing", counts.missing},
          {"undecided", counts.undecided}};
}

}  // namespace

std::string gate_json(const GateReport& report, const GateEnding& ending) {
  Json facts = Json::object();
  for (const auto& [name, value] : report.facts) facts[name] = value;
  Json rows = Json::array();
  for (const GateRow& row : rows_of(report)) rows.push_back(json_of_row(row));
  Json verdicts = Json::array();
  for (const GateCheck& check : report.checks) verdicts.push_back(json_of_check(check, ending.rule));
  const Json json{{"schema_version", gate_schema_version},
                  {"exit_code", ending.code},
                  {"outcome", outcome_of(ending.code)},
                  {"version", ending.version},
                  {"command", ending.command},
                  {"summary", summary_line(report)},
                  {"counts", json_of_counts(report)},
                  {"only_claims", report.only_claims},
                  {"any_unaccepted", report.any_unaccepted},
                  {"interrupted", report.interrupted},
                  {"facts", std::move(facts)},
                  {"notes", report.notes},
                  {"proposals", report.proposals},
                  {"rows", std::move(rows)},
                  {"verdicts", std::move(verdicts)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace softplus_bench
