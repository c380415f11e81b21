// Somebody outside this process who calls kernels for it, such as a child that has loaded a plug-in.
//
// What stands above a caller knows nothing of how it is reached: who keeps several of them (remote_rows.hpp) and who
// looks for the input that a failure needs (witness.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/format.hpp"

namespace softplus_bench {

// One call of a kernel, as core/implementation.hpp has it: in place where x is y. In the rounding mode in force.
struct RemoteCall {
  std::size_t row = 0;  // the caller's own number of it
  FormatId format = FormatId::binary32;
  const void* x = nullptr;
  const void* x2 = nullptr;
  void* y = nullptr;
  std::size_t n = 0;
  const double* parameters = nullptr;

  std::size_t element_bytes() const { return static_cast<std::size_t>(traits(format).bits / 8); }
};

struct CallFailure {
  std::string what;  // "crashed (SIGSEGV, read at 0x10)": one line of ASCII
  bool timed_out = false;
};

// What a call says that was given up because the program is to stop: nothing is known of its row.
inline constexpr std::string_view call_was_interrupted = "was interrupted";

class RemoteCaller {
 public:
  RemoteCaller() = default;
  RemoteCaller(const RemoteCaller&) = delete;
  RemoteCaller& operator=(const RemoteCaller&) = delete;
  virtual ~RemoteCaller() = default;
  // None: y has been written, and the exception flags that the kernel raised are raised here. Otherwise y is as it was,
  // and the caller is not to be used again.
  virtual std::optional<CallFailure> call(const RemoteCall& call, std::chrono::milliseconds time_out) = 0;
};

// A new one. Throws UsageError where there can be none.
using OpenCaller = std::function<std::unique_ptr<RemoteCaller>()>;

}  // namespace softplus_bench
