// Every implementation that was built, generated from the files below impls/.
#pragma once

#include <span>

#include "core/implementation.hpp"

namespace softplus_bench {

// Sorted by path. The descriptors live as long as the program.
std::span<const Implementation* const> implementation_table();

}  // namespace softplus_bench
