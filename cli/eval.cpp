// eval: one input, or a file of them.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/device_option.hpp"
#include "cli/eval_results.hpp"
#include "cli/plugin_option.hpp"
#include "cli/rounding_option.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/csv_reader.hpp"
#include "core/record.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

using Json = nlohmann::ordered_json;

struct EvalOptions {
  std::string function;
  std::vector<std::string> inputs;
  std::string format = "binary32";
  std::vector<std::string> filters;
  std::string points;
  std::vector<std::string> parameters;  // "beta=2"
  Rounding rounding = Rounding::nearest;
  std::vector<std::string> plugins;
  std::string device;
  bool reference_only = false;
  bool json = false;
};

// Of the rows of the function, in the format, that the filter asks for.
std::vector<const Implementation*> taking_part(const Function& function, const FormatTraits& f, const Filter& filter) {
  std::vector<const Implementation*> rows;
  for (const Implementation* row : implementation_catalogue()) {
    const std::string id = row_id(*row, f.id);
    const std::string_view name = id;
    const bool exists =
        visit_format(f.id, [&]<class T>(std::type_identity<T>) { return row->variant<T>().kernel != nullptr; });
    if (exists && row->function == function.name && takes_part(*row, filter, {&name, 1})) rows.push_back(row);
  }
  return rows;
}

// Four significant digits are enough to read; --json has them all.
std::string ulp_for_reading(const Answer& answer) {
  if (!answer.score.scored) return "-";
  if (answer.error.scale != 0) return ulp_text(answer.error);
  const double magnitude = std::abs(answer.error.value);
  const double nonzero = answer.error.value == 0 ? 0.0 : answer.error.value;
  return magnitude != 0 && (magnitude >= 1e5 || magnitude < 1e-3) ? fmt::format("{:+.3e}", nonzero)
                                                                  : fmt::format("{:+.4f}", nonzero);
}

std::string comment_on(const Answer& answer) {
  if (!answer.failure.empty()) return "failed: " + answer.failure;
  std::string words = verdict_words(answer.score);
  std::replace(words.begin(), words.end(), '_', ' ');
  return answer.lost ? "lost everything (" + words + ")" : words;
}

// What is evaluated, and how.
struct Question {
  const Function& function;
  const FormatTraits& f;
  Rounding rounding;
  std::optional<Parameters> parameters;  // where the function has any
};

// "x", or "x;x2", each written by `text`.
template <class Text>
std::string inputs_text(const Question& q, Text&& text, InputBits input, std::string_view separator = ";") {
  return q.function.inputs == 1 ? text(q.f, input.x)
                                : fmt::format("{}{}{}", text(q.f, input.x), separator, text(q.f, input.x2));
}

void print_text(const Question& q, const Evaluation& e) {
  const FormatTraits& f = q.f;
  std::string out = fmt::format("{}({}) in {}{}{}\n", q.function.name, inputs_text(q, decimal_text, e.input, "; "),
                                f.name, q.parameters ? ", " + q.parameters->text() : "", rounding_note(q.rounding));
  out += fmt::format("  x      {}  {}\n", hex_text(f, e.input.x), bits_text(f, e.input.x));
  if (q.function.inputs == 2)
    out += fmt::format("  x2     {}  {}\n", hex_text(f, e.input.x2), bits_text(f, e.input.x2));
  out += fmt::format("  exact  {}{}\n", e.exact, e.expected.exact ? "  (exactly)" : "");
  out += fmt::format("  want   {}  {}  {}\n\n", decimal_text(f, e.expected.rounded), hex_text(f, e.expected.rounded),
                     bits_text(f, e.expected.rounded));
  // Named as in a run's table: "residual_relative", "residual_relative/avx2".
  const auto label = [](const Answer& a) {
    const std::string name(a.implementation->name);
    return a.implementation->target == Target::scalar ? name
                                                      : name + "/" + std::string(name_of(a.implementation->target));
  };
  std::size_t width = 14;
  for (const Answer& a : e.answers) width = std::max(width, label(a).size());
  const int bits_width = f.hex_digits() + 2;
  out += fmt::format("{:<{}}  {:>12}  {:<{}}  {}\n", "implementation", width, "error (ulp)", "got (bits)",
                     std::max(bits_width, 10), "verdict");
  for (const Answer& a : e.answers)
    out += fmt::format("{:<{}}  {:>12}  {:<{}}  {}\n", label(a), width, ulp_for_reading(a),
                       a.failure.empty() ? bits_text(f, a.got) : "-", std::max(bits_width, 10), comment_on(a));
  for (const Omission& o : e.skipped) out += fmt::format("skipped {}: {}\n", o.id, o.reason);
  print(out + "\n");
}

