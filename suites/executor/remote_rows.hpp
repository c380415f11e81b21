// Rows whose kernels somebody outside this process calls (remote_caller.hpp), as kernels of this process.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "suites/executor/remote_caller.hpp"

namespace softplus_bench {

// Calls of more elements have in proportion more time.
inline constexpr std::size_t elements_per_time_out = 65536;

// The callers that nobody uses at the moment: each call takes one, so that any number of threads may call, and a caller
// that ends in a call ends for that call's row alone.
class CallerPool {
 public:
  // Where `stop` is set no more is found out about a failure.
  CallerPool(OpenCaller open, std::chrono::milliseconds time_out, const std::atomic<bool>* stop = nullptr)
      : open_(std::move(open)), time_out_(time_out), stop_(stop) {}
  std::unique_ptr<RemoteCaller> take();
  void give_back(std::unique_ptr<RemoteCaller> caller);
  const OpenCaller& open() const { return open_; }
  std::chrono::milliseconds time_out(std::size_t n) const;
  const std::atomic<bool>* stop() const { return stop_; }

 private:
  OpenCaller open_;
  std::chrono::milliseconds time_out_;
  const std::atomic<bool>* stop_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<RemoteCaller>> idle_;
};

// One row in one format. May be called from several threads at once.
class RemoteRow {
 public:
  RemoteRow(CallerPool& pool, std::size_t row, FormatId format) : pool_(pool), row_(row), format_(format) {}
  // As a kernel. Throws KernelFailure (guarded_kernel.hpp) with what went wrong and the input that it needs. A row that
  // failed is not called again: who calls it is told the same.
  void call(const void* x, const void* x2, void* y, std::size_t n, const double* parameters);

 private:
  CallerPool& pool_;
  std::size_t row_;
  FormatId format_;
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::string failure_;  // written once, before failed_ is set
};

}  // namespace softplus_bench
