// One wrong input in 2^32, at a place of choice: what an exhaustive sweep in binary32 must find.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/implementation.hpp"
#include "tests/faults/right.hpp"

namespace softplus_bench::portable::softplus {
extern constinit const Implementation residual_relative;
}  // namespace softplus_bench::portable::softplus

namespace softplus_bench::faults {

// residual_relative, but 16 ulp up at the one bit pattern, or a number if that is a NaN.
template <std::uint32_t wrong>
void evaluate_wrong_at(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  std::size_t hit = n;
  for (std::size_t i = 0; i < n; ++i) hit = to_bits(x[i]) == wrong ? i : hit;  // before y: it may be the same array
  portable::softplus::residual_relative.binary32.kernel(x, nullptr, y, n, nullptr);
  if (hit < n) y[hit] = y[hit] == y[hit] ? moved_up(y[hit], 16) : 0;
}

template <std::uint32_t wrong>
inline constexpr Implementation wrong_at{
    .function = "softplus",
    .name = "wrong_at",
    .strategy = "16 ulp up at one bit pattern",
    .credit = "this project: a planted fault",
    .binary32 = {evaluate_wrong_at<wrong>, {1.7}},
};

struct WrongAt {
  const char* place;
  std::uint32_t bits;
  const Implementation* implementation;
};
inline constexpr auto one_wrong_input_each = std::to_array<WrongAt>({
    {"plateau", 0x30898e3f, &wrong_at<0x30898e3f>},                  // 1.0009e-9
    {"linear tail", 0x501502f9, &wrong_at<0x501502f9>},              // 1e10
    {"underflow edge", 0xc2cfeff2, &wrong_at<0xc2cfeff2>},           // -103.969, softplus near half the least subnormal
    {"subnormal input", 0x000116c2, &wrong_at<0x000116c2>},          // 1e-40
    {"subnormal input below 0", 0x80000001, &wrong_at<0x80000001>},  // -1.4e-45
    {"knee", 0xbfa1ff90, &wrong_at<0xbfa1ff90>},                     // -1.2656
    {"deep negative", 0xfeffffff, &wrong_at<0xfeffffff>},            // -1.7e38, softplus far below the least subnormal
    {"NaN payload", 0x7fa12345, &wrong_at<0x7fa12345>},
    {"NaN payload below 0", 0xff800001, &wrong_at<0xff800001>},
});

}  // namespace softplus_bench::faults