Json json_number(const UlpError& error) {
  if (const double whole = std::ldexp(error.value, error.scale); std::isfinite(whole)) return whole;
  return ulp_text(error);
}

Json to_json(const Question& q, const Evaluation& e) {
  const FormatTraits& f = q.f;
  Json results = Json::array();
  for (const Answer& a : e.answers) {
    Json result{
        {"id", a.id}, {"implementation", a.implementation->name}, {"target", name_of(a.implementation->target)}};
    if (a.failure.empty()) {
      result["got"] = decimal_text(f, a.got);
      result["got_bits"] = bits_text(f, a.got);
    }
    if (a.score.scored) result["ulp_error"] = json_number(a.error);
    result["verdict"] = a.failure.empty() ? verdict_words(a.score) : "failed: " + a.failure;
    results.push_back(std::move(result));
  }
  Json skipped = Json::array();
  for (const Omission& o : e.skipped) skipped.push_back({{"id", o.id}, {"reason", o.reason}});
  Json json{{"function", q.function.name},
            {"format", f.name},
            {"input", inputs_text(q, decimal_text, e.input)},
            {"input_bits", inputs_text(q, bits_text, e.input)},
            {"exact", e.exact},
            {"expected_bits", bits_text(f, e.expected.rounded)},
            {"results", std::move(results)},
            {"rounding", name_of(q.rounding)},
            {"skipped", std::move(skipped)}};
  if (q.parameters) json["parameters"] = q.parameters->text();
  return json;
}

// "X", or "X;X2" for a function of two inputs; each read by `parse`. None where it is not that.
template <class Parse>
std::optional<InputBits> parse_inputs(const Function& function, const FormatTraits& f, const std::string& text,
                                      Parse&& parse) {
  const std::size_t semicolon = text.find(';');
  if ((function.inputs == 2) != (semicolon != std::string::npos)) return std::nullopt;
  const auto first = parse(f, text.substr(0, semicolon));
  if (!first || function.inputs == 1) return first ? std::optional(InputBits{*first, 0}) : std::nullopt;
  const auto second = parse(f, text.substr(semicolon + 1));
  return second ? std::optional(InputBits{*first, *second}) : std::nullopt;
}

// The defaults, or what --param says. Throws UsageError where the function has no parameters.
std::optional<Parameters> parameters_of(const Function& function, const std::vector<std::string>& texts) {
  if (function.betas.empty()) {
    if (!texts.empty()) throw UsageError(fmt::format("{} has no parameters: leave out --param", function.name));
    return std::nullopt;
  }
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ",") + text;
  return parse_parameters(joined);
}

