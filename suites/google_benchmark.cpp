#include "suites/google_benchmark.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <numeric>
#include <stdexcept>

namespace softplus_bench {
namespace {

class NullReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
};

// Initialised by the first run, shut down at the end of the process.
class Library {
 public:
  explicit Library(std::span<const std::string> arguments) : arguments_(arguments.begin(), arguments.end()) {
    // The library keeps a pointer to argv[0] and takes out of argv what it knows.
    texts_ = arguments_;
    texts_.insert(texts_.begin(), "softplus-bench");
    for (std::string& text : texts_) argv_.push_back(text.data());
    argv_.push_back(nullptr);
    int argc = static_cast<int>(texts_.size());
    benchmark::Initialize(&argc, argv_.data());
    if (argc > 1) unknown_ = argv_[1];
  }
  ~Library() { benchmark::Shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void check(std::span<const std::string> arguments) const {
    if (!std::equal(arguments.begin(), arguments.end(), arguments_.begin(), arguments_.end()))
      throw std::logic_error("Google Benchmark can be given its options only once in a process");
    if (!unknown_.empty()) throw std::invalid_argument("Google Benchmark does not know the option " + unknown_);
  }

 private:
  std::vector<std::string> arguments_;
  std::vector<std::string> texts_;
  std::vector<char*> argv_;
  std::string unknown_;
};

void replay(benchmark::State& state, const BenchmarkRounds& rounds) {
  if (!rounds.error.empty()) {
    state.SkipWithError(rounds.error.c_str());
    return;
  }
  auto ns = rounds.epoch_ns.begin();
  // The number of iterations was fixed before it was known that there was time for fewer rounds.
  const double mean = std::accumulate(rounds.epoch_ns.begin(), rounds.epoch_ns.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(rounds.epoch_ns.size(), 1));
  for ([[maybe_unused]] auto _ : state)
    state.SetIterationTime((ns != rounds.epoch_ns.end() ? *ns++ : mean) / rounds.passes_per_epoch * 1e-9);
  const auto iterations = static_cast<double>(state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(rounds.items_per_pass * iterations));
  state.SetBytesProcessed(static_cast<std::int64_t>(rounds.bytes_per_pass * iterations));
  for (const auto& [name, value] : rounds.counters) state.counters[name] = value;
}

void register_entry(const BenchmarkEntry& entry, std::exception_ptr& thrown) {
  const auto run = [&entry, &thrown, repetition = std::size_t{0}](benchmark::State& state) mutable {
    if (thrown) return state.SkipWithError("stopped by an error");
    try {
      replay(state, entry.measure(repetition++));
    } catch (...) {  // must not unwind through the library
      thrown = std::current_exception();
      state.SkipWithError("stopped by an error");
    }
  };
  benchmark::RegisterBenchmark(entry.name.c_str(), run)
      ->UseManualTime()
      ->Iterations(static_cast<benchmark::IterationCount>(entry.rounds))
      ->Unit(benchmark::kMicrosecond);
}

}  // namespace

std::size_t run_google_benchmark(std::span<const BenchmarkEntry> entries, std::span<const std::string> arguments) {
  static const Library library(arguments);
  library.check(arguments);

  std::exception_ptr thrown;
  for (const BenchmarkEntry& entry : entries) register_entry(entry, thrown);
  NullReporter silent;
  const bool wants_display = std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
    return argument.starts_with("--benchmark_format");
  });
  const std::size_t matched = benchmark::RunSpecifiedBenchmarks(wants_display ? nullptr : &silent);
  benchmark::ClearRegisteredBenchmarks();
  if (thrown) std::rethrow_exception(thrown);
  return matched;
}

}  // namespace softplus_bench
