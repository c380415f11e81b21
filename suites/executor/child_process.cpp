#include "suites/executor/child_process.hpp"

#include <sched.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <set>
#include <utility>

#include "core/record.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/executor/child_start.hpp"
#include "suites/executor/child_texts.hpp"
#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view not_ours = "cannot be loaded: something in it writes where only this program does";

// Not by calculating with numbers that raise them, where the processor lets it be said.
void raise_exceptions(int exceptions) {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | (static_cast<unsigned>(exceptions) & mxcsr_flags));
#else
  std::feraiseexcept(exceptions & FE_ALL_EXCEPT);
#endif
}

// The children that there are, so that what their kernels have started ends with this program too: they themselves
// would, and nobody but their parent knows of it.
class LiveChildren {
 public:
  // Never destroyed: threads may call kernels until the end.
  static LiveChildren& only() {
    static auto* const children = new LiveChildren;
    return *children;
  }
  void add(pid_t process) {
    const std::lock_guard lock(mutex_);
    all_.insert(process);
  }
  void remove(pid_t process) {
    const std::lock_guard lock(mutex_);
    all_.erase(process);
  }

 private:
  LiveChildren() {
    std::atexit([] {
      LiveChildren& children = only();
      const std::lock_guard lock(children.mutex_);
      for (const pid_t each : children.all_) kill(-each, SIGKILL);
    });
  }

  std::mutex mutex_;
  std::set<pid_t> all_;
};

std::string seconds_text(std::chrono::milliseconds time) { return shortest(static_cast<double>(time.count()) / 1000); }

}  // namespace

ChildProcess::ChildProcess(const ChildOptions& options) : options_(options) {
  try {
    start();
    read_table();
  } catch (...) {
    end();
    throw;
  }
}

ChildProcess::~ChildProcess() { end(); }

void ChildProcess::refuse(const std::string& what) const { throw UsageError(options_.file + ": " + what); }

void ChildProcess::start() {
  std::array<int, 2> sockets{-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    refuse(std::string("cannot be loaded: no socket for a child process: ") + std::strerror(errno));
  socket_ = sockets[0];
  const std::array given{sockets[1], memory_.descriptor()};
  process_ = start_lasting_child(options_.program,
                                 {"softplus-bench", "plugin-host", std::to_string(given[0]), std::to_string(given[1]),
                                  std::to_string(getpid()), options_.hash, options_.file},
                                 given);
  const int error = errno;
  close(sockets[1]);
  if (process_ < 0) refuse(std::string("cannot be loaded: no child process can be started: ") + std::strerror(error));
  LiveChildren::only().add(process_);
}

void ChildProcess::read_table() {
  std::array<char, longest_child_line> message{};
  const auto next = [&] {
    const auto size = receive(message, options_.time_out);
    if (!size) refuse("cannot be loaded: it " + failure_.what + " while it was loaded");
    const std::string_view line(message.data(), *size);
    if (const auto reply = reply_in(line); reply && reply->kind == ChildReply::Kind::crashed)
      refuse("cannot be loaded: it " + crash_text(*reply) + " while it was loaded");
    return line;
  };
  const std::string_view first = next();
  if (first.starts_with("failed ")) throw UsageError(std::string(first.substr(7)));
  std::size_t n = 0;
  const char* const end = first.data() + first.size();
  if (!first.starts_with("rows ") || std::from_chars(first.data() + 5, end, n).ptr != end || n == 0 ||
      n > most_child_rows)
    refuse(std::string(not_ours));
  while (rows_.size() < n) rows_.push_back(row_from(next()));
}

ChildProcess::Row ChildProcess::row_from(std::string_view line) const {
  const auto word = [&] {
    const std::string_view text = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(text.size() + 1, line.size()));
    return text;
  };
  const auto number = [&] {
    const std::string text(word());
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return text.empty() || *end != '\0' ? std::nan("") : value;
  };
  Row row;
  const bool is_row = word() == "row";
  row.function = word();
  row.name = word();
  const std::string_view format_name = word();
  const auto* const format = std::find_if(all_formats.begin(), all_formats.end(),
                                          [&](const FormatTraits& f) { return f.name == format_name; });
  row.claim.max_ulp = number();
  row.claim.on.lower = number();
  row.claim.on.upper = number();
  row.credit = line;
  if (!is_row || find_function(row.function) == nullptr || row.name.empty() || format == all_formats.end() ||
      std::isnan(row.claim.max_ulp) || std::isnan(row.claim.on.lower) || std::isnan(row.claim.on.upper))
    refuse(std::string(not_ours));
  row.format = format->id;
  return row;
}

void ChildProcess::wait_at_most(std::int64_t milliseconds) {
  if (milliseconds == longest_wait_) return;
  const timeval time{milliseconds / 1000, milliseconds % 1000 * 1000};
  if (setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time) == 0) longest_wait_ = milliseconds;
}