void evaluate_inputs(const EvalOptions& options) {
  const Function& function = function_named(options.function);
  const FormatTraits& f = format_named(options.format);
  if (options.inputs.empty()) throw UsageError("eval needs an input: softplus-bench eval softplus 0.5 [X...]");
  const Filter filter(options.filters);
  std::vector<InputBits> inputs;
  for (const std::string& text : options.inputs) {
    const auto bits = parse_inputs(function, f, text, parse_number);
    if (!bits && function.inputs == 2)
      throw UsageError(
          fmt::format("'{}' is no pair of {} numbers: {} takes two, as in '1;2'", text, f.name, function.name));
    if (!bits)
      throw UsageError(fmt::format(
          "'{}' is no {} number: give decimal, hexadecimal (0x1.8p+1), bits (0x{:0{}x}:bits), "
          "inf, -inf or nan",
          text.substr(std::min(text.find_first_not_of(' '), text.size())), f.name, f.infinity_bits(), f.hex_digits()));
    inputs.push_back(*bits);
  }
  std::vector<std::string> ids;
  for (const std::string& id : all_row_ids(implementation_catalogue()))
    if (id.starts_with(std::string(function.name) + "/") &&
        id.find("/" + std::string(f.name) + "/") != std::string::npos)
      ids.push_back(id);
  filter.require_matches(ids);
  open_devices_for(taking_part(function, f, filter), options.device);
  const Question question{function, f, options.rounding, parameters_of(function, options.parameters)};
  Evaluator evaluator(function, f, options.rounding, question.parameters);
  Json all = Json::array();
  for (const InputBits input : inputs) {
    const Evaluation evaluation =
        options.reference_only ? evaluator.reference_only(input) : evaluator.with_implementations(input, filter);
    if (options.json) all.push_back(to_json(question, evaluation));
    else print_text(question, evaluation);
  }
  if (options.json) print(all.dump(2) + "\n");
}

struct Point {
  const Function* function;
  const FormatTraits* format;
  InputBits input;
  std::vector<std::string> cells;
};

std::vector<Point> read_points(const std::string& path, std::vector<std::string>& header) {
  std::vector<CsvRow> rows;
  try {
    std::string text = read_file(path);
    if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);  // the byte order mark that spreadsheets write
    rows = parse_csv(text, path);
  } catch (const IoError& error) {
    throw UsageError(error.what());
  }
  constexpr std::string_view wanted = "function,format,input_bits";
  if (rows.empty()) throw UsageError(fmt::format("{}: empty; a points file starts with the header {}", path, wanted));
  header = rows[0].cells;
  const auto column = [&](std::string_view name) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end())
      throw UsageError(
          fmt::format("{}:1: no column '{}'; a points file starts with the header {}", path, name, wanted));
    return static_cast<std::size_t>(found - header.begin());
  };
  const std::size_t function_column = column("function");
  const std::size_t format_column = column("format");
  const std::size_t bits_column = column("input_bits");
  if (rows.size() == 1) throw UsageError(fmt::format("{}: no points after the header", path));
  std::vector<Point> points;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& [line, cells] = rows[i];
    if (cells.size() != header.size())
      throw UsageError(fmt::format("{}:{}: {} cells, the header has {}", path, line, cells.size(), header.size()));
    try {
      Point point{&function_named(cells[function_column]), &format_named(cells[format_column]), {}, cells};
      const auto bits = parse_inputs(*point.function, *point.format, cells[bits_column], parse_bits);
      if (!bits)
        throw UsageError(fmt::format("'{}' is not bits of {}: give 0x and {} hexadecimal digits{}", cells[bits_column],
                                     point.format->name, point.format->hex_digits(),
                                     point.function->inputs == 2 ? ", twice with ';' between" : ""));
      point.input = *bits;
      points.push_back(std::move(point));
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("{}:{}: {}", path, line, error.what()));
    }
  }
  return points;
}

// Refuses a filter without a row among those of the points, and opens the devices that rows run on.
void prepare_rows(const std::vector<Point>& points, const Filter& filter, const std::string& device) {
  std::set<std::pair<const Function*, const FormatTraits*>> asked;
  for (const Point& point : points) asked.emplace(point.function, point.format);
  std::vector<std::string> ids;
  for (const Implementation* implementation : implementation_catalogue())
    for (const auto& [function, format] : asked)
      if (function->name == implementation->function) ids.push_back(row_id(*implementation, format->id));
  filter.require_matches(ids);
  std::vector<const Implementation*> rows;
  for (const auto& [function, format] : asked)
    for (const Implementation* row : taking_part(*function, *format, filter)) rows.push_back(row);
  open_devices_for(rows, device);
}

