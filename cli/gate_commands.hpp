// What to type to see a failure again.
#pragma once

#include <string>

#include "cli/gate.hpp"

namespace softplus_bench::cli {

// Of a check with a witness: the evaluation of that input by that row, "softplus-bench eval softplus 0x3f800000:bits
// --format binary32 -f softplus/log1p/binary32/scalar"; "" of others.
std::string command_for(const GateCheck& check, const GateOptions& options);

// " --plugin FILE" for each: what a command needs that is to find their rows.
std::string plugin_options(const std::vector<std::string>& files);

}  // namespace softplus_bench::cli
