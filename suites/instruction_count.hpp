// Instructions that a kernel takes, counted by valgrind's callgrind: a figure without noise.
//
// The program asks callgrind for a dump after every kernel, by the client requests of valgrind's manual (section
// "Client Request mechanism"): a few rotations that change nothing and that valgrind alone understands. So no symbol is
// needed, and a stripped program can be counted.
#pragma once

#include <string>
#include <string_view>

#include "core/format.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

// Whether this process runs under valgrind; false where its requests are not known (not x86-64).
bool is_under_valgrind();

// Elements of the one call that is counted: the instructions of the call itself are less than a hundredth of one each.
inline constexpr std::size_t counted_elements = 4096;

// Calls the row's kernel on the inputs that it is timed on: once as a warm-up, and once between two requests of which
// the second makes a dump that bears `label`. Under callgrind only.
void count_instructions(const SpeedRow& row, std::uint64_t seed, const std::string& label);

}  // namespace softplus_bench
