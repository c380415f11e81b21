// ab: implementations against each other, interleaved in one run.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/ab_options.hpp"
#include "cli/instructions.hpp"
#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "suites/ab.hpp"
#include "suites/controls.hpp"
#include "suites/devices.hpp"
#include "suites/host_targets.hpp"
#include "suites/peers.hpp"
#include "suites/plugins.hpp"
#include "suites/thread_crew.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::size_t most_rivals = 26;  // letters
char letter(std::size_t place) { return static_cast<char>('A' + place); }

// "control/relu/binary32", with or without a target.
const Implementation* control_of_row(const std::string& id, FormatId& format) {
  for (const Implementation* control : {&copy_control, &relu_control()})
    for (const FormatTraits& f : all_formats) {
      const std::string plain = fmt::format("{}/{}/{}", control->function, control->name, f.name);
      if (id != plain && id != fmt::format("{}/{}", plain, name_of(control->target))) continue;
      format = f.id;
      return control;
    }
  return nullptr;
}

SpeedRow row_of(const std::string& id, const AbVerbOptions& options) {
  SpeedRow row;
  std::optional<Parameters> parameters;
  const Implementation* implementation = control_of_row(id, row.format);
  if (implementation == nullptr) implementation = &implementation_of_row(id, row.format, parameters);
  set_implementation(row, *implementation, parameters);
  if (is_device(row.implementation->target))
    throw UsageError(id + ": ab times kernels of the host; 'softplus-bench run speed -f " + id +
                     "' times those of devices");
  if (const std::string reason = why_unavailable(*row.implementation); !reason.empty())
    throw UsageError(id + ": " + reason + "; 'softplus-bench list implementations' says what can be timed here");
  load_peers({&row.implementation, 1});
  row.metric = *metric_named(options.metric);
  row.footprint = *footprint_named(options.footprint);
  row.input_mix = *input_mix_named(options.input_mix);
  row.in_place = options.in_place;
  row.threads = options.threads == 0 ? available_cores() : options.threads;
  return row;
}

std::string to_text(const AbVerbOptions& options, const RivalComparison& c) {
  std::string out = fmt::format("{}, {} rounds interleaved with copy and relu; medians, 99.9 % intervals\n\n",
                                conditions_text(options), c.rounds);
  for (std::size_t i = 0; i < c.rivals.size(); ++i)
    out += fmt::format("{} {}\n    {} ns/element, {} times relu\n", letter(i), options.ids[i],
                       interval_text(c.rivals[i].ns_per_element, 4), interval_text(c.rivals[i].over_relu, 2));
  for (std::size_t i = 1; i < c.rivals.size(); ++i)
    out += fmt::format("{}{} takes {} times as long as A: {} (margin {})\n", i == 1 ? "\n" : "", letter(i),
                       interval_text(c.rivals[i].over_first, 4), name_of(c.rivals[i].verdict), options.margin);
  return out;
}

// Of two as a and b; of any number as an array too.
std::string to_json(const AbVerbOptions& options, unsigned threads, double margin, const RivalComparison& c) {
  nlohmann::ordered_json json;
  const Rival& a = c.rivals[0];
  const Rival& b = c.rivals[1];
  const bool two = c.rivals.size() == 2;
  if (two) json = {{"a", options.ids[0]}, {"b", options.ids[1]}};
  json["metric"] = options.metric;
  json["footprint"] = options.footprint;
  json["input_mix"] = options.input_mix;
  json["in_place"] = options.in_place;
  json["threads"] = threads;
  json["rounds"] = c.rounds;
  if (two) {
    json["a_ns_per_element"] = interval_json(a.ns_per_element);
    json["b_ns_per_element"] = interval_json(b.ns_per_element);
    json["b_over_a"] = interval_json(b.over_first);
    json["a_over_copy"] = interval_json(a.over_copy);
    json["b_over_copy"] = interval_json(b.over_copy);
    json["a_over_relu"] = interval_json(a.over_relu);
    json["b_over_relu"] = interval_json(b.over_relu);
  }
  json["margin"] = margin;
  if (two) json["verdict"] = name_of(b.verdict);
  json["rows"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < c.rivals.size(); ++i) {
    nlohmann::ordered_json row{{"id", options.ids[i]},
                               {"ns_per_element", interval_json(c.rivals[i].ns_per_element)},
                               {"over_first", interval_json(c.rivals[i].over_first)},
                               {"over_copy", interval_json(c.rivals[i].over_copy)},
                               {"over_relu", interval_json(c.rivals[i].over_relu)}};
    if (i > 0) row["verdict"] = name_of(c.rivals[i].verdict);
    json["rows"].push_back(std::move(row));
  }
  return json.dump(2) + "\n";
}

std::vector<SpeedRow> rows_of(const AbVerbOptions& options) {
  std::vector<SpeedRow> rows;
  for (const std::string& id : options.ids) {
    rows.push_back(row_of(id, options));
    if (rows.back().format != rows.front().format)
      throw UsageError("ab compares rows of one format: " + options.ids.front() + " and " + id + " differ");
  }
  return rows;
}

