#include "suites/executor/remote_rows.hpp"

#include <algorithm>

#include "core/usage_error.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/executor/witness.hpp"

namespace softplus_bench {

std::unique_ptr<RemoteCaller> CallerPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto caller = std::move(idle_.back());
      idle_.pop_back();
      return caller;
    }
  }
  return open_();
}

void CallerPool::give_back(std::unique_ptr<RemoteCaller> caller) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(caller));
}

std::chrono::milliseconds CallerPool::time_out(std::size_t n) const {
  return time_out_ * static_cast<std::int64_t>(std::max<std::size_t>(1, n / elements_per_time_out));
}

void RemoteRow::call(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) {
  if (failed_) throw KernelFailure(failure_);
  const RemoteCall call{row_, format_, x, x2, y, n, parameters};
  std::optional<CallFailure> failure;
  try {
    auto caller = pool_.take();
    failure = caller->call(call, pool_.time_out(n));
    if (!failure) {
      pool_.give_back(std::move(caller));
      return;
    }
  } catch (const UsageError& error) {
    throw KernelFailure(error.what());
  }
  // Of several threads the first finds the witness, and the others wait for it.
  const std::lock_guard lock(mutex_);
  if (!failed_) {
    failure_ = failure->what == call_was_interrupted
                   ? failure->what
                   : with_witness(*failure, call, pool_.open(), pool_.time_out(n), pool_.stop());
    failed_ = true;
  }
  throw KernelFailure(failure_);
}

}  // namespace softplus_bench