void evaluate_points(const EvalOptions& options) {
  std::vector<std::string> header;
  const std::vector<Point> points = read_points(options.points, header);
  const Filter filter(options.filters);
  std::string joined;
  for (const std::string& text : options.parameters) joined += (joined.empty() ? "" : ",") + text;
  const Parameters points_parameters = parse_parameters(joined);
  prepare_rows(points, filter, options.device);
  std::map<std::pair<const Function*, const FormatTraits*>, Evaluator> evaluators;
  std::map<std::string, std::string> left_out;  // each row once, and what became of it
  header.insert(header.end(), {"expected_bits", "exact"});
  if (!options.reference_only) header.insert(header.end(), {"implementation", "target", "got_bits", "ulp_error"});
  std::string out = csv_line(header) + "\n";
  for (const Point& point : points) {
    if (interrupt_flag()) break;
    Evaluator& evaluator =
        evaluators
            .try_emplace({point.function, point.format}, *point.function, *point.format, options.rounding,
                         point.function->betas.empty() ? std::nullopt : std::optional(points_parameters))
            .first->second;
    const Evaluation e = options.reference_only ? evaluator.reference_only(point.input)
                                                : evaluator.with_implementations(point.input, filter);
    for (const Omission& o : e.skipped) left_out.emplace("skipped " + o.id, o.reason);
    std::vector<std::string> cells = point.cells;
    cells.insert(cells.end(), {bits_text(*point.format, e.expected.rounded), e.exact});
    if (options.reference_only) out += csv_line(cells) + "\n";
    for (const Answer& a : e.answers) {
      if (!a.failure.empty()) left_out.emplace("failed " + a.id, a.failure);
      std::vector<std::string> row = cells;
      row.insert(row.end(), {std::string(a.implementation->name), std::string(name_of(a.implementation->target)),
                             a.failure.empty() ? bits_text(*point.format, a.got) : std::string(),
                             a.score.scored ? ulp_text(a.error) : std::string()});
      out += csv_line(row) + "\n";
    }
  }
  print(out);
  for (const auto& [row, reason] : left_out) fmt::print(stderr, "{}: {}\n", row, reason);
}

}  // namespace

void add_eval(CLI::App& app, int& code) {
  auto options = std::make_shared<EvalOptions>();
  CLI::App* verb = app.add_subcommand("eval", "One input: the exact value, and what every implementation returns");
  verb->add_option("function", options->function, "a function (see 'list functions')")->type_name("FUNCTION");
  verb->add_option("inputs", options->inputs,
                   "decimal, hexadecimal float, 0x...:bits, inf, -inf, nan; 'a;b' for two inputs")
      ->type_name("X");
  verb->add_option("--format", options->format, "binary64, binary32, binary16 or bfloat16")
      ->type_name("FORMAT")
      ->capture_default_str();
  verb->add_option("-f,--filter", options->filters, "rows to show: a glob over the id, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  auto* points = verb->add_option("--points", options->points, "CSV of function,format,input_bits in, CSV out");
  points->type_name("FILE.csv")->excludes(verb->get_option("--format"));
  verb->add_option("--param", options->parameters,
                   "beta=B or threshold=T of a function that has them; 1 and 20 by default")
      ->type_name("NAME=VALUE")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  declare_rounding(*verb, options->rounding);
  declare_plugins(*verb, options->plugins);
  declare_device(*verb, options->device);
  verb->add_flag("--reference-only", options->reference_only, "the exact value only, no implementation");
  verb->add_flag("--json", options->json, "print JSON only")->excludes(points);
  verb->footer("Example:\n  softplus-bench eval softplus -20 20.000001 --format binary64");
  verb->callback([options, &code] {
    load_plugins(options->plugins);
    if (options->points.empty()) {
      if (options->function.empty())
        throw UsageError("eval needs a function and an input: softplus-bench eval softplus 0.5");
      evaluate_inputs(*options);
    } else {
      if (!options->function.empty()) throw UsageError("eval takes a function with inputs, or --points FILE, not both");
      evaluate_points(*options);
    }
    code = interrupt_flag() ? exit_interrupted : exit_ok;
  });
}

}  // namespace softplus_bench::cli
