#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/session.hpp"

namespace softplus_bench::cli {

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), live_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (live_ && shown_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressLine::show(const Progress& progress) {
  if (quiet_) return;
  const std::lock_guard guard(mutex_);
  const auto now = Clock::now();
  const auto pause = live_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000);
  if (now - (shown_ ? last_ : start_) < pause) return;
  last_ = now;
  shown_ = true;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  std::string line = fmt::format("{:3.0f} %  {}", 100 * progress.share, progress.doing);
  if (progress.share > 0.02) line += fmt::format(", {:.0f} s left", elapsed * (1 / progress.share - 1));
  if (live_) fmt::print(stderr, "\r\x1b[K{}", line.substr(0, terminal_width() - 1));
  else fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

}  // namespace softplus_bench::cli
