// Progress on stderr: one live line on a terminal, a plain line every 10 s otherwise, nothing when quiet.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "suites/run.hpp"

namespace softplus_bench::cli {

// "42 s", "12 min", "3.5 h".
std::string duration_text(double seconds);

class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();  // takes the live line away
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const Progress& progress);  // from any thread

 private:
  using Clock = std::chrono::steady_clock;
  bool quiet_;
  bool live_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_{};
  std::optional<double> first_share_;  // above 0 when an earlier attempt is gone on with
  std::mutex mutex_;
};

}  // namespace softplus_bench::cli
