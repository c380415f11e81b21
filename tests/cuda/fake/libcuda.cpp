// The entries of CUDA's driver API that impls/cuda uses, over the host's memory and at once: every "kernel" computes
// y = x + 1 in the element type that its name ends with. It can be told to fail (control.hpp).
//
// Compiled with WITHOUT_LAUNCH it is a driver too old to have cuLaunchKernel.
#include <cuda.h>
#undef cuEventElapsedTime  // the name that every driver has: impls/cuda/driver/driver.hpp

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>

#include "impls/cuda/launch.hpp"
#include "tests/cuda/fake/control.hpp"

namespace {

using softplus_bench::fake_cuda::Counts;
using softplus_bench::fake_cuda::Plan;

std::recursive_mutex mutex;
Plan plan;
Counts counts;
std::map<std::string, int, std::less<>> calls;
int sticky = 0;
bool initialised = false;
thread_local CUcontext current = nullptr;
std::deque<std::string> functions;

// What the entry returns before it does anything.
CUresult begin(const char* entry, bool needs_context = true) {
  const int call = ++calls[entry];
  if (!initialised && std::string_view(entry) != "cuInit") return CUDA_ERROR_NOT_INITIALIZED;
  if (needs_context && current == nullptr) {
    ++counts.calls_without_context;
    return CUDA_ERROR_INVALID_CONTEXT;
  }
  return std::string_view(entry) == plan.failing && call == plan.at_call ? static_cast<CUresult>(plan.code)
                                                                         : CUDA_SUCCESS;
}

// An action that returns nothing succeeds.
template <class Do>
CUresult entry(const char* name, bool needs_context, Do&& action) {
  const std::lock_guard lock(mutex);
  if (const CUresult code = begin(name, needs_context); code != CUDA_SUCCESS) return code;
  if constexpr (!std::is_void_v<decltype(action())>) return action();
  action();
  return CUDA_SUCCESS;
}

// One that gives back: it does so even where it fails, as a driver whose device has failed earlier.
template <class Do>
CUresult last_entry(const char* name, bool needs_context, Do&& action) {
  const std::lock_guard lock(mutex);
  const CUresult code = begin(name, needs_context);
  const CUresult done = action();
  return code != CUDA_SUCCESS ? code : done;
}

template <class Handle>
CUresult make(Handle* handle) {
  *handle = static_cast<Handle>(std::malloc(1));
  ++counts.live;
  return CUDA_SUCCESS;
}
CUresult destroy(void* handle) {
  if (handle == nullptr) return CUDA_ERROR_INVALID_HANDLE;
  std::free(handle);
  --counts.live;
  return CUDA_SUCCESS;
}

void* pointer(CUdeviceptr address) { return reinterpret_cast<void*>(address); }  // NOLINT(performance-no-int-to-ptr)

template <class T>
void add_one(void** arguments, std::size_t most) {
  const auto argument = [&](int i) { return *static_cast<CUdeviceptr*>(arguments[i]); };
  const auto n = *static_cast<unsigned long long*>(arguments[3]);
  const auto* const x = static_cast<const T*>(pointer(argument(0)));
  auto* const y = static_cast<T*>(pointer(argument(2)));
  for (std::size_t i = 0; i < std::min<std::size_t>(n, most); ++i) y[i] = static_cast<T>(x[i] + 1);
}

}  // namespace

