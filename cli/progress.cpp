#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/session.hpp"

namespace softplus_bench::cli {

std::string duration_text(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), live_(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
  if (live_ && shown_) fmt::print(stderr, "\r\x1b[K");
}

void ProgressLine::show(const Progress& progress) {
  if (quiet_) return;
  const std::lock_guard guard(mutex_);
  if (!first_share_) first_share_ = progress.share;
  const auto now = Clock::now();
  const auto pause = live_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000);
  if (now - (shown_ ? last_ : start_) < pause) return;
  last_ = now;
  shown_ = true;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  std::string line = fmt::format("{:3.0f} %  {}", 100 * progress.share, progress.doing);
  const double done = progress.share - *first_share_;
  if (done > 0.01) line += fmt::format(", {} left", duration_text(elapsed * (1 - progress.share) / done));
  if (live_) fmt::print(stderr, "\r\x1b[K{}", line.substr(0, terminal_width() - 1));
  else fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

}  // namespace softplus_bench::cli
