// choose: the fastest implementation that keeps a bound on a domain, from a stored run.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/page_extras.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "reports/choose.hpp"
#include "reports/choose_text.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench::cli {
namespace {

struct ChooseOptions {
  std::string function;
  std::string format;
  double max_ulp = 1;
  std::string domain;
  std::string folder = "out/latest";
  std::string metric = "throughput";
  std::string footprint = "L1";
  std::string input_mix = "uniform";
  std::vector<std::string> targets;
  bool json = false;
};

std::pair<std::uint64_t, std::uint64_t> domain_from(const std::string& text, const FormatTraits& f) {
  const std::size_t colon = text.find(':');
  const auto refuse = [&](const std::string& why) {
    throw UsageError("--domain: '" + text + "' " + why + "; give LO:HI, e.g. --domain -20:20");
  };
  if (colon == std::string::npos) refuse("is no interval");
  const auto bound = [&](const std::string& word) {
    const auto bits = parse_number(f, word);
    if (!bits || is_nan(f, *bits)) refuse("has '" + word + "', which is no number of " + std::string(f.name));
    return *bits;
  };
  const std::pair domain{bound(text.substr(0, colon)), bound(text.substr(colon + 1))};
  if (ordinal(f, domain.first) > ordinal(f, domain.second)) refuse("ends before it starts");
  if (is_infinite(f, domain.first) && domain.first == domain.second)
    refuse("holds no finite number of " + std::string(f.name));
  return domain;
}

ChooseRequest request_of(const ChooseOptions& options) {
  const Function& function = function_named(options.function);
  ChooseRequest request;
  request.function = function.name;
  request.format = &format_named(options.format);
  if (!(options.max_ulp >= 0) || std::isinf(options.max_ulp))
    throw UsageError("--max-ulp: give a number of ULP, e.g. --max-ulp 1");
  request.max_ulp = options.max_ulp;
  if (!options.domain.empty()) {
    request.domain = domain_from(options.domain, *request.format);
    // Where regions move with a parameter rows may be of any.
    if (function.betas.empty()) request.regions = region_spans(function, *request.format);
  }
  request.targets = options.targets;
  request.metric = options.metric;
  request.footprint = options.footprint;
  request.input_mix = options.input_mix;
  return request;
}

}  // namespace

void add_choose(CLI::App& app, int& code) {
  auto options = std::make_shared<ChooseOptions>();
  CLI::App* verb = app.add_subcommand(
      "choose", "The fastest implementation that keeps a bound on a domain, from a stored run; measures nothing");
  const auto names = [](const auto& views) { return std::vector<std::string>(std::begin(views), std::end(views)); };
  verb->add_option("--function", options->function, "such as softplus")->type_name("FUNCTION")->required();
  verb->add_option("--format", options->format, "binary64, binary32, binary16 or bfloat16")
      ->type_name("FORMAT")
      ->required();
  verb->add_option("--max-ulp", options->max_ulp, "the largest error allowed (ULP)")->required();
  verb->add_option("--domain", options->domain, "inputs that the bound is kept on, both ends included; default: all")
      ->type_name("LO:HI");
  verb->add_option("--run", options->folder, "the folder that 'run -o' wrote")->type_name("DIR")->capture_default_str();
  verb->add_option("--targets", options->targets, "such as avx2,scalar; default: all")
      ->type_name("TARGETS")
      ->delimiter(',')
      ->check(one_of(names(target_names)));
  verb->add_option("--metric", options->metric)->check(one_of(names(metric_names)))->capture_default_str();
  verb->add_option("--footprint", options->footprint)->check(one_of(names(footprint_names)))->capture_default_str();
  verb->add_option("--input-mix", options->input_mix)->check(one_of(names(input_mix_names)))->capture_default_str();
  verb->add_flag("--json", options->json, "print JSON only");
  verb->footer(
      "Exit 0 when one keeps the bound; 6 when none does, and when the run lacks times or errors to choose by.\n"
      "Example:\n  softplus-bench choose --function softplus --format binary32 --max-ulp 1 --domain -20:20");
  verb->callback([options, &code] {
    const ChooseRequest request = request_of(*options);
    const Run run = load_run(options->folder);
    const Choice choice = choose(run, request);
    code = choice.found() ? exit_ok : exit_incomplete;
    if (options->json) return print(choice_json(request, choice));
    if (choice.found() || choice.missing.empty()) print(choice_text(request, choice));
    if (!choice.missing.empty()) fmt::print(stderr, "softplus-bench: {}: {}\n", options->folder, choice.missing);
  });
}

}  // namespace softplus_bench::cli
