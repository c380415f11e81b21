// What the streams of one device share: its primary context and the kernels loaded into it.
#pragma once

#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "impls/cuda/driver/api.hpp"
#include "impls/cuda/driver/driver.hpp"

namespace softplus_bench::cuda {

// FUNCTION_NAME_FORMAT.
std::string name_of(const DeviceKernel& kernel);

// The driver outlives it. Threads may use it at the same time.
class Context {
 public:
  Context(const Driver& driver, CUdevice device, std::string_view device_name, std::span<const Image> images);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context();

  const Driver& driver() const { return driver_; }
  CUcontext handle() const { return context_; }
  // " on NVIDIA H200", for errors.
  const std::string& subject() const { return subject_; }
  // A context is current in one thread, and calls go to the current one: before every group of calls.
  void make_current() const;
  // Loads the image that has the kernel, once. Where the device is newer than the image's code, the driver compiles.
  CUfunction function(const DeviceKernel& kernel);

 private:
  CUmodule module(const DeviceKernel& kernel);

  const Driver& driver_;
  CUdevice device_;
  std::string subject_;
  std::span<const Image> images_;
  CUcontext context_ = nullptr;
  std::mutex mutex_;
  std::vector<CUmodule> modules_;  // one an image; null until it is loaded
};

}  // namespace softplus_bench::cuda
