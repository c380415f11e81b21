// The compiled kernels of impls/device and impls/cuda, which are part of cuda.so (cmake/cuda_kernels.cmake).
#pragma once

#include <span>

#include "impls/cuda/driver/api.hpp"

namespace softplus_bench::cuda {

std::span<const Image> images();

}  // namespace softplus_bench::cuda
