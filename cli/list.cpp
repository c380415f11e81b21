// list: what there is to measure.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/record.hpp"
#include "suites/devices.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"
#include "suites/plugins.hpp"
#include "suites/suite.hpp"

namespace softplus_bench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ListOptions {
  std::string what = "implementations";
  std::vector<std::string> filters;
  std::vector<std::string> plugins;
  bool json = false;
};

// Non-finite numbers are words in JSON.
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(shortest(x)); }

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  Json json = Json::array();
};

std::string to_text(const Table& table) {
  std::vector<std::size_t> widths;
  for (const std::string& cell : table.header) widths.push_back(cell.size());
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  std::string out;
  const auto line = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out += i + 1 == row.size() ? row[i] + "\n" : fmt::format("{:<{}}  ", row[i], widths[i]);
  };
  line(table.header);
  for (const auto& row : table.rows) line(row);
  return out;
}

Table functions() {
  Table table{{"function", "definition"}, {}};
  for (const Function* function : function_table()) {
    table.rows.push_back({std::string(function->name), std::string(function->definition)});
    table.json.push_back({{"name", function->name}, {"definition", function->definition}});
  }
  return table;
}

std::string claim_text(const Claim& claim) {
  if (!claim.exists()) return "none";
  std::string text = shortest(claim.max_ulp) + " ulp";
  if (std::isinf(claim.on.lower) && std::isinf(claim.on.upper)) return text;
  return text + fmt::format(" on [{}, {}]", shortest(claim.on.lower), shortest(claim.on.upper));
}

Table implementations(const Filter& filter) {
  filter.require_matches(all_row_ids(implementation_catalogue()));
  Table table{{"id", "claim", "strategy"}, {}};
  const TargetSet here = host_targets();
  std::vector<const Implementation*> asked;  // devices that a filter names are looked for
  for (const Implementation* implementation : implementation_catalogue())
    for (const FormatTraits& f : all_formats) {
      const std::string id = row_id(*implementation, f.id);
      const std::string_view name = id;
      if (is_device(implementation->target) && takes_part(*implementation, filter, {&name, 1}))
        asked.push_back(implementation);
    }
  open_devices(asked, {});
  for (const Implementation* implementation : implementation_catalogue())
    for (const FormatTraits& f : all_formats)
      visit_format(f.id, [&]<class T>(std::type_identity<T>) {
        const Variant<T>& variant = implementation->variant<T>();
        const std::string id = row_id(*implementation, f.id);
        if (variant.kernel == nullptr || !filter.accepts(id)) return;
        const std::string reason = why_unavailable(*implementation, here);
        const std::string note = reason.empty() ? "" : "not available: " + reason + ". ";
        table.rows.push_back({id, claim_text(variant.claim), note + std::string(implementation->strategy)});
        Json entry{{"id", id},
                   {"function", implementation->function},
                   {"implementation", implementation->name},
                   {"format", f.name},
                   {"target", name_of(implementation->target)},
                   {"strategy", implementation->strategy},
                   {"credit", implementation->credit},
                   {"library", implementation->library},
                   {"available", reason.empty()},
                   {"reason", reason},
                   {"follows_rounding", variant.follows_rounding}};
        if (variant.claim.exists()) {
          entry["claim_ulp"] = number(variant.claim.max_ulp);
          entry["claim_interval"] = {number(variant.claim.on.lower), number(variant.claim.on.upper)};
        }
        table.json.push_back(std::move(entry));
      });
  return table;
}

Table suites() {
  Table table{{"suite", "description"}, {}};
  for (const BuiltInSuite& each : built_in_suites()) {
    const Suite suite = load_suite(each.name);
    table.rows.push_back({suite.name, suite.description});
    table.json.push_back({{"name", suite.name}, {"description", suite.description}});
  }
  return table;
}

