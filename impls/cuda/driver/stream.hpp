// One stream of a device, with its buffers, kernels and clock.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "impls/cuda/driver/context.hpp"

namespace softplus_bench::cuda {

// A driver's object, given back to it when this goes.
template <class Object>
using Owned = std::unique_ptr<std::remove_pointer_t<Object>, CUresult (*)(Object)>;

// The device's memory. Its context must be current wherever it is called.
class Buffer {
 public:
  explicit Buffer(const Context& context) : context_(context) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { release(); }

  std::size_t bytes() const { return bytes_; }
  // What it held is lost where it must grow; empty after a failure.
  void grow(std::size_t bytes);
  // Throws DeviceError unless all of the bytes lie in it.
  CUdeviceptr at(std::size_t offset, std::size_t bytes) const;

 private:
  void release();

  const Context& context_;
  CUdeviceptr address_ = 0;
  std::size_t bytes_ = 0;
};

class Stream : public DeviceStream {
 public:
  explicit Stream(std::shared_ptr<Context> context);
  ~Stream() override;

  std::size_t prepare(const DeviceKernel& kernel) override;
  void reserve(std::size_t bytes) override;
  void write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) override;
  void fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) override;
  void launch(const DeviceLaunch& launch) override;
  void read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) override;
  // The time from an event before the first launch to one after the last, on the device's clock: gaps between launches
  // are in it, about a microsecond each where the device is faster than the host that queues. The events' resolution
  // is half a microsecond.
  double run(const DeviceLaunch& launch, std::size_t times) override;

 private:
  struct Prepared {
    std::string name;
    std::string subject;  // for errors: " of softplus_log1p_binary32 on NVIDIA H200"
    CUfunction function;
    std::size_t element_bytes;
  };
  Buffer& buffer(DeviceBuffer which) { return buffers_[static_cast<std::size_t>(which)]; }
  void wait(std::string_view subject);
  // `times` launches into the stream. The context is current.
  void enqueue(const DeviceLaunch& launch, std::size_t times);

  // The order matters: what is declared later goes first.
  std::shared_ptr<Context> context_;
  const Driver& driver_;
  Owned<CUstream> stream_;
  Owned<CUevent> before_;
  Owned<CUevent> after_;
  Buffer buffers_[3];
  std::vector<Prepared> kernels_;
  std::optional<std::size_t> launched_;  // the last kernel whose end nobody has waited for
};

}  // namespace softplus_bench::cuda
