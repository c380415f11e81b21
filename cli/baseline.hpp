// The parts of the verb baseline: what was accepted, and how it changes.
#pragma once

#include <string>
#include <vector>

#include "cli/request_options.hpp"

namespace softplus_bench::cli {

struct BaselineOptions {
  RequestOptions request;  // of accept: the one filter is `filter`
  std::string baseline;    // the folder; empty: suites/baseline
  std::string folder;      // --run: a stored run in place of measuring
  std::string filter;
  std::string why;
  std::string what = "accuracy";  // of accept: accuracy, speed, instructions or all
  unsigned launches = 5;          // of accept --what speed
  bool quiet = false;
  bool json = false;
};

// Which snapshots there are and which of them fits this machine.
void accuracy_status(const BaselineOptions& options);
// What differs between the snapshot of this machine and now.
void accuracy_diff(const BaselineOptions& options);
// Entries of rows that are no more: named and dropped.
void prune_accuracy(const BaselineOptions& options);

// Throws UsageError for everything that makes a baseline not worth having: a changed tree, no reason. Both parts of
// accept come after it.
void require_acceptable(const BaselineOptions& options);
// Measures, or takes the stored run, and makes its figures those of the snapshot; the exit code. Throws UsageError for
// a run that is not of the gate's suite, incomplete, or breaks a claim. Then, and when interrupted, nothing was
// written.
int accept_accuracy(const BaselineOptions& options);

}  // namespace softplus_bench::cli
