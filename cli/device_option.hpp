// --device, of every verb that measures.
#pragma once

#include <span>
#include <string>

#include "core/implementation.hpp"

namespace CLI {
class App;
}

namespace softplus_bench::cli {

void declare_device(CLI::App& verb, std::string& device);

// Opens the devices that the rows run on. Throws UsageError where --device names none, and NoDevice where all of the
// rows are of devices and none of them can be called.
void open_devices_for(std::span<const Implementation* const> rows, const std::string& device);

}  // namespace softplus_bench::cli
