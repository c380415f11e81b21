#include "suites/peers.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/usage_error.hpp"
#include "impls/peer_table.hpp"
#include "impls/table.hpp"
#include "suites/devices.hpp"
#include "suites/executor/plugin.hpp"
#include "suites/modules.hpp"

namespace softplus_bench {
namespace {

// In place of a kernel until its module is loaded.
template <FloatFormat T>
void not_loaded(const T*, const T*, T*, std::size_t, const double*) noexcept {
  std::abort();  // a fault of this program: load_peers was forgotten
}

struct KnownModule {
  const PeerModule* module;
  std::vector<Implementation> rows;  // in the order of module->rows
  std::string_view library;          // with its version; empty until it is loaded
};

Implementation descriptor(const PeerModule& module, const PeerRow& row) {
  Implementation implementation;
  implementation.function = row.function;
  implementation.name = row.name;
  implementation.strategy = row.strategy;
  implementation.credit = module.library;
  implementation.library = module.library;
  implementation.absent = module.absent;
  implementation.target = Target::peer;
  for (const FormatTraits& f : all_formats)
    if (row.has(f.id))
      visit_format(f.id, [&]<class T>(std::type_identity<T>) {
        const_cast<Variant<T>&>(implementation.variant<T>()).kernel = not_loaded<T>;
      });
  return implementation;
}

struct Catalogue {
  std::vector<KnownModule> modules;
  std::vector<const Implementation*> pointers;

  Catalogue() {
    const auto ours = implementation_table();
    pointers.assign(ours.begin(), ours.end());
    for (const PeerModule& module : peer_modules()) {
      KnownModule& known = modules.emplace_back(KnownModule{&module, {}, {}});
      for (const PeerRow& row : module.rows) known.rows.push_back(descriptor(module, row));
    }
    for (const KnownModule& known : modules)
      for (const Implementation& row : known.rows) pointers.push_back(&row);
    const auto of_devices = device_implementations();
    pointers.insert(pointers.end(), of_devices.begin(), of_devices.end());
  }
};

Catalogue& catalogue() {
  static Catalogue only;
  return only;
}

bool same_formats(const Implementation& a, const Implementation& b) {
  return std::all_of(all_formats.begin(), all_formats.end(), [&](const FormatTraits& f) {
    return visit_format(f.id, [&]<class T>(std::type_identity<T>) {
      return (a.variant<T>().kernel == nullptr) == (b.variant<T>().kernel == nullptr);
    });
  });
}

void load(KnownModule& known, const std::filesystem::path& folder) {
  const std::filesystem::path file = peer_file(folder, known.module->name);
  if (std::error_code error; !std::filesystem::exists(file, error))
    throw UsageError(file.string() +
                     ": cannot be loaded (it is not there): build the target softplus_bench_peers, or " +
                     "install the component peers");
  const auto loaded = load_plugin(file, Target::peer);
  const auto differs = [&](const std::string& what) {
    throw UsageError(file.string() + ": " + what + ", unlike what this program was built with: build both again");
  };
  for (const Implementation* each : loaded) {
    const auto place = std::find_if(known.rows.begin(), known.rows.end(), [&](const Implementation& row) {
      return row.function == each->function && row.name == each->name;
    });
    const std::string id = std::string(each->function) + "/" + std::string(each->name);
    if (place == known.rows.end()) differs("offers " + id);
    if (!same_formats(*place, *each)) differs("offers other formats of " + id);
  }
  if (loaded.size() != known.rows.size())
    differs("offers " + std::to_string(loaded.size()) + " of " + std::to_string(known.rows.size()) + " functions");
  for (const Implementation* each : loaded)
    for (Implementation& row : known.rows) {
      if (row.function != each->function || row.name != each->name) continue;
      row.binary64 = each->binary64;
      row.binary32 = each->binary32;
      row.binary16 = each->binary16;
      row.bfloat16 = each->bfloat16;
      row.credit = each->credit;
      row.library = each->credit.substr(0, each->credit.find(','));  // "LIBRARY VERSION, WHAT IS CALLED"
      known.library = row.library;
    }
}

}  // namespace

std::span<const Implementation* const> implementation_catalogue() { return catalogue().pointers; }

void add_to_catalogue(std::span<const Implementation* const> implementations) {
  auto& pointers = catalogue().pointers;
  pointers.insert(pointers.end(), implementations.begin(), implementations.end());
}

std::filesystem::path peers_folder() { return modules_folder("peers"); }

std::filesystem::path peer_file(const std::filesystem::path& folder, std::string_view module, TargetSet here) {
  for (const Target target : {Target::avx512, Target::avx2}) {
    auto file = folder / (std::string(module) + "." + std::string(name_of(target)) + ".so");
    std::error_code error;
    if (here.contains(target) && std::filesystem::exists(file, error)) return file;
  }
  return folder / (std::string(module) + ".so");
}

void load_peers(std::span<const Implementation* const> implementations, const std::filesystem::path& folder) {
  for (KnownModule& known : catalogue().modules) {
    const auto is_asked_for = [&](const Implementation* asked) {
      return std::any_of(known.rows.begin(), known.rows.end(),
                         [&](const Implementation& row) { return &row == asked; });
    };
    if (known.library.empty() && known.module->absent.empty() &&
        std::any_of(implementations.begin(), implementations.end(), is_asked_for))
      load(known, folder);
  }
}

void load_peers(const Plan& plan) {
  std::vector<const Implementation*> called;
  for (const AccuracyJob& job : plan.accuracy)
    called.insert(called.end(), job.implementations.begin(), job.implementations.end());
  for (const PropertiesJob& job : plan.properties) {
    called.insert(called.end(), job.implementations.begin(), job.implementations.end());
    called.insert(called.end(), job.forwards.begin(), job.forwards.end());
  }
  for (const SpeedRow& row : plan.speed) called.push_back(row.implementation);
  for (const ClaimRow& row : plan.claim_rows) called.push_back(row.implementation);
  load_peers(called);
}

Facts loaded_peers() {
  Facts facts;
  for (const KnownModule& known : catalogue().modules)
    if (!known.library.empty()) facts.emplace_back("peer " + std::string(known.module->name), known.library);
  return facts;
}

Facts known_peers() {
  const auto what_of = [folder = peers_folder()](const PeerModule& module) -> std::string {
    if (!module.absent.empty()) return std::string(module.absent);
    const auto file = peer_file(folder, module.name);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return "no " + file.string() + ": build it again";
    return std::string(module.library) + ", loaded when a filter names it";
  };
  Facts facts;
  for (const PeerModule& module : peer_modules())
    facts.emplace_back("peer " + std::string(module.name), what_of(module));
  return facts;
}

}  // namespace softplus_bench
