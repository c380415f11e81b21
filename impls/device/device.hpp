// What a computing device is to the harness: three buffers, kernels, and a clock of its own.
//
// Implemented by the modules opencl.so and cuda.so (impls/opencl, impls/cuda), which the program loads when a row of
// theirs is asked for: it links neither library. Module and program are built together, so that the interface between
// them may be C++; what is thrown is caught by the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/implementation.hpp"
#include "core/parameters.hpp"

namespace softplus_bench {

// One line that names the call, the device and the code: "clEnqueueNDRangeKernel on NAME: CL_OUT_OF_RESOURCES (-5)".
struct DeviceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct DeviceFacts {
  std::string name;      // "NVIDIA H200", "pthread-skylake-avx512-AMD EPYC"
  std::string platform;  // what runs it, with its version: "Portable Computing Language 3.1", "CUDA 13.0"
  std::string driver;    // version
  bool binary64 = false;
  unsigned compute_units = 1;
  std::size_t memory_bytes = 0;
};

// A row of impls/device/table.hpp in one format.
struct DeviceKernel {
  std::string_view function;  // "softplus"; "control"
  std::string_view name;      // "symmetric_fast_math"
  FormatId format = FormatId::binary32;
};

// y is the x buffer itself where a kernel works in place.
enum class DeviceBuffer : std::uint8_t { x, x2, y };

// y[first + i] = f(x[first + i], x2[first + i]; parameters) for i in [0, n).
struct DeviceLaunch {
  std::size_t kernel = 0;  // what `prepare` gave
  std::size_t first = 0;
  std::size_t n = 0;
  bool in_place = false;                                          // into x
  double parameters[parameter_count] = {1.0, default_threshold};  // in the order of `Parameter`
};

// A queue with buffers and kernels of its own, in whose order all happens; for one thread at a time. Everything throws
// DeviceError. Offsets and sizes are in bytes.
class DeviceStream {
 public:
  DeviceStream() = default;
  DeviceStream(const DeviceStream&) = delete;
  DeviceStream& operator=(const DeviceStream&) = delete;
  virtual ~DeviceStream() = default;

  // A number for the kernel, the same when asked again. Compiles it where it must be: that may take seconds.
  virtual std::size_t prepare(const DeviceKernel& kernel) = 0;
  // Buffers x, x2, y of at least so many bytes each. They are kept, and lose their contents when they grow.
  virtual void reserve(std::size_t bytes) = 0;
  // `from` stays as it is until the next `read` or `run` has returned.
  virtual void write(DeviceBuffer to, std::size_t offset, std::span<const std::byte> from) = 0;
  virtual void fill(DeviceBuffer to, std::size_t offset, std::size_t bytes, std::byte value) = 0;
  // Queues the launch; what goes wrong is said by the next `read` or `run`.
  virtual void launch(const DeviceLaunch& launch) = 0;
  // Waits for all that was asked before.
  virtual void read(DeviceBuffer from, std::size_t offset, std::span<std::byte> to) = 0;
  // Queues the launch `times` times, waits, and returns the nanoseconds that the device's own clock gives for them
  // together, without the transfers.
  virtual double run(const DeviceLaunch& launch, std::size_t times) = 0;
};

// OpenCL or CUDA.
class DeviceApi {
 public:
  DeviceApi() = default;
  DeviceApi(const DeviceApi&) = delete;
  DeviceApi& operator=(const DeviceApi&) = delete;
  virtual ~DeviceApi() = default;

  // At least one; throws DeviceError where there is none, and says why.
  virtual std::vector<DeviceFacts> devices() = 0;
  // On the device of that place in `devices`. Streams of one device may be used by threads at the same time.
  virtual std::unique_ptr<DeviceStream> open(std::size_t device) = 0;
};

// Exported by each module under the name softplus_bench_device_api; lives as long as the program.
using DeviceApiEntry = DeviceApi*();
// Likewise softplus_bench_device_build: formulas and interface of which build it has (cmake/device_table.cmake).
using DeviceBuildEntry = const char*();

}  // namespace softplus_bench
