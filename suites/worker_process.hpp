// Another build of this project, started as a worker (suites/worker.hpp), seen from the process that asks.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace softplus_bench {

struct WorkerAnswer {
  bool ok = false;
  std::string text;  // what follows "ok ", or why there is no answer
};

class WorkerProcess {
 public:
  struct Options {
    int core = -1;                 // to run on; -1: any
    double time_out_seconds = 60;  // for an answer; the first one has a quarter of that
    const std::atomic<bool>* stop = nullptr;
    std::vector<std::string> plugins{};  // files that it loads into its own process
  };

  // Starts `binary worker`, with --plugin for each of the files, and greets it. Throws UsageError, one line, where it
  // cannot be started, gives no answer of a worker, or speaks another version. The process ends with this object, and
  // with the process that has it.
  WorkerProcess(const std::string& binary, const Options& options);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  // One line to the worker and one back. A worker that ended, does not answer in time, or answers what no worker does
  // is ended, and every answer from then on says why. In time: in so many seconds, by default those of the options.
  WorkerAnswer ask(std::string_view request, std::optional<double> seconds = {});
  // The lines that follow an answer "ok N".
  WorkerAnswer ask_lines(std::string_view request, std::vector<std::string>& lines);

  bool is_alive() const { return death_.empty(); }
  const std::string& commit() const { return commit_; }

 private:
  void start(int core);
  void greet();
  std::optional<std::string> read_line(double seconds);
  void die(std::string reason);
  std::string how_it_ended();
  void end();

  std::string binary_;
  Options options_;
  pid_t process_ = -1;
  int socket_ = -1;
  std::string waiting_;  // bytes that came beyond the last line
  std::string death_;    // why there will be no more answers; empty: it lives
  std::string commit_;
};

// Cores that this thread may run on, and ties it to one for as long as the object lives.
std::vector<int> allowed_cores();
class TiedToCore {
 public:
  explicit TiedToCore(int core);  // -1: does nothing
  TiedToCore(const TiedToCore&) = delete;
  TiedToCore& operator=(const TiedToCore&) = delete;
  ~TiedToCore();
  bool worked() const { return !before_.empty(); }

 private:
  std::vector<int> before_;
};

}  // namespace softplus_bench
