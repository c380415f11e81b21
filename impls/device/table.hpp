// The rows of devices, known whether or not their module was built. Generated from the formulas: impls/device for both
// opencl and cuda, impls/opencl and impls/cuda for what only one of them has (cmake/device_table.cmake).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/implementation.hpp"

namespace softplus_bench {

struct DeviceRow {
  std::string_view function;  // "softplus"; "control" of copy and relu, which speeds are compared with
  std::string_view name;      // "symmetric"; "symmetric_fast_math": the same source, compiled with fast-math
  std::string_view strategy;
  std::string_view credit;
  unsigned formats;             // a bit for each
  std::array<Claim, 4> claims;  // in the order of FormatId
  constexpr bool has(FormatId format) const { return (formats >> static_cast<unsigned>(format) & 1u) != 0; }
};

struct DeviceModule {
  Target target;            // opencl or cuda
  std::string_view absent;  // why it was not built and what to do; empty when it was
  std::span<const DeviceRow> rows;
};

std::span<const DeviceModule> device_modules();

// What a module of this build says of itself (DeviceBuildEntry).
std::string_view device_build();

}  // namespace softplus_bench
