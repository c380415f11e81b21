// A plan in words and in seconds, with what of it an earlier attempt has done.
#pragma once

#include <optional>
#include <string>

#include "core/checkpoint.hpp"
#include "suites/plan.hpp"

namespace softplus_bench::cli {

// What is expected to take how long on `threads`, without what is done.
double seconds_left(const Plan& plan, const Checkpoint& earlier, unsigned threads);
// One line a step.
std::string plan_text(const Plan& plan, const Checkpoint& earlier, double seconds, std::optional<double> budget);

}  // namespace softplus_bench::cli
