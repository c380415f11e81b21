// NVIDIA's devices behind the interface of impls/device/device.hpp.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "impls/device/device.hpp"

namespace softplus_bench::cuda {

// The kernels of one function as a fat binary, and in another those of its rows *_fast_math. A kernel is named
// FUNCTION_NAME_FORMAT. The bytes live as long as the program.
struct Image {
  std::string_view function;
  bool fast_math;
  std::span<const std::byte> bytes;
};

// `library` is the driver's, "libcuda.so.1", opened at the first call; a test gives another of the same entries.
std::unique_ptr<DeviceApi> make_api(std::string library, std::span<const Image> images);

}  // namespace softplus_bench::cuda
