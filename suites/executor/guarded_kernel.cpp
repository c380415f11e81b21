#include "suites/executor/guarded_kernel.hpp"

#include <array>
#include <cstring>
#include <exception>
#include <utility>

#include "impls/device/device.hpp"

namespace softplus_bench {
namespace {

// A callable for each function of the pool.
template <class Callable, std::size_t size>
struct Pool {
  struct Guarded {
    Callable call{};
    std::size_t element_bytes = 0;
  };
  std::array<Guarded, size> entries;
  std::size_t taken = 0;
};
Pool<PluginKernel, most_guarded_kernels> kernels;

// Never destroyed: what the calls hold may be in use until the end.
auto& calls() {
  static auto* const pool = new Pool<KernelCall, most_guarded_calls>;
  return *pool;
}

thread_local std::string thrown;
thread_local std::string first_thrown;

// Called from within a handler.
void remember() noexcept {
  try {
    throw;
  } catch (const DeviceError& error) {
    thrown = error.what();
  } catch (const KernelFailure& error) {
    thrown = error.what();
  } catch (const std::exception& error) {
    thrown = std::string("threw an exception: ") + error.what();
    thrown.resize(thrown.find_first_of("\r\n") == std::string::npos ? thrown.size() : thrown.find_first_of("\r\n"));
  } catch (...) {
    thrown = "threw something that is no std::exception";
  }
  if (first_thrown.empty()) first_thrown = thrown;
}

template <class PoolOf, std::size_t i>
void call(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) noexcept {
  const auto& guarded = PoolOf::get().entries[i];
  try {
    guarded.call(x, x2, y, n, parameters);
  } catch (...) {
    remember();
    std::memset(y, 0, n * guarded.element_bytes);
  }
}

struct Kernels {
  static auto& get() { return kernels; }
};
struct Calls {
  static auto& get() { return calls(); }
};

template <class PoolOf, std::size_t... i>
constexpr std::array<GuardedKernel, sizeof...(i)> functions_of(std::index_sequence<i...>) {
  return {call<PoolOf, i>...};
}
constexpr auto kernel_functions = functions_of<Kernels>(std::make_index_sequence<most_guarded_kernels>());
constexpr auto call_functions = functions_of<Calls>(std::make_index_sequence<most_guarded_calls>());

template <class PoolType, class Functions, class Callable>
GuardedKernel guard(PoolType& pool, const Functions& functions, Callable callable, std::size_t element_bytes) {
  if (pool.taken == pool.entries.size()) return nullptr;
  pool.entries[pool.taken] = {std::move(callable), element_bytes};
  return functions[pool.taken++];
}

}  // namespace

GuardedKernel guard_kernel(PluginKernel kernel, std::size_t element_bytes) {
  return guard(kernels, kernel_functions, kernel, element_bytes);
}

GuardedKernel guard_call(KernelCall call, std::size_t element_bytes) {
  return guard(calls(), call_functions, std::move(call), element_bytes);
}

std::string take_thrown() { return std::exchange(thrown, {}); }

std::string take_first_thrown() {
  thrown.clear();
  return std::exchange(first_thrown, {});
}

}  // namespace softplus_bench
