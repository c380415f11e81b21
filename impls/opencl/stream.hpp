// A command queue in order, its buffers and its kernels.
#pragma once

#include <array>
#include <vector>

#include "impls/device/device.hpp"
#include "impls/opencl/program.hpp"

namespace softplus_bench::opencl {

class Stream : public DeviceStream {
 public:
  // The device outlives the stream.
  explicit Stream(Device& device);
  // Waits: after an error a write may still be reading the caller's memory.
  ~Stream() override;

  std::size_t prepare(const DeviceKernel& kernel) override;
  void reserve(std::size_t bytes) override;
  void write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) override;
  void fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) override;
  void launch(const DeviceLaunch& launch) override;
  void read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) override;
  // The sum of what the launches took by themselves (CL_PROFILING_COMMAND_START to END): what lies between them is not
  // in it.
  double run(const DeviceLaunch& launch, std::size_t times) override;

 private:
  struct Prepared {
    DeviceKernel asked;
    Kernel kernel;
    std::size_t group = 1;  // work-items of a group
  };

  void check(cl_int code, std::string_view call) const;
  cl_mem buffer(DeviceBuffer which) const { return buffers_[static_cast<std::size_t>(which)].get(); }
  Event enqueue(const Prepared& prepared, const DeviceLaunch& launch);
  void require_success(const Event& event) const;
  void set_arguments(const Prepared& prepared, const DeviceLaunch& launch);

  Device& device_;
  Queue queue_;
  std::array<Memory, 3> buffers_;
  std::size_t capacity_ = 0;
  std::vector<Prepared> kernels_;
  std::vector<Event> launched_;  // whose success the next read looks at
};

}  // namespace softplus_bench::opencl
