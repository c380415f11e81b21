// A kernel of a device, called with arrays of the host as a kernel of the host is.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "impls/device/device.hpp"

namespace softplus_bench {

// The streams of one device that nobody uses at the moment: each call takes one, so that any number of threads may
// call, and buffers and compiled kernels serve again. The api outlives it.
class DeviceStreams {
 public:
  DeviceStreams(DeviceApi& api, std::size_t device) : api_(api), device_(device) {}
  std::unique_ptr<DeviceStream> take();
  void give_back(std::unique_ptr<DeviceStream> stream);

 private:
  DeviceApi& api_;
  std::size_t device_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<DeviceStream>> idle_;
};

// Loads, launches and reads back, in pieces of at most most_device_elements, so that no memory grows with n. In place
// where x is y. The elements lie on the device as far from a multiple of 64 bytes as y does in the host's memory,
// between guards. Throws DeviceError; a stream that threw is not used again.
inline constexpr std::size_t most_device_elements = std::size_t{1} << 22;
void call_on_device(DeviceStreams& streams, const DeviceKernel& kernel, const void* x, const void* x2, void* y,
                    std::size_t n, const double* parameters);

}  // namespace softplus_bench
