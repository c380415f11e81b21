#include "suites/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>

#include "core/usage_error.hpp"
#include "suites/worker.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t longest_line = 4096;
constexpr std::size_t most_lines = 100000;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

cpu_set_t set_of(const std::vector<int>& cores) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int core : cores) CPU_SET(core, &set);
  return set;
}

// What the child does between fork and exec: nothing that may take a lock. Whatever goes wrong is written to `report`.
[[noreturn]] void become_worker(char* const* words, int socket, int nowhere, const cpu_set_t* cores, pid_t parent,
                                int report) {
  setpgid(0, 0);  // Ctrl-C is for the parent
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  if (cores != nullptr) sched_setaffinity(0, sizeof *cores, cores);
  signal(SIGPIPE, SIG_DFL);
  if (dup2(socket, STDIN_FILENO) >= 0 && dup2(socket, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
    execv(words[0], words);
  const int error = errno;
  [[maybe_unused]] const ssize_t written = write(report, &error, sizeof error);
  _exit(127);
}

// 0 when the process at the other end could start its program.
int start_error(int report) {
  int error = 0;
  ssize_t got = 0;
  while ((got = read(report, &error, sizeof error)) < 0 && errno == EINTR) {
  }
  return got == sizeof error ? error : 0;
}

}  // namespace

std::vector<int> allowed_cores() {
  cpu_set_t set;
  std::vector<int> cores;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return cores;
  for (int core = 0; core < CPU_SETSIZE; ++core)
    if (CPU_ISSET(core, &set)) cores.push_back(core);
  return cores;
}

TiedToCore::TiedToCore(int core) {
  if (core < 0) return;
  std::vector<int> before = allowed_cores();
  const cpu_set_t set = set_of({core});
  if (sched_setaffinity(0, sizeof set, &set) == 0) before_ = std::move(before);
}

TiedToCore::~TiedToCore() {
  if (before_.empty()) return;
  const cpu_set_t set = set_of(before_);
  sched_setaffinity(0, sizeof set, &set);
}

WorkerProcess::WorkerProcess(const std::string& binary, const Options& options) : binary_(binary), options_(options) {
  start(options.core);
  try {
    greet();
  } catch (...) {
    end();
    throw;
  }
}

WorkerProcess::~WorkerProcess() { end(); }

void WorkerProcess::start(int core) {
  std::array<int, 2> sockets{};
  std::array<int, 2> report{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    throw std::runtime_error(fmt::format("no socket for a worker: {}", std::strerror(errno)));
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  const bool piped = pipe2(report.data(), O_CLOEXEC) == 0;
  const cpu_set_t cores = set_of({std::max(core, 0)});
  std::vector<std::string> words{binary_, "worker"};
  for (const std::string& file : options_.plugins) words.insert(words.end(), {"--plugin", file});
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const pid_t parent = getpid();
  process_ = nowhere >= 0 && piped ? fork() : -1;
  const int fork_error = errno;
  if (process_ == 0)
    become_worker(pointers.data(), sockets[1], nowhere, core < 0 ? nullptr : &cores, parent, report[1]);
  close(sockets[1]);
  close(nowhere);
  socket_ = sockets[0];
  if (piped) close(report[1]);
  const int error = process_ > 0 ? start_error(report[0]) : fork_error;
  if (piped) close(report[0]);
  if (error == 0) return;
  end();
  throw UsageError(
      fmt::format("{}: cannot be started: {}; give the path of a softplus-bench", binary_, std::strerror(error)));
}

void WorkerProcess::greet() {
  const WorkerAnswer answer = ask(fmt::format("hello {}", worker_protocol_version), options_.time_out_seconds / 4);
  const std::size_t blank = answer.text.find(' ');
  int version = -1;
  std::from_chars(answer.text.data(), answer.text.data() + std::min(blank, answer.text.size()), version);
  if (!answer.ok || blank == std::string::npos || version < 1)
    throw UsageError(
        fmt::format("{}: is no softplus-bench that can be compared with another ({}); one older than 'ab "
                    "--old' cannot",
                    binary_, answer.ok ? "its greeting is not a worker's" : answer.text));
  commit_ = answer.text.substr(blank + 1);
  if (version != worker_protocol_version)
    throw UsageError(
        fmt::format("{}: its workers speak version {} of the protocol, this program version {}: build both "
                    "from commits that agree",
                    binary_, version, worker_protocol_version));
}

WorkerAnswer WorkerProcess::ask(std::string_view request, std::optional<double> seconds) {
  if (!is_alive()) return {false, death_};
  const std::string line = fmt::format("{}\n", request);
  // requests are far shorter than what a socket holds
  if (send(socket_, line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size())) {
    die(how_it_ended());
    return {false, death_};
  }
  const std::optional<std::string> answer = read_line(seconds.value_or(options_.time_out_seconds));
  if (!answer) return {false, death_};
  if (*answer == "ok") return {true, ""};
  if (answer->starts_with("ok ")) return {true, answer->substr(3)};
  if (answer->starts_with("failed ")) return {false, answer->substr(7)};
  die(fmt::format("answered '{}', which no worker says", answer->substr(0, 40)));
  return {false, death_};
}

WorkerAnswer WorkerProcess::ask_lines(std::string_view request, std::vector<std::string>& lines) {
  WorkerAnswer answer = ask(request);
  if (!answer.ok) return answer;
  std::size_t n = 0;
  const char* end = answer.text.data() + answer.text.size();
  if (std::from_chars(answer.text.data(), end, n).ptr != end || n > most_lines) {
    die("answered with a number of lines that is none");
    return {false, death_};
  }
  for (; n > 0; --n) {
    std::optional<std::string> line = read_line(options_.time_out_seconds);
    if (!line) return {false, death_};
    lines.push_back(std::move(*line));
  }
  return answer;
}

std::optional<std::string> WorkerProcess::read_line(double seconds) {
  const double until = seconds_now() + seconds;
  for (;;) {
    if (const std::size_t end = waiting_.find('\n'); end != std::string::npos) {
      std::string line = waiting_.substr(0, end);
      waiting_.erase(0, end + 1);
      return line;
    }
    if (waiting_.size() > longest_line) return die("answered with a line without end"), std::nullopt;
    if (options_.stop != nullptr && *options_.stop) return die("stopped"), std::nullopt;
    const double left = until - seconds_now();
    if (left <= 0) return die(fmt::format("gave no answer in {:g} s", seconds)), std::nullopt;
    pollfd wanted{socket_, POLLIN, 0};
    // in pieces: a signal that sets `stop` may come just before the wait
    const int ready = poll(&wanted, 1, static_cast<int>(std::clamp(left * 1000, 1.0, 200.0)));
    if (ready <= 0) continue;
    std::array<char, 4096> piece{};
    const ssize_t got = recv(socket_, piece.data(), piece.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return die(how_it_ended()), std::nullopt;
    waiting_.append(piece.data(), static_cast<std::size_t>(got));
  }
}

void WorkerProcess::die(std::string reason) {
  death_ = std::move(reason);
  end();
}

// Its end of the socket is closed: the process ends, or has.
std::string WorkerProcess::how_it_ended() {
  int status = 0;
  for (int tries = 0; process_ > 0 && tries < 200; ++tries) {
    const pid_t ended = waitpid(process_, &status, WNOHANG);
    if (ended == process_) {
      process_ = -1;
      if (WIFSIGNALED(status))
        return fmt::format("ended by signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
      return fmt::format("ended with exit code {}", WEXITSTATUS(status));
    }
    if (ended < 0 && errno != EINTR) break;
    usleep(5000);
  }
  return "closed its output";
}

void WorkerProcess::end() {
  if (socket_ >= 0) close(std::exchange(socket_, -1));
  if (process_ <= 0) return;
  kill(-process_, SIGKILL);  // and what it started
  kill(process_, SIGKILL);   // before it has a group of its own
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
}

}  // namespace softplus_bench