std::optional<std::size_t> ChildProcess::receive(std::span<char> message, std::chrono::milliseconds time_out) {
  using Clock = std::chrono::steady_clock;
  constexpr std::int64_t longest_wait = 200;  // a signal that sets `stop` may come just before the wait
  constexpr auto wait_after_stop = std::chrono::seconds(2);
  auto until = Clock::now() + time_out;
  for (auto left = time_out; left.count() > 0;
       left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now())) {
    if (!stop_seen_ && options_.stop != nullptr && *options_.stop) stop_seen_ = Clock::now();
    if (stop_seen_) until = std::min(until, *stop_seen_ + wait_after_stop);
    wait_at_most(std::min(left.count(), longest_wait));
    const ssize_t got = recv(socket_, message.data(), message.size(), 0);
    if (got > 0) return static_cast<std::size_t>(got);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    failure_ = {how_it_ended(), false};
    return std::nullopt;
  }
  if (stop_seen_ && Clock::now() >= *stop_seen_ + wait_after_stop) {
    failure_ = {std::string(call_was_interrupted), true};
    return std::nullopt;
  }
  siginfo_t state{};
  const bool stopped = waitid(P_PID, static_cast<id_t>(process_), &state, WSTOPPED | WNOHANG | WNOWAIT) == 0 &&
                       state.si_pid == process_ && state.si_code == CLD_STOPPED;
  failure_ = {(stopped ? "stopped itself (" + signal_name(state.si_status) + ") and " : std::string()) +
                  "did not return within " + seconds_text(time_out) + " s",
              true};
  return std::nullopt;
}

void ChildProcess::follow_caller() {
  const int core = sched_getcpu();
  if (core < 0 || core == core_ || core >= CPU_SETSIZE) return;
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(core, &only);
  if (sched_setaffinity(process_, sizeof only, &only) == 0) core_ = core;
}

std::optional<CallFailure> ChildProcess::exchange(const ChildRequest& request, std::chrono::milliseconds time_out) {
  follow_caller();
  if (send(socket_, &request, sizeof request, MSG_NOSIGNAL) != sizeof request)
    return CallFailure{how_it_ended(), false};
  std::array<char, sizeof(ChildReply) + 1> message{};
  const auto size = receive(message, time_out);
  if (!size) return failure_;
  const auto reply = reply_in({message.data(), *size});
  if (!reply || reply->serial != request.serial) return CallFailure{"wrote where only this program does", false};
  reply_ = *reply;
  if (reply_.kind == ChildReply::Kind::crashed) return CallFailure{crash_text(reply_), false};
  if (reply_.kind != ChildReply::Kind::done) return CallFailure{plain(reply_.text.data()), false};
  if (std::string broken = memory_.broken_guard(); !broken.empty()) return CallFailure{std::move(broken), false};
  return std::nullopt;
}

std::optional<CallFailure> ChildProcess::call(const RemoteCall& call, std::chrono::milliseconds time_out) {
  constexpr auto fills = ChildMemory::fills;
  if (std::string reason = memory_.place(call, fills[0]); !reason.empty()) return CallFailure{std::move(reason), false};
  if (auto failure = exchange(memory_.request(), time_out)) return failure;
  if (const std::vector<std::size_t> suspects = memory_.holding(fills[0]); !suspects.empty()) {
    memory_.place(call, fills[1]);
    if (auto failure = exchange(memory_.request(), time_out)) return failure;
    for (const std::size_t i : memory_.holding(fills[1]))
      if (std::binary_search(suspects.begin(), suspects.end(), i))
        return CallFailure{"left y[" + std::to_string(i) + "] of " + std::to_string(call.n) + " unwritten", false};
  }
  memory_.copy_output(call.y);
  raise_exceptions(reply_.exceptions);
  return std::nullopt;
}

// Its end of the socket is closed: the process ends, or has.
std::string ChildProcess::how_it_ended() {
  for (int tries = 0; process_ > 0 && tries < 200; ++tries) {
    int status = 0;
    const pid_t ended = waitpid(process_, &status, WNOHANG);
    if (ended == process_) {
      kill(-process_, SIGKILL);  // what it started
      LiveChildren::only().remove(std::exchange(process_, -1));
      if (WIFSIGNALED(status)) return "crashed (" + signal_name(WTERMSIG(status)) + ")";
      if (WEXITSTATUS(status) == child_lost_connection) break;
      return "ended its process with exit code " + std::to_string(WEXITSTATUS(status));
    }
    if (ended < 0 && errno != EINTR) break;
    usleep(5000);
  }
  return "closed what connects it with this program";
}

void ChildProcess::end() {
  if (socket_ >= 0) close(std::exchange(socket_, -1));
  if (process_ <= 0) return;
  kill(-process_, SIGKILL);
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  LiveChildren::only().remove(std::exchange(process_, -1));
}

}  // namespace softplus_bench
