// What must be equal for one program's speed, or its count of instructions, to be held against stored ones.
#pragma once

#include <string>
#include <string_view>

#include "core/record.hpp"

namespace softplus_bench {

// Processor, compiler, flags, libm and instruction sets: ratios of times to those of the control kernels depend on all
// of them, and on little else. Not the system, the memory or the number of cores: kernels in L1 see none of it.
Facts machine_class();

// What the instructions that a kernel takes depend on: as above without the processor. `valgrind` ("valgrind-3.19.0")
// is what counts, and what stands for the processor: `instruction_sets` are those that it shows to programs.
Facts counting_class(std::string_view valgrind, std::string_view instruction_sets);

// As the program sees them now: under valgrind those that it emulates.
std::string instruction_sets_here();

// "amd-epyc-25-17-1.gcc-12.2.0.glibc-2.36.1f0c9a2e.jsonl": the first facts that tell it from others, in words, and a
// hash of them all.
std::string file_name_of(const Facts& facts);

// "processor (AMD EPYC 25.17.1, here Intel ...)" for each fact that differs, in one line; empty where none does.
std::string differences(const Facts& stored, const Facts& here);

}  // namespace softplus_bench