Table formats() {
  Table table{{"format", "bits", "precision", "emin", "emax"}, {}};
  for (const FormatTraits& f : all_formats) {
    table.rows.push_back({std::string(f.name), std::to_string(f.bits), std::to_string(f.precision),
                          std::to_string(f.emin), std::to_string(f.emax)});
    table.json.push_back(
        {{"name", f.name}, {"bits", f.bits}, {"precision", f.precision}, {"emin", f.emin}, {"emax", f.emax}});
  }
  return table;
}

Table targets() {
  Table table{{"target", "rows", "devices"}, {}};
  Facts missing;
  const std::vector<KnownDevice> devices = known_devices(missing);
  for (std::size_t i = 0; i < std::size(target_names); ++i) {
    int rows = 0;
    for (const std::string& id : all_row_ids(implementation_catalogue()))
      rows += id.ends_with("/" + std::string(target_names[i])) ? 1 : 0;
    std::string text;
    Json entry{{"name", target_names[i]}, {"rows", rows}};
    for (const KnownDevice& each : devices) {
      if (!each.id.starts_with(target_names[i])) continue;
      text += fmt::format("{}{} {}", text.empty() ? "" : "; ", each.id, each.facts.name);
      entry["devices"].push_back({{"id", each.id},
                                  {"name", each.facts.name},
                                  {"platform", each.facts.platform},
                                  {"driver", each.facts.driver},
                                  {"binary64", each.facts.binary64},
                                  {"compute_units", each.facts.compute_units},
                                  {"memory_bytes", each.facts.memory_bytes}});
    }
    for (const auto& [name, reason] : missing)
      if (name == target_names[i]) {
        text = "none: " + reason;
        entry["devices"] = Json::array();
        entry["reason"] = reason;
      }
    table.rows.push_back({std::string(target_names[i]), std::to_string(rows), text});
    table.json.push_back(std::move(entry));
  }
  return table;
}

// Of functions, suites, formats and targets the filter chooses by name.
void keep_matches(Table& table, const Filter& filter) {
  std::vector<std::string> names;
  for (const auto& row : table.rows) names.push_back(row.front());
  filter.require_matches(names);
  std::erase_if(table.rows, [&](const auto& row) { return !filter.accepts(row.front()); });
  Json kept = Json::array();
  for (const Json& entry : table.json)
    if (filter.accepts(entry.at("name").get<std::string>())) kept.push_back(entry);
  table.json = std::move(kept);
}

}  // namespace

void add_list(CLI::App& app, int& code) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* verb = app.add_subcommand("list", "What there is to measure");
  verb->add_option("what", options->what, "functions, implementations, suites, formats or targets")
      ->check(one_of({"functions", "implementations", "suites", "formats", "targets"}))
      ->type_name("WHAT")
      ->capture_default_str();
  verb->add_option("-f,--filter", options->filters,
                   "what to list: a glob over the id or name, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  declare_plugins(*verb, options->plugins);
  verb->add_flag("--json", options->json, "print JSON only");
  verb->footer(
      "Rows of the targets opencl and cuda take part where a filter names their target ('*/opencl') or --targets "
      "does.\n"
      "Rows of the target peer are other people's libraries. All are listed; run, gate, hunt and eval take those alone "
      "that a\n"
      "filter asks for by their name or target ('softplus/sleef*', 'softplus/*/*/peer'), or --targets or the suite "
      "does: '*' does not.\n"
      "Example:\n  softplus-bench list implementations -f 'softplus/*/binary32/*' --json");
  verb->callback([options, &code] {
    load_plugins(options->plugins);
    const Filter filter(options->filters);
    const std::string& what = options->what;
    Table table = what == "functions" ? functions()
                  : what == "suites"  ? suites()
                  : what == "formats" ? formats()
                  : what == "targets" ? targets()
                                      : implementations(filter);
    if (what != "implementations") keep_matches(table, filter);
    print(options->json ? table.json.dump(2) + "\n" : to_text(table));
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