extern "C" {

void fake_cuda_set(const Plan* next) {
  const std::lock_guard lock(mutex);
  plan = *next;
  counts = {};
  calls.clear();
  sticky = 0;
  initialised = false;
}
void fake_cuda_counts(Counts* to) {
  const std::lock_guard lock(mutex);
  *to = counts;
}

CUresult cuGetErrorName(CUresult code, const char** name) {
  switch (code) {
    case CUDA_ERROR_OUT_OF_MEMORY: *name = "CUDA_ERROR_OUT_OF_MEMORY"; break;
    case CUDA_ERROR_NO_DEVICE: *name = "CUDA_ERROR_NO_DEVICE"; break;
    case CUDA_ERROR_NOT_FOUND: *name = "CUDA_ERROR_NOT_FOUND"; break;
    case CUDA_ERROR_ILLEGAL_ADDRESS: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; break;
    default: return CUDA_ERROR_INVALID_VALUE;
  }
  return CUDA_SUCCESS;
}

CUresult cuInit(unsigned) {
  return entry("cuInit", false, [] { initialised = true; });
}
CUresult cuDriverGetVersion(int* version) {
  return entry("cuDriverGetVersion", false, [&] { *version = 12040; });
}
CUresult cuDeviceGetCount(int* n) {
  return entry("cuDeviceGetCount", false, [&] { *n = plan.devices; });
}
CUresult cuDeviceGet(CUdevice* device, int place) {
  return entry("cuDeviceGet", false, [&] { *device = 100 + place; });
}
CUresult cuDeviceGetName(char* name, int size, CUdevice device) {
  return entry("cuDeviceGetName", false,
               [&] { std::strncpy(name, device == 100 ? "Fake A" : "Fake B", static_cast<std::size_t>(size)); });
}
CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice) {
  return entry("cuDeviceGetAttribute", false, [&] {
    *value = attribute == CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR   ? 9
             : attribute == CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR ? 0
                                                                         : 132;
  });
}
CUresult cuDeviceTotalMem(size_t* bytes, CUdevice) {
  return entry("cuDeviceTotalMem", false, [&] { *bytes = std::size_t{1} << 37; });
}
CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice) {
  return entry("cuDevicePrimaryCtxRetain", false, [&] {
    *context = reinterpret_cast<CUcontext>(&counts);
    ++counts.live;
  });
}
CUresult cuDevicePrimaryCtxRelease(CUdevice) {
  return last_entry("cuDevicePrimaryCtxRelease", false, [] {
    --counts.live;
    return CUDA_SUCCESS;
  });
}
CUresult cuCtxSetCurrent(CUcontext context) {
  return entry("cuCtxSetCurrent", false, [&] { current = context; });
}
CUresult cuModuleLoadData(CUmodule* module, const void*) {
  return entry("cuModuleLoadData", true, [&] {
    ++counts.modules_loaded;
    return make(module);
  });
}
CUresult cuModuleUnload(CUmodule module) {
  return last_entry("cuModuleUnload", true, [&] { return destroy(module); });
}
CUresult cuModuleGetFunction(CUfunction* function, CUmodule, const char* name) {
  return entry("cuModuleGetFunction", true, [&] {
    if (std::string_view(name).find("absent") != std::string_view::npos) return CUDA_ERROR_NOT_FOUND;
    *function = reinterpret_cast<CUfunction>(&functions.emplace_back(name));
    return CUDA_SUCCESS;
  });
}
CUresult cuMemAlloc(CUdeviceptr* address, size_t bytes) {
  return entry("cuMemAlloc", true, [&] {
    *address = reinterpret_cast<CUdeviceptr>(std::malloc(bytes));
    ++counts.live;
    ++counts.allocations;
  });
}
CUresult cuMemFree(CUdeviceptr address) {
  return last_entry("cuMemFree", true, [&] { return destroy(pointer(address)); });
}
CUresult cuMemcpyHtoDAsync(CUdeviceptr to, const void* from, size_t bytes, CUstream) {
  return entry("cuMemcpyHtoDAsync", true, [&] { std::memcpy(pointer(to), from, bytes); });
}
CUresult cuMemcpyDtoHAsync(void* to, CUdeviceptr from, size_t bytes, CUstream) {
  return entry("cuMemcpyDtoHAsync", true, [&] { std::memcpy(to, pointer(from), bytes); });
}
CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t bytes, CUstream) {
  return entry("cuMemsetD8Async", true, [&] { std::memset(pointer(to), value, bytes); });
}
CUresult cuStreamCreate(CUstream* stream, unsigned) {
  return entry("cuStreamCreate", true, [&] { return make(stream); });
}
CUresult cuStreamDestroy(CUstream stream) {
  return last_entry("cuStreamDestroy", true, [&] { return destroy(stream); });
}
CUresult cuStreamSynchronize(CUstream) {
  return entry("cuStreamSynchronize", true, [] { return static_cast<CUresult>(sticky); });
}
CUresult cuEventCreate(CUevent* event, unsigned) {
  return entry("cuEventCreate", true, [&] { return make(event); });
}
CUresult cuEventDestroy(CUevent event) {
  return last_entry("cuEventDestroy", true, [&] { return destroy(event); });
}
CUresult cuEventRecord(CUevent, CUstream) {
  return entry("cuEventRecord", true, [] {});
}
// NOLINTNEXTLINE(readability-identifier-naming): CUDA's
CUresult cuEventElapsedTime(float* milliseconds, CUevent, CUevent) {
  return entry("cuEventElapsedTime", true, [&] { *milliseconds = 0.25F; });
}
#ifndef WITHOUT_LAUNCH
CUresult cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned, unsigned, unsigned block_x, unsigned, unsigned,
                        unsigned, CUstream, void** arguments, void**) {
  return entry("cuLaunchKernel", true, [&] {
    const auto& name = *reinterpret_cast<std::string*>(function);
    ++counts.launches;
    sticky = plan.after_launch;
    if (grid_x == 0) return CUDA_ERROR_INVALID_VALUE;
    const std::size_t most = std::size_t{grid_x} * block_x * softplus_bench::cuda::elements_per_thread;
    if (name.ends_with("_binary64")) add_one<double>(arguments, most);
    else if (name.ends_with("_binary32")) add_one<float>(arguments, most);
    else add_one<short>(arguments, most);
    return CUDA_SUCCESS;
  });
}
#endif

}  // extern "C"
