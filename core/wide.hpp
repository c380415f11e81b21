// Exact sums wider than 64 bits, for statistics that must not depend on how inputs were split.
#pragma once

#include <cstdint>

namespace softplus_bench {

__extension__ using uint128 = unsigned __int128;
__extension__ using int128 = __int128;

// A 256-bit unsigned sum.
struct WideSum {
  uint128 low = 0;
  uint128 high = 0;

  constexpr void add(const WideSum& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
  }
  // Adds a * a, for a <= 2^64.
  constexpr void add_square(uint128 a) {
    const bool is_2_to_64 = (a >> 64) != 0;
    add({is_2_to_64 ? 0 : a * a, is_2_to_64 ? uint128{1} : 0});
  }
  constexpr double to_double() const { return static_cast<double>(high) * 0x1p128 + static_cast<double>(low); }
  friend constexpr bool operator==(const WideSum&, const WideSum&) = default;
};

}  // namespace softplus_bench
