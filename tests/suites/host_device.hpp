// A device that is this process: its buffers are arrays of the host, its kernels functions given by the test.
#pragma once

#include <array>
#include <atomic>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "impls/device/device.hpp"

namespace softplus_bench {

// What one launch does with the buffers.
using HostDeviceKernel = std::function<void(const std::byte* x, const std::byte* x2, std::byte* y, std::size_t first,
                                            std::size_t n, const double* parameters)>;

class HostDeviceStream : public DeviceStream {
 public:
  HostDeviceStream(HostDeviceKernel kernel, std::string& fails) : kernel_(std::move(kernel)), fails_(fails) {}
  std::size_t prepare(const DeviceKernel& kernel) override {
    prepared_.push_back(kernel);
    return prepared_.size() - 1;
  }
  void reserve(std::size_t bytes) override {
    for (auto& buffer : buffers_)
      if (buffer.size() < bytes) buffer.assign(bytes, std::byte{0});
  }
  void write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) override {
    std::memcpy(at(to).data() + offset, from.data(), from.size());
  }
  void fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) override {
    std::memset(at(to).data() + offset, std::to_integer<int>(value), bytes);
  }
  void launch(const DeviceLaunch& launch) override {
    if (!fails_.empty()) throw DeviceError(fails_);
    kernel_(at(DeviceBuffer::x).data(), at(DeviceBuffer::x2).data(),
            at(launch.in_place ? DeviceBuffer::x : DeviceBuffer::y).data(), launch.first, launch.n, launch.parameters);
  }
  void read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) override {
    std::memcpy(to.data(), at(from).data() + offset, to.size());
  }
  double run(const DeviceLaunch& what, std::size_t times) override {
    for (std::size_t i = 0; i < times; ++i) launch(what);
    return static_cast<double>(times);
  }

 private:
  std::vector<std::byte>& at(DeviceBuffer which) { return buffers_.at(static_cast<std::size_t>(which)); }

  HostDeviceKernel kernel_;
  std::string& fails_;
  std::vector<DeviceKernel> prepared_;
  std::array<std::vector<std::byte>, 3> buffers_;
};

class HostDevice : public DeviceApi {
 public:
  explicit HostDevice(HostDeviceKernel kernel) : kernel_(std::move(kernel)) {}
  std::vector<DeviceFacts> devices() override { return {{"this process", "host 1.0", "0", true, 1, 1 << 20}}; }
  std::unique_ptr<DeviceStream> open(std::size_t) override {
    ++opened;
    return std::make_unique<HostDeviceStream>(kernel_, fails);
  }

  std::atomic<int> opened = 0;
  std::string fails;  // what every launch throws, when not empty

 private:
  HostDeviceKernel kernel_;
};

}  // namespace softplus_bench
