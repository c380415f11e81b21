// The parts of the verb gate: each judge adds its checks to the report, the outputs are written from it.
#pragma once

#include <string>
#include <vector>

#include "cli/request_options.hpp"
#include "reports/gate_report.hpp"

namespace softplus_bench::cli {

struct GateOptions {
  std::string what = "all";  // accuracy, speed or all
  RequestOptions request;
  std::string folder;    // --run: judged in place of measuring
  std::string baseline;  // the folder of snapshots; empty: suites/baseline below the current folder, where there is one
  std::string old_binary;
  std::string margin = "5%";
  unsigned launches = 3;
  bool instructions = false;
  bool allow_missing = false;
  bool strict = false;
  std::string junit;
  std::string sarif;
  std::string markdown;
  bool github = false;
  bool json = false;
  bool verbose = false;
  bool quiet = false;
  bool self_test = false;
  bool short_form = false;          // of the self-test
  std::vector<std::string> plants;  // of the self-test: only these
};

// Claims, snapshot and corpus.
void judge_accuracy(const GateOptions& options, GateReport& report);

// Of rows of plug-ins: whether results are the same again and everywhere. To be called after judge_accuracy.
void judge_contract(const GateOptions& options, GateReport& report);

// Against the old binary, or against stored ratios where the baseline has any.
void judge_speed(const GateOptions& options, GateReport& report);

// Throws UsageError for an output that could not be written, before anything is measured: a folder that is not there, a
// folder in place of a file, one file for two outputs, --github without a step summary.
void check_gate_outputs(const GateOptions& options);

// Everything that was asked for: files, step summary, annotations, and the terminal's text or JSON, each whatever
// became of the others. Returns the exit code: `code`, or 1 where an output could not be written and `code` is neither
// 3, 4 nor 130; each such output is told in a line on stderr.
int write_gate_outputs(const GateOptions& options, const GateReport& report, int code);

// Plants faults and identical copies and says whether the gate sees them: 0 when every fault was caught and every copy
// passed; 5 when nothing was called wrongly, and the machine was too noisy to tell the rest; 130 interrupted; else 1.
int run_self_test(const GateOptions& options);

}  // namespace softplus_bench::cli
