// Rows of devices: in the catalogue whether or not there is a device, opened only when they are asked for.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"
#include "core/record.hpp"
#include "core/usage_error.hpp"
#include "impls/device/device.hpp"

namespace softplus_bench {

// All that was asked for is a device's, and there is none: ends as exit code 77.
struct NoDevice : UsageError {
  using UsageError::UsageError;
};

constexpr bool is_device(Target target) { return target == Target::opencl || target == Target::cuda; }

// Of opencl and then of cuda. A row of binary64, which not every device has, is an implementation of its own beside
// that of the other formats.
std::span<const Implementation* const> device_implementations();

// A device in use.
struct OpenDevice {
  DeviceApi* api = nullptr;
  std::size_t index = 0;  // among those of its api
  DeviceFacts facts{};
};

// Those of the implementations that are of devices get a device to run on, each target's first or the one that
// `wanted` names ("opencl:1", or a part of the name of just one); where there is none, its rows say why
// (Implementation::absent). Each target is opened once. Nothing may be running.
// Throws UsageError when `wanted` is no device or one of a target that is not asked for.
void open_devices(std::span<const Implementation* const> implementations, std::string_view wanted);

// The device that the target's rows run on; null until it is opened and where there is none.
const OpenDevice* open_device(Target target);
// In place of what open_devices would find, for tests. The api outlives the program's last call.
void install_device(Target target, const OpenDevice& device);

struct KnownDevice {
  std::string id;  // "opencl:0"
  DeviceFacts facts;
};
// Of every module that was built, and ("opencl", why) of each that has none.
std::vector<KnownDevice> known_devices(Facts& missing);

// ("device opencl", "NAME, PLATFORM, driver VERSION") of each that was opened: a part of a run's identity.
Facts opened_devices();

// Where the modules are: beside the executable in a build, <prefix>/lib/softplus-bench/devices where it is installed.
std::filesystem::path devices_folder();

}  // namespace softplus_bench
