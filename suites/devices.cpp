#include "suites/devices.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <optional>
#include <utility>

#include "impls/device/table.hpp"
#include "suites/executor/device.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/modules.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view no_binary64 = "this device has no binary64";

// One target: its rows, and its device once it is opened.
struct KnownTarget {
  Target target = Target::opencl;
  std::deque<Implementation> rows;
  std::string absent;   // why there is no device
  std::string library;  // what Implementation::library views
  std::optional<OpenDevice> device;
  std::optional<DeviceStreams> streams;
};

class Catalogue {
 public:
  Catalogue() {
    for (const DeviceModule& module : device_modules()) {
      KnownTarget& known = targets.emplace_back();
      known.target = module.target;
      known.absent = module.absent;
      for (const DeviceRow& row : module.rows)
        if (row.function != "control") {
          add(known, row, true);
          add(known, row, false);
        }
    }
    for (const KnownTarget& known : targets)
      for (const Implementation& row : known.rows) pointers.push_back(&row);
  }

  KnownTarget& of(Target target) {
    return *std::find_if(targets.begin(), targets.end(),
                         [&](const KnownTarget& each) { return each.target == target; });
  }

  std::deque<KnownTarget> targets;
  std::vector<const Implementation*> pointers;

 private:
  // The row's binary64, or its other formats; nothing where it has none.
  static void add(KnownTarget& known, const DeviceRow& row, bool binary64) {
    Implementation implementation;
    implementation.function = row.function;
    implementation.name = row.name;
    implementation.strategy = row.strategy;
    implementation.credit = row.credit;
    implementation.absent = known.absent;
    implementation.target = known.target;
    bool any = false;
    for (const FormatTraits& f : all_formats) {
      if (!row.has(f.id) || (f.id == FormatId::binary64) != binary64) continue;
      any = true;
      visit_format(f.id, [&]<class T>(std::type_identity<T>) {
        auto& variant = const_cast<Variant<T>&>(implementation.variant<T>());
        variant.kernel = kernel_of<T>(known, row);
        variant.claim = row.claims[static_cast<std::size_t>(f.id)];
        variant.follows_rounding = false;
      });
    }
    if (any) known.rows.push_back(implementation);
  }

  template <FloatFormat T>
  static Kernel<T> kernel_of(KnownTarget& known, const DeviceRow& row) {
    const DeviceKernel kernel{row.function, row.name, format_traits<T>.id};
    const auto call = [&known, kernel](const void* x, const void* x2, void* y, std::size_t n,
                                       const double* parameters) {
      if (!known.streams) throw DeviceError("no device was opened");  // a fault of this program
      call_on_device(*known.streams, kernel, x, x2, y, n, parameters);
    };
    // A function that takes pointers to void in place of those to T: as in plugin.cpp.
    const GuardedKernel guarded = guard_call(call, sizeof(T));
    if (guarded == nullptr)
      throw std::logic_error("guarded_kernel.hpp: most_guarded_calls is less than there are rows");
    return reinterpret_cast<Kernel<T>>(guarded);
  }
};

// Never destroyed: kernels may run until the end.
Catalogue& catalogue() {
  static auto* const only = new Catalogue;
  return *only;
}

std::string device_id(Target target, std::size_t i) { return std::string(name_of(target)) + ":" + std::to_string(i); }

