// What a child says of its crash before it dies.
#pragma once

#include "suites/executor/child_protocol.hpp"

namespace softplus_bench {

// Where the regions of the call under way are, for the words "past the end of its output".
struct CrashPlaces {
  const std::byte* regions[3]{};  // x, x2, y
  std::size_t region_bytes = 0;
  std::size_t page_bytes = 0;  // behind each, not to be touched
  std::uint64_t serial = 0;    // of the request
};

// From now on SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT send a ChildReply before they end the process, on a stack of
// their own.
void report_crashes(int socket);
void set_crash_places(const CrashPlaces& places);

}  // namespace softplus_bench
