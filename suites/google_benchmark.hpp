// Google Benchmark as a reporter of measurements made elsewhere (manual time), so that its filter,
// its JSON and its compare tool serve our rows.
//
// Real time is that of one pass (a fixed number of elements, whatever the epochs of a run were, so that
// runs compare), the mean over rounds; the median per element and its interval are counters. CPU time is
// that of the replay and means nothing.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace softplus_bench {

// The rounds of one benchmark; each is replayed as an iteration of one pass, and where there are fewer than the entry
// said, their mean for the others.
struct BenchmarkRounds {
  std::span<const double> epoch_ns;
  double passes_per_epoch = 1;
  double items_per_pass = 0;
  double bytes_per_pass = 0;
  std::vector<std::pair<std::string, double>> counters{};
  std::string error{};  // not empty: there are no rounds
};

struct BenchmarkEntry {
  std::string name;
  std::size_t rounds = 0;
  // Called for repetition 0, 1, ... (--benchmark_repetitions); what it returns stays valid until the next call.
  std::function<BenchmarkRounds(std::size_t repetition)> measure;
};

// Runs the entries that --benchmark_filter leaves and returns their number. Nothing is printed to
// stdout unless --benchmark_format or --benchmark_list_tests ask for it. An exception of `measure` is
// rethrown after the library has ended; nothing more is measured.
//
// The library's options can be set once in a process: a later call with other arguments is a
// std::logic_error. An argument it does not know is a std::invalid_argument that names it.
std::size_t run_google_benchmark(std::span<const BenchmarkEntry> entries, std::span<const std::string> arguments);

}  // namespace softplus_bench
