// Loads implementations from a shared object into this process. The interface is include/softplus_bench/plugin.h.
#pragma once

#include <filesystem>
#include <span>

#include "core/implementation.hpp"

namespace softplus_bench {

// Loads the file and checks all that can be checked without calling a kernel; the descriptors have the target given,
// one for each function and name, in the order of the table. They, their strings and the code live as long as the
// program: nothing is ever unloaded. Symbols stay local to the file, and an exception that leaves a kernel is caught
// (guarded_kernel.hpp).
// Throws UsageError: one line that says what is wrong, in which file, and what to do.
std::span<const Implementation* const> load_plugin(const std::filesystem::path& file, Target target);

}  // namespace softplus_bench
