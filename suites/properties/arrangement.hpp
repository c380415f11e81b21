// How inputs lie in the arrays of one call, and which part of that makes a result another one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace softplus_bench {

// others: one probe after the other, from first_probe on. filled: the same, every second of them replaced by a filler.
// copies: the first probe in every element.
enum class Neighbours : std::uint8_t { others, filled, copies };

struct Arrangement {
  std::size_t n = 0;
  std::size_t x_shift = 0;  // in elements past a 64-byte boundary
  std::size_t y_shift = 0;
  bool in_place = false;  // the output is x, and y_shift is x_shift
  Neighbours neighbours = Neighbours::others;
  std::size_t filler = 0;  // 0 NaN, 1 infinity, 2 minus infinity, 3 a subnormal
  std::size_t parity = 0;  // of the elements that are filled
  std::size_t first_probe = 0;

  bool is_filled(std::size_t i) const { return neighbours == Neighbours::filled && i % 2 == parity; }
};

// Whether the element of the arrangement has another result than the input usually has.
using Differs = std::function<bool(const Arrangement& arrangement, std::size_t element)>;

// Why the element differs, in words: "with the alignment of x: element 2 of 5, ...". One thing after the other is put
// right, and the one that brings the usual result back is the cause. `probe` is the element's.
std::string cause_of(const Arrangement& found, std::size_t element, std::size_t element_bytes, const Differs& differs,
                     std::size_t probe);

}  // namespace softplus_bench
