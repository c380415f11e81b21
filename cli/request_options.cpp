#include "cli/request_options.hpp"

#include <CLI/CLI.hpp>
#include <thread>

#include "cli/corpus_file.hpp"
#include "cli/device_option.hpp"
#include "cli/plugin_option.hpp"
#include "core/usage_error.hpp"
#include "suites/devices.hpp"
#include "suites/facts.hpp"
#include "suites/peers.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {

void declare_request_options(CLI::App& verb, RequestOptions& options) {
  verb.add_option("--suite", options.suite,
                  "a built-in suite (see 'list suites') or the path of a .toml file; quick by default, gate for gate, "
                  "claims for claims")
      ->type_name("NAME|FILE.toml");
  verb.add_option("-f,--filter", options.filters, "rows: a glob over the id, re:REGEX, or !GLOB; repeatable")
      ->type_name("FILTER")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  verb.add_option("--targets", options.targets, "only these targets, separated by commas")
      ->type_name("TARGETS")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  auto* exhaustive = verb.add_flag("--exhaustive", options.exhaustive, "every bit pattern of each format");
  verb.add_option("--samples", options.samples, "stratified inputs a format, in place of the suite's choice")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->excludes(exhaustive);
  verb.add_option("--range", options.range, "inputs from LO to HI in each format, both included: --range=-20:20")
      ->type_name("LO:HI");
  verb.add_option("--param", options.parameters,
                  "beta=B (repeatable) or threshold=T of the functions that have them: --param beta=2")
      ->type_name("NAME=VALUE")
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  verb.add_option("--seed", options.seed, "of the inputs; the suite's by default")
      ->type_name("N")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{1} << 62));
  verb.add_option("--corpus", options.corpus,
                  "worst inputs to measure besides the built-in ones (CSV, see 'corpus show')")
      ->type_name("FILE");
  declare_plugins(verb, options.plugins);
  declare_device(verb, options.device);
  verb.add_option("--threads", options.threads, "of the accuracy suite; one a core by default")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
}

void mean_plugins_alone(RequestOptions& options) {
  if (!options.plugins.empty() && options.filters.empty()) options.filters = {"*/plugin"};
}

Request request_from(const RequestOptions& options, std::string_view what) {
  load_plugins(options.plugins);
  Request request;
  request.suite = load_suite(!options.suite.empty() ? options.suite : what == "claims" ? "claims" : "quick");
  request.accuracy = what == "accuracy" || what == "all";
  request.properties = what == "properties" || what == "all";
  request.speed = what == "speed" || what == "all";
  request.claims = what == "claims" || what == "all";
  request.filters = options.filters;
  request.targets = options.targets;
  request.exhaustive = options.exhaustive;
  request.samples = options.samples;
  request.seed = options.seed.value_or(request.suite.seed);
  request.rounding = options.rounding;
  request.device = options.device;
  request.plugins = options.plugins;
  for (const std::string& text : options.parameters) {
    const auto [parameter, value] = parse_parameter(text);
    if (parameter == beta_parameter) request.betas.push_back(value);
    else request.threshold = value;
  }
  if (!options.range.empty()) {
    const auto colon = options.range.find(':');
    if (colon == std::string::npos)
      throw UsageError("--range: '" + options.range + "' has no ':'; give LO:HI, e.g. --range=-20:20");
    request.range = {options.range.substr(0, colon), options.range.substr(colon + 1)};
  }
  request.corpus = built_in_corpus();
  if (!options.corpus.empty()) {
    request.corpus_file = options.corpus;
    add_to_corpus(request.corpus, read_corpus(options.corpus));
  }
  return request;
}

unsigned threads_from(const RequestOptions& options) {
  return options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
}

Run new_run(const Request& request, const std::string& command) {
  Run run;
  run.suite = request.suite.name;
  run.command = command;
  run.identity = build_and_library_facts();
  for (const auto& peer : loaded_peers()) run.identity.push_back(peer);
  for (const auto& device : opened_devices()) run.identity.push_back(device);
  for (const auto& plugins : plugin_facts()) run.identity.push_back(plugins);
  run.identity.emplace_back("request", request.options_text(request.suite.name));
  run.identity.emplace_back("suite definition", hash_of({{request.suite.name, request.suite.toml}}));
  // What is measured counts, not who found it.
  std::vector<CorpusPoint> corpus = request.corpus;
  for (CorpusPoint& point : corpus) point = {point.function, point.format, point.input, "", "", ""};
  run.identity.emplace_back("corpus", hash_of({{"inputs", corpus_csv(corpus)}}));
  run.circumstances = machine_facts();
  run.run_id = hash_of(run.identity);
  return run;
}

void Collector::accept(const Record& record) {
  run_.records.push_back(record);
  if (next_ != nullptr) next_->accept(record);
}

void Collector::accept(const Omission& omission) {
  run_.omissions.push_back(omission);
  if (next_ != nullptr) next_->accept(omission);
}

}  // namespace softplus_bench::cli
