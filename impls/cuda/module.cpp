// The entries of cuda.so.
#include "impls/cuda/driver/api.hpp"
#include "impls/cuda/images.hpp"

extern "C" __attribute__((visibility("default"))) const char* softplus_bench_device_build() {
  return SOFTPLUS_BENCH_DEVICE_BUILD;
}

extern "C" __attribute__((visibility("default"))) softplus_bench::DeviceApi* softplus_bench_device_api() {
  // Never destroyed: the driver's library may be gone when statics are.
  static auto* const api = softplus_bench::cuda::make_api("libcuda.so.1", softplus_bench::cuda::images()).release();
  return api;
}
