// Rows of peers: in the catalogue whether or not their library is there, loaded only when they are to be called.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "core/implementation.hpp"
#include "core/record.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {

// Our own implementations, then the peers, those of devices, and those of plug-ins (suites/plugins.hpp). Until
// load_peers a peer's kernels are stand-ins that may not be called.
std::span<const Implementation* const> implementation_catalogue();
// They live as long as the program. Spans that were asked for before are of the smaller catalogue, and not to be used.
void add_to_catalogue(std::span<const Implementation* const> implementations);

// Where the modules are: beside the executable in a build, <prefix>/lib/softplus-bench/peers where it is installed.
std::filesystem::path peers_folder();

// The file of a module for this processor: one of several that were compiled for different instruction sets.
std::filesystem::path peer_file(const std::filesystem::path& folder, std::string_view module,
                                TargetSet here = host_targets());

// Loads the modules of those of the implementations that are peers, each once, and puts their kernels, credits and
// library versions into the catalogue's descriptors. Not to be called while kernels run.
// Throws UsageError when a module cannot be loaded or does not have the rows that the catalogue declares.
void load_peers(std::span<const Implementation* const> implementations,
                const std::filesystem::path& folder = peers_folder());
// Of all that the plan will call.
void load_peers(const Plan& plan);

// ("peer sleef", "SLEEF 3.5.1") for each that was loaded: a part of a run's identity.
Facts loaded_peers();
// ("peer sleef", "built, loaded when a filter names it") or why not, for each there is. Loads nothing.
Facts known_peers();

}  // namespace softplus_bench
