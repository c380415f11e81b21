// CUDA's driver API, taken from the installed driver's library by name: nothing of CUDA is linked, so that the module
// loads where there is no driver and can say so.
#pragma once

#include <cuda.h>

#include <string>
#include <string_view>

#include "impls/device/device.hpp"

namespace softplus_bench::cuda {

template <class Function>
struct Entry {
  const char* symbol;
  Function* function;
};

class Driver {
 public:
  // Opens the library, for as long as the program lives. Throws DeviceError when it is missing or lacks an entry.
  explicit Driver(const std::string& library);

  // `subject`: what the call was about, " on NVIDIA H200"; empty before there is a device. Throws DeviceError
  // "cuMemAlloc on NVIDIA H200: CUDA_ERROR_OUT_OF_MEMORY (2)" unless the call succeeds.
  template <class Function, class... Arguments>
  void call(const Entry<Function>& entry, std::string_view subject, Arguments... arguments) const {
    if (const CUresult code = entry.function(arguments...); code != CUDA_SUCCESS) fail(entry.symbol, subject, code);
  }

 private:
  [[noreturn]] void fail(std::string_view symbol, std::string_view subject, CUresult code) const;
  void* symbol(const char* name) const;
  template <class Function>
  Entry<Function> find(const char* name) const {
    return {name, reinterpret_cast<Function*>(symbol(name))};
  }

  std::string library_;
  void* handle_;

 public:
  // The names are those of the library, _v2 where an entry was once replaced: every driver since CUDA 11.0 has them
  // all. cuda.h renames its declarations likewise, and only for one of these to a later one than named here, of the
  // same type.
  Entry<decltype(cuGetErrorName)> get_error_name = find<decltype(cuGetErrorName)>("cuGetErrorName");
  Entry<decltype(cuInit)> init = find<decltype(cuInit)>("cuInit");
  Entry<decltype(cuDriverGetVersion)> driver_get_version = find<decltype(cuDriverGetVersion)>("cuDriverGetVersion");
  Entry<decltype(cuDeviceGetCount)> device_get_count = find<decltype(cuDeviceGetCount)>("cuDeviceGetCount");
  Entry<decltype(cuDeviceGet)> device_get = find<decltype(cuDeviceGet)>("cuDeviceGet");
  Entry<decltype(cuDeviceGetName)> device_get_name = find<decltype(cuDeviceGetName)>("cuDeviceGetName");
  Entry<decltype(cuDeviceGetAttribute)> device_get_attribute =
      find<decltype(cuDeviceGetAttribute)>("cuDeviceGetAttribute");
  Entry<decltype(cuDeviceTotalMem)> device_total_mem = find<decltype(cuDeviceTotalMem)>("cuDeviceTotalMem_v2");
  Entry<decltype(cuDevicePrimaryCtxRetain)> primary_ctx_retain =
      find<decltype(cuDevicePrimaryCtxRetain)>("cuDevicePrimaryCtxRetain");
  Entry<decltype(cuDevicePrimaryCtxRelease)> primary_ctx_release =
      find<decltype(cuDevicePrimaryCtxRelease)>("cuDevicePrimaryCtxRelease_v2");
  Entry<decltype(cuCtxSetCurrent)> ctx_set_current = find<decltype(cuCtxSetCurrent)>("cuCtxSetCurrent");
  Entry<decltype(cuModuleLoadData)> module_load_data = find<decltype(cuModuleLoadData)>("cuModuleLoadData");
  Entry<decltype(cuModuleUnload)> module_unload = find<decltype(cuModuleUnload)>("cuModuleUnload");
  Entry<decltype(cuModuleGetFunction)> module_get_function = find<decltype(cuModuleGetFunction)>("cuModuleGetFunction");
  Entry<decltype(cuMemAlloc)> mem_alloc = find<decltype(cuMemAlloc)>("cuMemAlloc_v2");
  Entry<decltype(cuMemFree)> mem_free = find<decltype(cuMemFree)>("cuMemFree_v2");
  Entry<decltype(cuMemcpyHtoDAsync)> memcpy_to_device = find<decltype(cuMemcpyHtoDAsync)>("cuMemcpyHtoDAsync_v2");
  Entry<decltype(cuMemcpyDtoHAsync)> memcpy_to_host = find<decltype(cuMemcpyDtoHAsync)>("cuMemcpyDtoHAsync_v2");
  Entry<decltype(cuMemsetD8Async)> memset_bytes = find<decltype(cuMemsetD8Async)>("cuMemsetD8Async");
  Entry<decltype(cuStreamCreate)> stream_create = find<decltype(cuStreamCreate)>("cuStreamCreate");
  Entry<decltype(cuStreamDestroy)> stream_destroy = find<decltype(cuStreamDestroy)>("cuStreamDestroy_v2");
  Entry<decltype(cuStreamSynchronize)> stream_synchronize = find<decltype(cuStreamSynchronize)>("cuStreamSynchronize");
  Entry<decltype(cuEventCreate)> event_create = find<decltype(cuEventCreate)>("cuEventCreate");
  Entry<decltype(cuEventDestroy)> event_destroy = find<decltype(cuEventDestroy)>("cuEventDestroy_v2");
  Entry<decltype(cuEventRecord)> event_record = find<decltype(cuEventRecord)>("cuEventRecord");
  Entry<decltype(cuEventElapsedTime)> event_elapsed_time = find<decltype(cuEventElapsedTime)>("cuEventElapsedTime");
  Entry<decltype(cuLaunchKernel)> launch_kernel = find<decltype(cuLaunchKernel)>("cuLaunchKernel");
};

}  // namespace softplus_bench::cuda
