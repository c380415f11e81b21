// What a user asked for that cannot be done as asked: one clear line that says what, where and what to do.
#pragma once

#include <stdexcept>

namespace softplus_bench {

// Ends as exit code 2, its text printed as it stands.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace softplus_bench
