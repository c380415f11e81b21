#include "cli/device_option.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "suites/devices.hpp"

namespace softplus_bench::cli {

void declare_device(CLI::App& verb, std::string& device) {
  verb.add_option("--device", device,
                  "where rows of opencl and cuda run: an id of 'list targets' or a part of a name; by default each "
                  "target's first")
      ->type_name("D");
}

void open_devices_for(std::span<const Implementation* const> rows, const std::string& device) {
  open_devices(rows, device);
  const bool none = !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const Implementation* row) {
    return is_device(row->target) && !row->absent.empty();
  });
  if (none)
    throw NoDevice(std::string(rows.front()->function) + "/" + std::string(rows.front()->name) + "/" +
                   std::string(name_of(rows.front()->target)) + ": " + std::string(rows.front()->absent));
}

}  // namespace softplus_bench::cli
