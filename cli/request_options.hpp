// The options that say what to measure, shared by run and gate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suites/plan.hpp"

namespace CLI {
class App;
}

namespace softplus_bench::cli {

struct RequestOptions {
  std::string suite;  // none: quick, or the claims where they are all that is asked for
  std::vector<std::string> filters;
  std::vector<std::string> targets;
  std::string device;  // none: each target's first
  bool exhaustive = false;
  std::optional<std::uint64_t> samples;
  std::string range;
  std::vector<std::string> parameters;  // "beta=2"
  std::optional<std::uint64_t> seed;
  std::string corpus;                     // a file of more worst inputs
  std::vector<std::string> plugins;       // files
  Rounding rounding = Rounding::nearest;  // run alone: claims, which gate judges, speak of nearest
  unsigned threads = 0;                   // 0: one a core
};

void declare_request_options(CLI::App& verb, RequestOptions& options);
// Of a verb that judges: with --plugin and without -f the rows of the plug-ins alone.
void mean_plugins_alone(RequestOptions& options);
// Loads the plug-ins. Throws UsageError.
// `what`: accuracy, speed, properties or all.
Request request_from(const RequestOptions& options, std::string_view what);
unsigned threads_from(const RequestOptions& options);

// A run that has measured nothing yet: identity, circumstances and run_id of the request.
Run new_run(const Request& request, const std::string& command);

// Collects what is measured into a Run, and hands it on.
class Collector final : public RecordSink {
 public:
  Collector(Run& run, RecordSink* next) : run_(run), next_(next) {}
  void accept(const Record& record) override;
  void accept(const Omission& omission) override;

 private:
  Run& run_;
  RecordSink* next_;
};

}  // namespace softplus_bench::cli
