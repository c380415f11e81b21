// Speed rows of a device: kernels over buffers that stay there, timed by the device's own clock, and beside them the
// way of the data to the device and back, by the clock of this machine.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/implementation.hpp"
#include "impls/device/device.hpp"
#include "suites/devices.hpp"
#include "suites/speed_group.hpp"
#include "suites/speed_row.hpp"

namespace softplus_bench {

// A group's rounds end after so many seconds, where at least PairedOptions::least_rounds were timed: on a device that
// is slow (a processor that plays one) a single pass over `device_full` may last longer than an epoch.
inline constexpr double device_group_seconds = 10;

// The device's own kernel "copy" or "relu" as a row that stands beside `like`; its kernels are null.
Implementation device_control(std::string_view name, const Implementation& like);

// As measure_speed_group, of rows of one device, whose implementations are named there by function and name. The
// buffers hold the same 65,536 inputs again and again, so that one evaluation made before tells what every output must
// be.
//
// An epoch of throughput is some launches over all inputs, and its time what the stream says of them. One of round_trip
// is, as often: inputs written from the memory of this machine, one launch, outputs read back; its time is that of
// options.paired.clock. Neither has ticks. Of the outputs 1,024 are compared after every epoch, at the next place each
// time and overwritten before; of the last round all, in place those places alone.
//
// A sample fails where outputs are others, where a call throws (`failure` is then what it says), and where the device's
// clock gives no time above 0.
SpeedGroupResult measure_device_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                      const SpeedGroupOptions& options, DeviceStream& stream);

// Groups of all devices, each on a stream that its target's groups share.
class DeviceGroups {
 public:
  // Throws DeviceError where no device of the rows' target is open, or no stream can be.
  SpeedGroupResult measure(std::span<const SpeedRow> rows, const FootprintPlan& plan, SpeedGroupOptions options);

 private:
  Target target_ = Target::scalar;
  std::unique_ptr<DeviceStream> stream_;
};

}  // namespace softplus_bench
