// A child process that has loaded a plug-in, seen from the process that calls its kernels.
//
// What is loaded from a file may crash, hang, end its process, write where it may not and change what other code relies
// on: in a process of its own it does so to nobody else.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "suites/executor/child_memory.hpp"
#include "suites/executor/child_protocol.hpp"
#include "suites/executor/remote_caller.hpp"

namespace softplus_bench {

struct ChildOptions {
  std::string program = "/proc/self/exe";     // one that answers to `plugin-host` (child_host.hpp)
  std::string file{};                         // the plug-in
  std::string hash{};                         // of its bytes (child_host.hpp): a file that has another one is refused
  std::chrono::milliseconds time_out{10000};  // for loading it
  const std::atomic<bool>* stop = nullptr;    // where it is set, all calls together have two seconds more
};

class ChildProcess final : public RemoteCaller {
 public:
  // One entry of the plug-in's table. Its number is its place.
  struct Row {
    std::string function;
    std::string name;
    FormatId format = FormatId::binary32;
    Claim claim{};
    std::string credit;
  };

  // Starts it and reads its table. Throws UsageError, one line, where it cannot be started or the file cannot be
  // loaded.
  explicit ChildProcess(const ChildOptions& options);
  ~ChildProcess() override;

  const std::vector<Row>& rows() const { return rows_; }
  std::optional<CallFailure> call(const RemoteCall& call, std::chrono::milliseconds time_out) override;

 private:
  void start();
  void read_table();
  Row row_from(std::string_view line) const;
  [[noreturn]] void refuse(const std::string& what) const;
  // One message, its size; none: it ended or had no more time, and failure_ says so.
  std::optional<std::size_t> receive(std::span<char> message, std::chrono::milliseconds time_out);
  void wait_at_most(std::int64_t milliseconds);  // for a message; one call of the system less than poll
  std::optional<CallFailure> exchange(const ChildRequest& request, std::chrono::milliseconds time_out);
  // Has the child run on the core that the caller runs on, which waits for it: what one has written the other finds
  // in the core's cache, and no other core is woken up, which takes a virtual machine longer than the call.
  void follow_caller();
  std::string how_it_ended();
  void end();

  ChildOptions options_;
  std::vector<Row> rows_;
  pid_t process_ = -1;
  int socket_ = -1;
  std::int64_t longest_wait_ = 0;  // ms; 0: for ever
  int core_ = -1;                  // that it runs on; -1: any
  ChildMemory memory_;
  std::optional<std::chrono::steady_clock::time_point> stop_seen_;
  ChildReply reply_;     // to the last request
  CallFailure failure_;  // why there was no message
};

}  // namespace softplus_bench
