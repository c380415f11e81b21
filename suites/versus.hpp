// Two builds against each other: is the new one slower than the old one, and by how much?
//
// Each build runs as a worker of its own (suites/worker.hpp), and only one runs at a time: all are pinned to one core
// and take turns epoch by epoch, in rounds of random order (suites/paired.hpp). A second worker of the old build takes
// part in every row: what it is slower or faster than the first is the noise that two processes of one program have,
// and no difference below it is believed. The control kernel relu of both builds says whether the two processes are
// treated alike at all.
//
// What a process happens to get (where its memory and code lie) stays with it as long as it lives, so all of that is
// done again with fresh processes, on another core, in several launches, which must agree (core/speed_verdict.hpp).
// Addresses stay random for that reason: with the same ones in all processes (setarch -R) two of one build differ by
// less than 0.3 %, but that says nothing of two builds, whose code lies elsewhere.
//
// Measured on 2 shared cores under a load of about 8, 120 pairs of processes of one build, |log ratio| of 500 rounds of
// 75 microseconds, median, 98th percentile and largest: scalar rows up to 0.02, 0.43 and 1.2 %; vectors 0.05, 0.17 and
// 0.22 %; relu 0, 0.01 and 0.04 %; thresholded_20 in bfloat16, whose branches depend on the data, 0.4, 4.2 and 6.7 %.
// Without suites/worker.hpp's places for the arrays relu had up to 13 %. What no layout takes away: of 53 scalar and
// vector rows in a later build one that nobody touched (eps_two_log_widened, binary32) stayed 5.4 % slower.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/speed_verdict.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

// A row that both builds have by this id.
struct VersusRow {
  std::string id;  // "softplus/naive/binary32/scalar", "softplus_beta/symmetric/binary32/scalar[beta=2]"
  Metric metric = Metric::throughput;  // of the host
  Footprint footprint = Footprint::l1;
  InputMix input_mix = InputMix::uniform;
  bool in_place = false;
  // For tests of the comparison itself: that side's kernel is called again on this share of its elements, so that it is
  // slower by that share (0.12: 12 %). In [0, 1]; not in place.
  double planted_old = 0;
  double planted_new = 0;
};
// "softplus/naive/binary32/scalar throughput L1 uniform", with "in_place" where it is.
std::string versus_row_name(const VersusRow& row);
// "throughput L1 uniform".
std::string conditions_of(const VersusRow& row);

struct VersusOptions {
  std::size_t rounds = 500;  // of each launch
  double epoch_ns = 50e3;
  unsigned launches = 3;
  double margin = 0.05;    // see check_margin
  double alpha = 0.001;    // chance that any of the family's intervals misses its median
  std::size_t family = 0;  // rows that are judged together; 0: the rows given
  std::uint64_t seed = 20240607;
  bool confirm_layouts = true;   // measure scalar rows that come out slower again in other layouts
  double time_out_seconds = 60;  // for one answer of a worker
  const std::atomic<bool>* stop = nullptr;
  // Share done, in [0, 1], and the row being timed.
  std::function<void(double done, std::string_view row)> progress{};
};

struct VersusLaunch {
  LaunchFigures figures;
  MedianInterval old_ns_per_element;
  MedianInterval new_ns_per_element;
  std::size_t rounds = 0;
  int core = -1;  // that all were pinned to; -1: none
};

// A slower row in its best layout on either side, of one launch.
struct LayoutLaunch {
  std::string old_best;  // "usual", "code+32", ...
  std::string new_best;
  MedianInterval best_over_best;  // new to old
};

struct VersusResult {
  VersusRow row;
  std::vector<VersusLaunch> launches;
  std::vector<LayoutLaunch> layouts;  // empty: not asked
  SpeedJudgement judgement;
  std::string failure;  // not empty: why the row was not compared; the rest means nothing
};

struct VersusReport {
  std::vector<VersusResult> results;  // one a row, in their order
  std::string old_commit;
  std::string new_commit;
  bool pinned = false;
  bool complete = false;  // false: stopped; the results are not to be used
};

// Measures and judges every row. The same binary may be given twice. A worker that dies, hangs or answers what is not
// in the protocol fails its rows and no other: the next launch or row starts a fresh one. Workers are ended before this
// returns or throws. Throws UsageError, one line, where a binary cannot be started, is no softplus-bench that has
// workers, or speaks another version of the protocol.
VersusReport compare_builds(const std::string& old_binary, const std::string& new_binary,
                            std::span<const VersusRow> rows, const VersusOptions& options = {});

// The ids that a build can time on this machine, in its order. Throws as compare_builds does.
std::vector<std::string> rows_of_build(const std::string& binary);

// Of ids chosen by a filter: those in both builds, in the new one's order, and those in one of them alone.
struct SharedRows {
  std::vector<std::string> both;
  std::vector<std::string> only_old;
  std::vector<std::string> only_new;
};
SharedRows shared_rows(std::span<const std::string> old_ids, std::span<const std::string> new_ids);

// Seconds compare_builds is expected to take when nothing comes out slower.
double planned_seconds(std::size_t rows, const VersusOptions& options);

}  // namespace softplus_bench
