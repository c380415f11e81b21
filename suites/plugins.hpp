// Rows that a user brings: shared objects named on the command line, with the interface of softplus_bench/plugin.h.
//
// They are loaded into child processes, a file into one for each thread that calls, and never into this process: what
// they do there fails the row that was being called and nothing else (executor/remote_rows.hpp).
#pragma once

#include <atomic>
#include <span>
#include <string>

#include "core/implementation.hpp"
#include "core/record.hpp"

namespace softplus_bench {

// Has children load those of the files that are not loaded yet and appends their rows, of target plugin, to the
// catalogue (suites/peers.hpp). To be called before anything of the catalogue is asked for, and not while kernels run.
// Throws UsageError, one line that says what is wrong, in which file, and what to do, also where two files have the
// same row; nothing of that file is in the catalogue then.
void load_plugins(std::span<const std::string> files);

// The file, as it was named, that the implementation came from, wherever it was loaded; empty where it is no plug-in's.
std::string plugin_file_of(const Implementation& implementation);

// The same with the code in this process, to be called at the speed that it has: for processes that time, and may
// crash.
void load_plugins_here(std::span<const std::string> files);

// How long a call of up to 65536 elements may take, more in proportion, and loading a file; of those that are loaded
// from then on. Throws UsageError where it is no number of seconds above 0.
inline constexpr int default_plugin_time_out_seconds = 10;
void set_plugin_time_out(double seconds);
// Where the flag is set, a call that failed is not looked at for its witness any further: then an interrupt waits for
// one time-out at most. Of those that are loaded from then on; the flag outlives them.
void heed_stop_in_plugins(const std::atomic<bool>& stop);
double plugin_time_out_seconds();

// ("plug-ins", "my_kernel.so 0123456789abcdef"), none where none is loaded: a part of a run's identity. The file's
// name without its folder, and the hash of its bytes: other code makes another run.
Facts plugin_facts();

}  // namespace softplus_bench