int compare_here(const AbVerbOptions& options) {
  load_plugins(options.plugins);
  const std::vector<SpeedRow> rows = rows_of(options);
  AbOptions ab;
  ab.rounds = options.rounds;
  ab.margin = margin_from(options.margin);
  ab.stop = &interrupt_flag();
  RivalComparison c;
  try {
    c = compare_all(rows, ab);
  } catch (const std::invalid_argument& error) {
    throw UsageError(std::string("ab: ") + error.what());
  }
  if (interrupt_flag()) {
    fmt::print(stderr, "interrupted: nothing to compare\n");
    return exit_interrupted;
  }
  if (!c.failure.empty()) {
    fmt::print(stderr, "softplus-bench: {}\n", c.failure);
    return exit_incomplete;
  }
  print(options.json ? to_json(options, rows.front().threads, ab.margin, c) : to_text(options, c));
  return exit_ok;
}

int compare_as_asked(const AbVerbOptions& options) {
  if (!options.old_binary.empty() || !options.new_binary.empty() || !options.filters.empty())
    return compare_two_builds(options);
  if (options.ids.size() < 2)
    throw UsageError("ab: give two rows or more, or two builds with --old and --new (see 'softplus-bench ab --help')");
  return options.launches.value_or(1) > 1 ? compare_in_launches(options) : compare_here(options);
}

}  // namespace

std::string interval_text(const MedianInterval& m, int digits) {
  return fmt::format("{:.{}f} [{:.{}f}, {:.{}f}]", m.median, digits, m.low, digits, m.high, digits);
}

std::string conditions_text(const AbVerbOptions& options) {
  std::string text = fmt::format("{}, {}, {} inputs", options.metric, options.footprint, options.input_mix);
  if (options.in_place) text += ", in place";
  if (options.threads != 1)
    text += fmt::format(", {} threads", options.threads == 0 ? "all" : fmt::to_string(options.threads));
  return text;
}

nlohmann::ordered_json interval_json(const MedianInterval& m) {
  return {{"median", m.median}, {"low", m.low}, {"high", m.high}};
}

void add_ab(CLI::App& app, int& code) {
  auto options = std::make_shared<AbVerbOptions>();
  CLI::App* verb = app.add_subcommand("ab", "Implementations, or two builds, against each other, interleaved");
  verb->add_option("ids", options->ids,
                   "rows of one format, e.g. softplus/symmetric/binary32/scalar; all are compared with the first; "
                   "control/copy/binary32 and control/relu/binary32 are rows too")
      ->type_name("ID_A ID_B [ID_C ...]")
      ->expected(1, static_cast<int>(most_rivals));
  verb->add_option("--old", options->old_binary, "a softplus-bench to compare the rows of -f with, built elsewhere")
      ->type_name("BINARY");
  verb->add_option("--new", options->new_binary, "the one that is judged; this very program by default")
      ->type_name("BINARY");
  verb->add_option("-f,--filter", options->filters,
                   "with --old, rows: a glob over the id, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  const auto names = [](const auto& views) { return std::vector<std::string>(std::begin(views), std::end(views)); };
  verb->add_option("--metric", options->metric)->check(one_of(names(host_metric_names)))->capture_default_str();
  verb->add_option("--footprint", options->footprint)
      ->check(one_of(names(host_footprint_names)))
      ->capture_default_str();
  verb->add_option("--input-mix", options->input_mix)->check(one_of(names(input_mix_names)))->capture_default_str();
  verb->add_flag("--in-place", options->in_place, "output over input");
  verb->add_option("--threads", options->threads, "at once; 0: one a core")->capture_default_str();
  verb->add_option("--rounds", options->rounds, "at least 500")
      ->check(CLI::Range(500u, 1000000u))
      ->capture_default_str();
  verb->add_option("--launches", options->launches,
                   "fresh processes, which must agree; 3 with --old, else 1, which is this process")
      ->type_name("N")
      ->check(CLI::Range(1u, 100u));
  verb->add_option("--margin", options->margin, "differences up to this are the same speed")->capture_default_str();
  declare_plugins(*verb, options->plugins);
  auto* json = verb->add_flag("--json", options->json, "print JSON only");
  verb->add_flag("--instructions", options->instructions, "also count the instructions of ID_A ID_B (valgrind)")
      ->excludes(json)
      ->excludes(verb->get_option("--old"));
  verb->add_flag("-q,--quiet", options->quiet, "no progress");
  verb->footer(
      "Never judges: exit 0 whatever the answer, 6 when something could not be compared.\n"
      "Two builds: softplus-bench ab --old ../before/softplus-bench -f 'softplus/*/binary32/*'\n"
      "Example:\n  softplus-bench ab softplus/symmetric/binary32/scalar softplus/thresholded_20/binary32/scalar");
  verb->callback([options, &code] {
    code = compare_as_asked(*options);
    if (options->instructions && code == exit_ok) print(instructions_text(options->ids, options->plugins));
  });
}

}  // namespace softplus_bench::cli
