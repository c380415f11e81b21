#include "suites/executor/guarded_kernel.hpp"

#include <array>
#include <cstring>
#include <exception>
#include <utility>

namespace softplus_bench {
namespace {

struct Guarded {
  PluginKernel kernel = nullptr;
  std::size_t element_bytes = 0;
};
std::array<Guarded, most_guarded_kernels> pool;
std::size_t taken = 0;

thread_local std::string thrown;

// Called from within a handler.
void remember() noexcept {
  try {
    throw;
  } catch (const std::exception& error) {
    thrown = std::string("threw an exception: ") + error.what();
    thrown.resize(thrown.find_first_of("\r\n") == std::string::npos ? thrown.size() : thrown.find_first_of("\r\n"));
  } catch (...) {
    thrown = "threw something that is no std::exception";
  }
}

template <std::size_t i>
void call(const void* x, const void* x2, void* y, std::size_t n, const double* parameters) noexcept {
  try {
    pool[i].kernel(x, x2, y, n, parameters);
  } catch (...) {
    remember();
    std::memset(y, 0, n * pool[i].element_bytes);
  }
}

template <std::size_t... i>
constexpr std::array<GuardedKernel, sizeof...(i)> calls(std::index_sequence<i...>) {
  return {call<i>...};
}
constexpr auto functions = calls(std::make_index_sequence<most_guarded_kernels>());

}  // namespace

GuardedKernel guard_kernel(PluginKernel kernel, std::size_t element_bytes) {
  if (taken == pool.size()) return nullptr;
  pool[taken] = {kernel, element_bytes};
  return functions[taken++];
}

std::string take_thrown() { return std::exchange(thrown, {}); }

}  // namespace softplus_bench
