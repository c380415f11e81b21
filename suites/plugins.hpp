// Rows that a user brings: shared objects named on the command line, with the interface of softplus_bench/plugin.h.
//
// They are loaded into this process and measured in it.
#pragma once

#include <span>
#include <string>

#include "core/implementation.hpp"
#include "core/record.hpp"

namespace softplus_bench {

// Loads those of the files that are not loaded yet and appends their rows, of target plugin, to the catalogue
// (suites/peers.hpp). To be called before anything of the catalogue is asked for, and not while kernels run.
// Throws UsageError, one line that says what is wrong, in which file, and what to do, also where two files have the
// same row; nothing of that file is in the catalogue then.
void load_plugins(std::span<const std::string> files);

// The file, as it was named, that the implementation came from; empty where it is no plug-in's.
std::string plugin_file_of(const Implementation& implementation);

// ("plug-ins", "my_kernel.so 0123456789abcdef"), none where none is loaded: a part of a run's identity. The file's
// name without its folder, and the hash of its bytes: other code makes another run.
Facts plugin_facts();

}  // namespace softplus_bench
