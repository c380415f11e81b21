// OpenCL's devices, of every platform that the loader knows.
#include <deque>

#include "impls/opencl/error.hpp"
#include "impls/opencl/stream.hpp"

namespace softplus_bench::opencl {
namespace {

constexpr const char* advice = "; install one: pocl-opencl-icd runs on any processor (scripts/run --with opencl)";

class Api : public DeviceApi {
 public:
  std::vector<DeviceFacts> devices() override {
    if (devices_.empty()) find();
    std::vector<DeviceFacts> facts;
    for (const Device& device : devices_) facts.push_back(device.facts());
    return facts;
  }
  std::unique_ptr<DeviceStream> open(std::size_t device) override {
    return std::make_unique<Stream>(devices_.at(device));
  }

 private:
  void find() {
    cl_uint n = 0;
    const cl_int code = clGetPlatformIDs(0, nullptr, &n);
    if (code != CL_SUCCESS) throw DeviceError("no OpenCL device: clGetPlatformIDs: " + name_of_code(code) + advice);
    std::vector<cl_platform_id> platforms(n);
    check(clGetPlatformIDs(n, platforms.data(), nullptr), "clGetPlatformIDs");
    std::deque<Device> devices;  // so that one that cannot be asked leaves no half of a list
    for (cl_platform_id platform : platforms) {
      cl_uint m = 0;
      const cl_int found = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, nullptr, &m);
      if (found == CL_DEVICE_NOT_FOUND) continue;
      check(found, "clGetDeviceIDs");
      std::vector<cl_device_id> ids(m);
      check(clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, m, ids.data(), nullptr), "clGetDeviceIDs");
      for (cl_device_id id : ids) devices.emplace_back(platform, id);
    }
    if (devices.empty())
      throw DeviceError("no OpenCL device: " + std::to_string(n) + " platform" + (n == 1 ? "" : "s") + " without any" +
                        advice);
    devices_.swap(devices);
  }

  std::deque<Device> devices_;
};

}  // namespace
}  // namespace softplus_bench::opencl

extern "C" __attribute__((visibility("default"))) const char* softplus_bench_device_build() {
  return SOFTPLUS_BENCH_DEVICE_BUILD;
}

extern "C" __attribute__((visibility("default"))) softplus_bench::DeviceApi* softplus_bench_device_api() {
  // Never destroyed: a driver's own threads may still run when statics go.
  static auto* const api = new softplus_bench::opencl::Api;
  return api;
}
