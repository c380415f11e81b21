// A device in this machine's memory, whose time is invented: what a launch takes depends on its size alone.
//
// Kernels by name: copy, relu; plus_one, and what is wrong with others of that formula:
//   drifting     from the 30th launch on the last of every 65,536 outputs is another
//   lazy         from the 30th launch on nothing is written
//   lazy_copy    likewise, of copy
//   throwing     the 30th launch throws
//   timeless     a clock that stands still
//   not_a_time   a clock that gives NaN
//   absent       is not there
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/narrow.hpp"
#include "impls/device/device.hpp"
#include "suites/paired.hpp"

namespace softplus_bench {

struct ClockworkTime {
  std::int64_t host_ns = 0;  // what this machine's clock shows
  Clock clock() {
    return [this] { return ClockReading{host_ns, 0}; };
  }
};

class ClockworkStream final : public DeviceStream {
 public:
  static constexpr double launch_ns = 1000;
  static constexpr double element_ns = 0.25;
  static constexpr std::int64_t transfer_ns = 50000;  // of any size, of the host's clock
  static constexpr std::int64_t queueing_ns = 3000;   // of a launch, likewise

  explicit ClockworkStream(ClockworkTime& time) : time_(time) {}

  std::size_t prepare(const DeviceKernel& kernel) override {
    if (kernel.name == "absent") throw DeviceError("no kernel " + std::string(kernel.name));
    kernels_.push_back({std::string(kernel.name), kernel.format, 0});
    return kernels_.size() - 1;
  }
  void reserve(std::size_t bytes) override {
    for (auto& buffer : buffers_) buffer.resize(bytes);
  }
  void write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) override {
    time_.host_ns += transfer_ns;
    std::copy(from.begin(), from.end(), at(to) + static_cast<std::ptrdiff_t>(offset));
  }
  void fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) override {
    std::fill_n(at(to) + static_cast<std::ptrdiff_t>(offset), bytes, value);
  }
  void read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) override {
    time_.host_ns += transfer_ns;
    std::copy_n(at(from) + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
  }
  void launch(const DeviceLaunch& launch) override { run(launch, 1); }
  double run(const DeviceLaunch& launch, std::size_t times) override {
    Kernel& kernel = kernels_.at(launch.kernel);
    const double ns = launch_ns + element_ns * static_cast<double>(launch.n);
    for (std::size_t i = 0; i < times; ++i) {
      ++kernel.launches;
      time_.host_ns += queueing_ns + static_cast<std::int64_t>(ns);
      if (kernel.name == "throwing" && kernel.launches == 30) throw DeviceError("launch 30: out of resources (-5)");
      visit_format(kernel.format, [&]<class T>(std::type_identity<T>) { compute<T>(kernel, launch); });
    }
    launches += times;
    if (kernel.name == "timeless") return 0;
    if (kernel.name == "not_a_time") return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(times) * ns;
  }

  std::size_t launches = 0;

 private:
  struct Kernel {
    std::string name;
    FormatId format;
    std::size_t launches;
  };

  std::vector<std::byte>::iterator at(DeviceBuffer buffer) {
    return buffers_[static_cast<std::size_t>(buffer)].begin();
  }
  template <FloatFormat T>
  T* array(DeviceBuffer buffer) {
    return reinterpret_cast<T*>(buffers_[static_cast<std::size_t>(buffer)].data());
  }
  template <FloatFormat T>
  void compute(const Kernel& kernel, const DeviceLaunch& launch) {
    if (kernel.name.starts_with("lazy") && kernel.launches >= 30) return;
    const T* x = array<T>(DeviceBuffer::x);
    T* y = array<T>(launch.in_place ? DeviceBuffer::x : DeviceBuffer::y);
    for (std::size_t i = launch.first; i < launch.first + launch.n; ++i) {
      const double value = widen(x[i]);
      const bool drifts =
          kernel.name == "drifting" && kernel.launches >= 30 && i % 65536 == std::min<std::size_t>(launch.n, 65536) - 1;
      if (kernel.name.ends_with("copy")) y[i] = x[i];
      else if (kernel.name == "relu") y[i] = narrow<T>(std::max(value, 0.0));
      else if (kernel.name == "two") y[i] = narrow<T>(value - widen(array<T>(DeviceBuffer::x2)[i]));
      else if (kernel.name == "scaled") y[i] = narrow<T>(value * launch.parameters[beta_parameter]);
      else y[i] = narrow<T>(value + (drifts ? 2 : 1));
    }
  }

  ClockworkTime& time_;
  std::array<std::vector<std::byte>, 3> buffers_;
  std::vector<Kernel> kernels_;
};

class ClockworkApi final : public DeviceApi {
 public:
  explicit ClockworkApi(ClockworkTime& time) : time_(time) {}
  std::vector<DeviceFacts> devices() override { return {facts()}; }
  std::unique_ptr<DeviceStream> open(std::size_t) override {
    ++opened;
    return std::make_unique<ClockworkStream>(time_);
  }
  static DeviceFacts facts() { return {"Clockwork", "Tests 1.0", "1", true, 1, std::size_t{8} << 20}; }
  int opened = 0;

 private:
  ClockworkTime& time_;
};

}  // namespace softplus_bench
