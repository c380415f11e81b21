// The programs of one device: a formula in a format, compiled once and shared by all streams.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "impls/device/device.hpp"
#include "impls/opencl/handle.hpp"

namespace softplus_bench::opencl {

class Device {
 public:
  Device(cl_platform_id platform, cl_device_id id);

  const DeviceFacts& facts() const { return facts_; }
  cl_device_id id() const { return id_; }
  bool is_processor() const { return is_processor_; }
  // Made at the first call. Throws DeviceError, as `program` does.
  cl_context context();
  cl_program program(const DeviceKernel& kernel);

 private:
  std::string options(const DeviceKernel& kernel, bool fast_math) const;
  Program compile(const DeviceKernel& kernel);

  cl_device_id id_;
  DeviceFacts facts_;
  bool is_processor_ = false;
  bool rounds_divisions_ = false;  // offers correctly rounded division in binary32
  std::mutex mutex_;
  Context context_;
  std::map<std::string, Program> programs_;  // by "softplus/symmetric/binary32"
};

}  // namespace softplus_bench::opencl
