// The gate's outputs.
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/gate.hpp"
#include "cli/session.hpp"

namespace softplus_bench::cli {
namespace {

std::string to_json(const GateReport& report, int code) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  for (const GateCheck& check : report.checks) {
    Json row{{"id", check.id},
             {"lane", name_of(check.lane)},
             {"verdict", name_of(check.verdict)},
             {"reason", check.finding},
             {"inputs", check.conditions}};
    for (const auto& [name, value] : check.figures)
      if (const auto* number = std::get_if<double>(&value)) row[name] = *number;
      else if (const auto* integer = std::get_if<std::int64_t>(&value)) row[name] = *integer;
      else if (const auto* text = std::get_if<std::string>(&value)) row[name] = *text;
    if (!check.input_bits.empty())
      row["witness"] = {{"input_bits", check.input_bits}, {"got_bits", check.got_bits}, {"want_bits", check.want_bits}};
    rows.push_back(std::move(row));
  }
  return Json{{"exit_code", code}, {"verdicts", std::move(rows)}}.dump(2) + "\n";
}

}  // namespace

void write_gate_outputs(const GateOptions& options, const GateReport& report, int code) {
  if (options.json) {
    print(to_json(report, code));
    fmt::print(stderr, "{}\n", summary_line(report));
    return;
  }
  std::ostringstream text;
  print_report(report, text);
  print(text.str());
}

}  // namespace softplus_bench::cli
