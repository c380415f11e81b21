// What a result depends on, and the circumstances it was measured in.
#pragma once

#include <string>
#include <string_view>

#include "core/record.hpp"

namespace softplus_bench {

// Commit, compiler, flags, libraries and their versions, instruction sets of this processor: the part
// of a run's identity that does not depend on the request.
Facts build_and_library_facts();
// Machine, cores, memory, load, operating system.
Facts machine_facts();
std::string program_version();  // "0.1.0 (commit)"
std::string_view build_commit();
std::string_view build_date();  // of the commit, "2026-11-21"; empty where it is not known
// 16 hexadecimal digits (FNV-1a) of the facts, names and texts.
std::string hash_of(const Facts& facts);

}  // namespace softplus_bench
