// Placements of a scalar kernel's code and data other than those that the linker and the allocator happened to give:
// what of a time is the algorithm's, and what its place in memory?
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace softplus_bench {

struct Layout {
  std::string_view name;         // empty: as linked, input and output each at the start of a page
  bool copied = false;           // the code is that of a copy of the program
  std::size_t code_bytes = 0;    // which lies so far on, within its cache line
  std::size_t output_bytes = 0;  // the output lies so far on, within its page
};

// The first is the usual one; the others are measured in this order, so many as are asked for. code+0 is the copy at
// the same place in its page, which lies elsewhere and nearer to the libraries; the others move by what compilers align
// functions to. An output 64 bytes behind the input (modulo 4096) makes loads wait for earlier stores on processors
// that compare 12 bits of the addresses; 2048 is as far from that as can be.
inline constexpr std::array layouts{Layout{"", false, 0, 0},
                                    Layout{"code+0", true, 0, 0},
                                    Layout{"code+32", true, 32, 0},
                                    Layout{"output+64", false, 0, 64},
                                    Layout{"code+16", true, 16, 0},
                                    Layout{"code+48", true, 48, 0},
                                    Layout{"output+2048", false, 0, 2048}};

// Whether this build can look for copies at all. An address sanitizer forbids reading the program from end to end.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__x86_64__) || !defined(__linux__)
inline constexpr bool code_can_move = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
inline constexpr bool code_can_move = false;
#else
inline constexpr bool code_can_move = true;
#endif
#else
inline constexpr bool code_can_move = true;
#endif

// `function`, a place in the code of this program, as it is in a copy of the whole program's image that lies `bytes` (a
// multiple of 16, below 64) further on, counted in a page: the same instructions with the same neighbours at another
// address. Null where that cannot be done: not x86-64 Linux, symbols not bound at the start (-z now), no memory that
// may be executed. Copies are kept until the program ends. Only for code that never asks for alignment above 16, and
// writes no variable of the program.
void* moved_code(void* function, std::size_t bytes);

}  // namespace softplus_bench
