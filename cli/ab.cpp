// ab: two implementations against each other, interleaved in one run.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "suites/ab.hpp"
#include "suites/host_targets.hpp"
#include "suites/peers.hpp"

namespace softplus_bench::cli {
namespace {

struct Options {
  std::string a;
  std::string b;
  std::string metric = "throughput";
  std::string footprint = "L1";
  std::string input_mix = "uniform";
  std::size_t rounds = 500;
  std::string margin = "5%";
  bool json = false;
};

double margin_from(const std::string& text) {
  char* end = nullptr;
  const double percent = std::strtod(text.c_str(), &end);
  const bool has_sign = *end == '%' && end[1] == '\0';
  if (end == text.c_str() || !(has_sign || *end == '\0') || !(percent > 0 && percent <= 100))
    throw UsageError("--margin: '" + text + "' is not a share: give e.g. 5%");
  return percent / 100;
}

SpeedRow row_of(const std::string& id, const Options& options) {
  SpeedRow row;
  std::optional<Parameters> parameters;
  const Implementation& implementation = implementation_of_row(id, row.format, parameters);
  set_implementation(row, implementation, parameters);
  if (const std::string reason = why_unavailable(*row.implementation); !reason.empty())
    throw UsageError(id + ": " + reason + "; 'softplus-bench list implementations' says what can be timed here");
  load_peers({&row.implementation, 1});
  row.metric = *metric_named(options.metric);
  row.footprint = *footprint_named(options.footprint);
  row.input_mix = *input_mix_named(options.input_mix);
  return row;
}

std::string interval(const MedianInterval& m, int digits) {
  return fmt::format("{:.{}f} [{:.{}f}, {:.{}f}]", m.median, digits, m.low, digits, m.high, digits);
}

std::string to_text(const Options& options, const PairedComparison& c) {
  std::string out =
      fmt::format("{}, {}, {} inputs, {} rounds interleaved with copy and relu; medians, 99.9 % intervals\n\n",
                  options.metric, options.footprint, options.input_mix, c.rounds);
  const auto row = [&](char letter, const std::string& id, const MedianInterval& ns, const MedianInterval& relu) {
    out += fmt::format("{} {}\n    {} ns/element, {} times relu\n", letter, id, interval(ns, 4), interval(relu, 2));
  };
  row('A', options.a, c.a_ns_per_element, c.a_over_relu);
  row('B', options.b, c.b_ns_per_element, c.b_over_relu);
  out += fmt::format("\nB takes {} times as long as A: {} (margin {})\n", interval(c.b_over_a, 4), name_of(c.verdict),
                     options.margin);
  return out;
}

nlohmann::ordered_json to_json(const MedianInterval& m) {
  return {{"median", m.median}, {"low", m.low}, {"high", m.high}};
}

}  // namespace

void add_ab(CLI::App& app, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("ab", "Two implementations against each other, interleaved in one run");
  verb->add_option("a", options->a, "a row, e.g. softplus/symmetric/binary32/scalar")->type_name("ID_A")->required();
  verb->add_option("b", options->b, "a row of the same format")->type_name("ID_B")->required();
  const auto names = [](const auto& views) { return std::vector<std::string>(std::begin(views), std::end(views)); };
  verb->add_option("--metric", options->metric)->check(one_of(names(metric_names)))->capture_default_str();
  verb->add_option("--footprint", options->footprint)->check(one_of(names(footprint_names)))->capture_default_str();
  verb->add_option("--input-mix", options->input_mix)->check(one_of(names(input_mix_names)))->capture_default_str();
  verb->add_option("--rounds", options->rounds, "at least 500")
      ->check(CLI::Range(500u, 1000000u))
      ->capture_default_str();
  verb->add_option("--margin", options->margin, "differences up to this are the same speed")->capture_default_str();
  verb->add_flag("--json", options->json, "print JSON only");
  verb->footer(
      "Never judges: exit 0 whatever the answer.\n"
      "Example:\n  softplus-bench ab softplus/symmetric/binary32/scalar softplus/thresholded_20/binary32/scalar");
  verb->callback([options, &code] {
    const SpeedRow a = row_of(options->a, *options);
    const SpeedRow b = row_of(options->b, *options);
    if (a.format != b.format)
      throw UsageError("ab compares rows of one format: " + options->a + " and " + options->b + " differ");
    AbOptions ab;
    ab.rounds = options->rounds;
    ab.margin = margin_from(options->margin);
    ab.stop = &interrupt_flag();
    const PairedComparison c = compare(a, b, ab);
    if (interrupt_flag()) {
      fmt::print(stderr, "interrupted: nothing to compare\n");
      code = exit_interrupted;
      return;
    }
    if (!c.failure.empty()) {
      fmt::print(stderr, "softplus-bench: {}\n", c.failure);
      code = exit_incomplete;
      return;
    }
    if (options->json) {
      const nlohmann::ordered_json json{{"a", options->a},
                                        {"b", options->b},
                                        {"metric", options->metric},
                                        {"footprint", options->footprint},
                                        {"input_mix", options->input_mix},
                                        {"rounds", c.rounds},
                                        {"a_ns_per_element", to_json(c.a_ns_per_element)},
                                        {"b_ns_per_element", to_json(c.b_ns_per_element)},
                                        {"b_over_a", to_json(c.b_over_a)},
                                        {"a_over_relu", to_json(c.a_over_relu)},
                                        {"b_over_relu", to_json(c.b_over_relu)},
                                        {"margin", ab.margin},
                                        {"verdict", name_of(c.verdict)}};
      print(json.dump(2) + "\n");
    } else {
      print(to_text(*options, c));
    }
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
