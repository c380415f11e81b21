// The fake driver as tests use it.
#pragma once

#include <dlfcn.h>

#include <array>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "impls/cuda/driver/api.hpp"
#include "tests/cuda/fake/control.hpp"

namespace softplus_bench::fake_cuda {

inline const std::string library = SOFTPLUS_BENCH_FAKE_CUDA_FOLDER "/libcuda_fake.so";
inline const std::array<cuda::Image, 3> all_images{
    {{"softplus", false, {}}, {"softplus", true, {}}, {"sigmoid", false, {}}}};
inline constexpr DeviceKernel log1p_binary32{"softplus", "log1p", FormatId::binary32};

template <class Function>
Function* control(const char* name) {
  static void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw std::runtime_error(dlerror());
  return reinterpret_cast<Function*>(dlsym(handle, name));
}
inline void set(const Plan& plan) { control<Set>("fake_cuda_set")(&plan); }
inline Counts counts() {
  Counts now;
  control<GetCounts>("fake_cuda_counts")(&now);
  return now;
}

inline std::unique_ptr<DeviceApi> fake() { return cuda::make_api(library, all_images); }

template <class T>
std::span<const std::byte> bytes(const std::vector<T>& values) {
  return std::as_bytes(std::span(values));
}

}  // namespace softplus_bench::fake_cuda
