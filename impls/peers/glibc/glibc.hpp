// The C library, and the version that runs.
#pragma once

#include <gnu/libc-version.h>

#include <cmath>
#include <string>

#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::glibc {

inline std::string library() { return std::string("glibc ") + gnu_get_libc_version(); }

}  // namespace softplus_bench::peers::glibc
