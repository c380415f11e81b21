// What `softplus-bench run` is told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/request_options.hpp"
#include "reference/certified.hpp"

namespace softplus_bench::cli {

struct RunVerbOptions {
  // What to measure.
  std::string what = "all";
  RequestOptions request;
  bool any_request = false;  // whether anything of that was said
  // How, and where to.
  std::string folder;
  std::string resume;
  std::string time_budget;
  std::optional<ReferencePath> reference;
  bool dry_run = false;
  bool verbose = false;
  bool quiet = false;
  std::string color = "auto";
  std::vector<std::string> benchmark_arguments;
  std::vector<std::string> arguments;  // all of it, as words
};

void declare(CLI::App& verb, RunVerbOptions& options);
// What is known once the verb is parsed, from `arguments`. Throws UsageError for an argument that is neither known nor
// for Google Benchmark.
void complete(RunVerbOptions& options, const CLI::App& verb, const std::vector<std::string>& arguments);
// The options that an earlier run was given. Throws UsageError.
RunVerbOptions run_options_from(const std::vector<std::string>& arguments);

}  // namespace softplus_bench::cli
