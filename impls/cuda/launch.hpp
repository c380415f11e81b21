// How a kernel is launched: what its code and the driver must agree on.
#pragma once

namespace softplus_bench::cuda {

inline constexpr unsigned threads_per_block = 256;
inline constexpr unsigned elements_per_thread = 4;
inline constexpr unsigned elements_per_block = threads_per_block * elements_per_thread;

}  // namespace softplus_bench::cuda