// The module's, loaded at the first call. Throws DeviceError.
DeviceApi& api_of(Target target) {
  const auto file = devices_folder() / (std::string(name_of(target)) + ".so");
  // RTLD_NOW: what is missing is said now. RTLD_LOCAL: what it links is its own.
  void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  constexpr const char* advice =
      "; what it needs comes with scripts/run --with opencl or the driver, itself with a build of "
      "softplus_bench_devices";
  if (handle == nullptr) throw DeviceError(std::string("cannot be loaded: ") + dlerror() + advice);
  auto* const build = reinterpret_cast<DeviceBuildEntry*>(dlsym(handle, "softplus_bench_device_build"));
  auto* const entry = reinterpret_cast<DeviceApiEntry*>(dlsym(handle, "softplus_bench_device_api"));
  if (build == nullptr || entry == nullptr || build() != device_build())
    throw DeviceError(file.string() + " is not of this program's build: build softplus_bench_devices again");
  return *entry();
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

void put_to_use(KnownTarget& known, const OpenDevice& device) {
  known.device = device;
  known.streams.emplace(*device.api, device.index);
  known.library = device.facts.name + ", " + device.facts.platform + ", driver " + device.facts.driver;
  for (Implementation& row : known.rows) {
    row.library = known.library;
    row.absent = row.binary64.kernel != nullptr && !device.facts.binary64 ? no_binary64 : std::string_view();
  }
}

// The place of the device that is wanted; none where it is another target's.
std::optional<std::size_t> place_of(Target target, const std::vector<DeviceFacts>& devices, std::string_view wanted) {
  if (wanted.empty()) return 0;
  for (std::size_t i = 0; i < devices.size(); ++i)
    if (wanted == device_id(target, i)) return i;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (lower_case(devices[i].name).find(lower_case(wanted)) == std::string::npos) continue;
    if (found)
      throw UsageError("--device: '" + std::string(wanted) + "' is part of several names; give an id such as " +
                       device_id(target, i) + " (see 'softplus-bench list targets')");
    found = i;
  }
  return found;
}

}  // namespace

std::filesystem::path devices_folder() { return modules_folder("devices"); }

std::span<const Implementation* const> device_implementations() { return catalogue().pointers; }

void open_devices(std::span<const Implementation* const> implementations, std::string_view wanted) {
  bool any_asked = false;
  bool any_found = false;
  bool any_device = false;  // though not the one that is wanted
  for (KnownTarget& known : catalogue().targets) {
    if (std::none_of(implementations.begin(), implementations.end(),
                     [&](const Implementation* each) { return each->target == known.target; }))
      continue;
    any_asked = true;
    if (known.absent.empty() && !known.device) {
      try {
        DeviceApi& api = api_of(known.target);
        const std::vector<DeviceFacts> devices = api.devices();
        any_device = true;
        if (const auto place = place_of(known.target, devices, wanted))
          put_to_use(known, {&api, *place, devices[*place]});
        else known.absent = "--device " + std::string(wanted) + " is another device";
      } catch (const DeviceError& error) {
        known.absent = error.what();
      }
      if (!known.device)
        for (Implementation& row : known.rows) row.absent = known.absent;
    }
    any_found = any_found || known.device;
  }
  // Without any device its rows say so.
  if (wanted.empty() || any_found || (any_asked && !any_device)) return;
  if (!any_asked)
    throw UsageError("--device " + std::string(wanted) +
                     ": no row of a device is asked for; add -f '*/opencl' or -f '*/cuda'");
  Facts missing;
  std::string text = "--device: no device is called '" + std::string(wanted) + "'; there are";
  const char* separator = " ";
  const auto add = [&](const std::string& what, const std::string& about) {
    text += std::exchange(separator, ", ") + what + " (" + about + ")";
  };
  for (const KnownDevice& each : known_devices(missing)) add(each.id, each.facts.name);
  for (const auto& [name, reason] : missing) add("no " + name, reason);
  throw UsageError(text);
}

const OpenDevice* open_device(Target target) {
  if (!is_device(target)) return nullptr;
  const KnownTarget& known = catalogue().of(target);
  return known.device ? &*known.device : nullptr;
}

void install_device(Target target, const OpenDevice& device) {
  KnownTarget& known = catalogue().of(target);
  known.absent.clear();
  put_to_use(known, device);
}

std::vector<KnownDevice> known_devices(Facts& missing) {
  std::vector<KnownDevice> known;
  for (const DeviceModule& module : device_modules()) {
    try {
      if (!module.absent.empty()) throw DeviceError(std::string(module.absent));
      const std::vector<DeviceFacts> devices = api_of(module.target).devices();
      for (std::size_t i = 0; i < devices.size(); ++i) known.push_back({device_id(module.target, i), devices[i]});
    } catch (const DeviceError& error) {
      missing.emplace_back(name_of(module.target), error.what());
    }
  }
  return known;
}

Facts opened_devices() {
  Facts facts;
  for (const KnownTarget& known : catalogue().targets)
    if (known.device) facts.emplace_back("device " + std::string(name_of(known.target)), known.library);
  return facts;
}

}  // namespace softplus_bench
