// Kernels of loaded code behind functions of ours that no exception leaves.
//
// A kernel of a plug-in is a C function pointer: it may throw all the same (bad_alloc, an error of its library), and
// it is called from places that may not be left by an exception. So each gets a function of its own from a fixed pool,
// which catches, fills the outputs with zeros and remembers what was thrown, for the executor to make a failed row of.
// That costs one indirect call more, about 1 ns a call.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>

namespace softplus_bench {

// The kernel of the C interface: see include/softplus_bench/plugin.h.
using PluginKernel = void (*)(const void* x, const void* x2, void* y, std::size_t n, const double* parameters);
using GuardedKernel = void (*)(const void* x, const void* x2, void* y, std::size_t n,
                               const double* parameters) noexcept;

inline constexpr std::size_t most_guarded_kernels = 512;

// Null when most_guarded_kernels are taken. Not to be called while kernels run. `element_bytes`: of one output.
GuardedKernel guard_kernel(PluginKernel kernel, std::size_t element_bytes);

// Thrown by what guard_call guards: its text is the reason as it stands.
struct KernelFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The same of something that has a state of its own, from a pool of its own.
using KernelCall = std::function<void(const void* x, const void* x2, void* y, std::size_t n, const double* parameters)>;
inline constexpr std::size_t most_guarded_calls = 1024;
GuardedKernel guard_call(KernelCall call, std::size_t element_bytes);

// What a guarded kernel has thrown on this thread since the last call: "threw an exception: ..."; empty when nothing.
std::string take_thrown();

// The first that was thrown on this thread since the last call of this function, taken by take_thrown or not; nothing
// is left of it for either. For those that call a kernel in many ways and want to know in the end whether all went
// well.
std::string take_first_thrown();

}  // namespace softplus_bench
