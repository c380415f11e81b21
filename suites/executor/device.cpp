#include "suites/executor/device.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace softplus_bench {
namespace {

constexpr std::size_t alignment_bytes = 64;
constexpr std::size_t guard_bytes = 64;
constexpr auto guard = std::byte{0xa5};

// One piece. `out` holds what is read back, guards included.
void call_piece(DeviceStream& stream, const DeviceKernel& kernel, DeviceLaunch launch, const std::byte* x,
                const std::byte* x2, std::byte* y, std::vector<std::byte>& out) {
  const auto element = static_cast<std::size_t>(traits(kernel.format).bits / 8);
  const std::size_t bytes = launch.n * element;
  const std::size_t before = guard_bytes + reinterpret_cast<std::uintptr_t>(y) % alignment_bytes;
  launch.first = before / element;
  const DeviceBuffer output = launch.in_place ? DeviceBuffer::x : DeviceBuffer::y;
  const std::size_t from = before - guard_bytes;
  // The output too, so that what a kernel fails to write is not the last call's answer.
  stream.fill(output, from, bytes + 2 * guard_bytes, guard);
  stream.write(DeviceBuffer::x, before, {x, bytes});
  if (x2 != nullptr) stream.write(DeviceBuffer::x2, before, {x2, bytes});
  stream.launch(launch);
  out.resize(bytes + 2 * guard_bytes);
  stream.read(output, from, out);
  const auto intact = [](const std::byte* at) {
    return std::all_of(at, at + guard_bytes, [](std::byte b) { return b == guard; });
  };
  if (!intact(out.data())) throw DeviceError("wrote before the start of its output on the device");
  if (!intact(out.data() + guard_bytes + bytes)) throw DeviceError("wrote past the end of its output on the device");
  std::memcpy(y, out.data() + guard_bytes, bytes);
}

}  // namespace

std::unique_ptr<DeviceStream> DeviceStreams::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto stream = std::move(idle_.back());
      idle_.pop_back();
      return stream;
    }
  }
  return api_.open(device_);
}

void DeviceStreams::give_back(std::unique_ptr<DeviceStream> stream) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(stream));
}

void call_on_device(DeviceStreams& streams, const DeviceKernel& kernel, const void* x, const void* x2, void* y,
                    std::size_t n, const double* parameters) {
  if (n == 0) return;
  thread_local std::vector<std::byte> out;
  std::unique_ptr<DeviceStream> stream = streams.take();
  DeviceLaunch launch;
  launch.kernel = stream->prepare(kernel);
  launch.in_place = x == y;
  if (parameters != nullptr) std::copy_n(parameters, parameter_count, launch.parameters);
  const auto element = static_cast<std::size_t>(traits(kernel.format).bits / 8);
  stream->reserve(std::min(n, most_device_elements) * element + alignment_bytes + 2 * guard_bytes);
  for (std::size_t done = 0; done < n; done += launch.n) {
    launch.n = std::min(n - done, most_device_elements);
    const auto at = [&](const void* array) {
      return array == nullptr ? nullptr : static_cast<const std::byte*>(array) + done * element;
    };
    call_piece(*stream, kernel, launch, at(x), at(x2), static_cast<std::byte*>(y) + done * element, out);
  }
  streams.give_back(std::move(stream));
}

}  // namespace softplus_bench
