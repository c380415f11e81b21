// The run that the gate judges and that a baseline is accepted from: measured now, or stored.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/request_options.hpp"
#include "core/record.hpp"

namespace softplus_bench::cli {

struct RunToJudge {
  Run run;
  std::vector<std::string> expected;  // ids that it should have rows of, those left out by name among them
};

// Of accuracy, in the suite asked for, "gate" where none is.
Request gate_request(const RequestOptions& options);

// Measures accuracy with the suite asked for, "gate" where none is.
RunToJudge measured_run(const RequestOptions& options, bool quiet);
// The run in `folder` without what the filters leave out. Throws UsageError for a filter without match and for a run
// that was not rounded to nearest.
RunToJudge stored_run(const std::string& folder, const RequestOptions& options);

// Whether the options ask for a row: as the plan does, peers and devices by name alone.
std::function<bool(const std::string& id)> asked_rows(const RequestOptions& options);

// Options that make the inputs others than those of the gate's suite, in words ("--samples"); empty: none was given.
std::string other_question(const RequestOptions& options);

}  // namespace softplus_bench::cli
