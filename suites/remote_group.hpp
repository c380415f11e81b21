// A group of rows as suites/speed_group.hpp has it, timed in a worker process that loads plug-ins: what a kernel does
// to its process is that process's affair.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "suites/speed_group.hpp"
#include "suites/worker_process.hpp"

namespace softplus_bench {

struct RemoteGroupOptions {
  std::string program = "/proc/self/exe";
  std::vector<std::string> plugins{};  // files that the worker loads
  int core = -1;                       // to run on; -1: any
  std::uint64_t input_seed = 20240607;
  bool same_passes = false;  // of the rows
  // Whether each epoch begins after a walk over all of the arrays, not after one pass: where other processes have had
  // the core in between and the arrays are to be in its cache.
  bool warms_whole = false;
  double call_seconds = 10;  // for an epoch, or for the first calls of a kernel
  double make_seconds = 60;  // for the arrays, and a quarter of it for the start
  const std::atomic<bool>* stop = nullptr;
  // Where set: rows that ended a worker, by id, and how. They fail at once, and those of this group are added.
  std::map<std::string, std::string>* ended = nullptr;
};

// Each row is first called from this process (broken_contract), which a plug-in's kernel reaches in a child that tells
// for which input it crashes. Its tasks are those of the rows, as given, then copy and relu on the same arrays. A row
// that ends its worker, does not come back in time or breaks its contract fails ("failure" of its sample says why) and
// is not called again; the others go on, in a fresh worker where that one is gone.
class RemoteGroup {
 public:
  RemoteGroup(std::span<const SpeedRow> rows, const FootprintPlan& plan, RemoteGroupOptions options);
  RemoteGroup(const RemoteGroup&) = delete;

  // They point at this object, which is kept as long as they are.
  std::vector<PairedTask> tasks();
  std::size_t elements() const { return elements_; }  // of the input array, of each thread

 private:
  void open();
  bool try_rows();
  void call_rows();
  void remember_end(std::size_t task);
  void fail_all(const std::string& reason);
  EpochTime run(std::size_t task, std::size_t passes);
  std::string verify(std::size_t task, bool last);
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }

  std::vector<SpeedRow> rows_;
  FootprintPlan plan_;
  RemoteGroupOptions options_;
  std::unique_ptr<WorkerProcess> worker_;
  std::vector<std::string> failures_;               // of each task; not empty: it is not run again
  std::vector<std::optional<std::size_t>> places_;  // of each task in the worker
  std::optional<std::size_t> ran_last_;             // in the worker that there is
  std::size_t elements_ = 0;
  std::size_t pass_elements_ = 1;  // of all threads together
};

}  // namespace softplus_bench
