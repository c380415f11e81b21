#include "reports/json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "reports/file.hpp"

namespace softplus_bench {
namespace {

template <class Items>
void write_array(const Items& items, std::ostream& out) {
  out << '[';
  const char* separator = "\n";
  for (const auto& item : items) {
    out << separator << json_of(item);
    separator = ",\n";
  }
  out << (items.empty() ? "]" : "\n]");
}

}  // namespace

void write_json(const Run& run, std::ostream& out) {
  out << "{\n\"schema_version\":" << schema_version;
  out << ",\n\"run_id\":" << json_of(std::string_view(run.run_id));
  out << ",\n\"suite\":" << json_of(std::string_view(run.suite));
  out << ",\n\"command\":" << json_of(std::string_view(run.command));
  out << ",\n\"complete\":" << (run.complete ? "true" : "false");
  out << ",\n\"identity\":" << json_of(run.identity);
  out << ",\n\"circumstances\":" << json_of(run.circumstances);
  out << ",\n\"reference\":" << json_of(run.reference);
  out << ",\n\"omissions\":";
  write_array(run.omissions, out);
  out << ",\n\"records\":";
  write_array(run.records, out);
  out << "\n}\n";
}

Run read_json(std::string_view text) try {
  const auto object = nlohmann::ordered_json::parse(text);
  check_schema_version(object);
  Run run;
  run.run_id = object.at("run_id").get<std::string>();
  run.suite = object.at("suite").get<std::string>();
  run.command = object.at("command").get<std::string>();
  run.complete = object.at("complete").get<bool>();
  run.identity = facts_from(object.at("identity"));
  run.circumstances = facts_from(object.at("circumstances"));
  run.reference = facts_from(object.at("reference"));
  for (const auto& omission : object.at("omissions")) run.omissions.push_back(omission_from(omission));
  for (const auto& record : object.at("records")) run.records.push_back(record_from(record));
  return run;
} catch (const nlohmann::json::exception& e) {
  throw UnreadableRun(fmt::format("not a run: {}", e.what()));
}

Run read_json_file(const std::filesystem::path& path) try {
  return read_json(read_file(path));
} catch (const UnreadableRun& e) {
  throw UnreadableRun(fmt::format("{}: {}", path.string(), e.what()));
}

}  // namespace softplus_bench
