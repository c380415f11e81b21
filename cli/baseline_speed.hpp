// What is stored of speed: ratios of times to those of the control kernels, and instructions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/baseline.hpp"

namespace softplus_bench::cli {

// Fewer would say nothing of how launches differ.
inline constexpr unsigned fewest_launches_to_accept = 3;

// baseline accept --what speed: times the rows, scalar ones in all their layouts too, and puts their entries in the
// place of those that are there; the controls' with them. require_acceptable comes before. Throws UsageError where it
// refuses: too few launches, a broken claim, a machine that is not fit (why_unfit_to_accept). Returns the exit code.
int accept_speed(const BaselineOptions& options);

// The same of counted instructions (--what instructions). Throws UsageError where there is no valgrind.
int accept_instructions(const BaselineOptions& options);

// A file of ratios or of instructions.
struct StoredFileStatus {
  std::filesystem::path path;
  bool fits = false;  // this machine, or for instructions this build (but for the version of valgrind)
  std::size_t entries = 0;
};
std::vector<StoredFileStatus> stored_speed_status(const std::string& baseline);

// Entries of both lanes whose rows are no more, dropped and named: "dropped ID from FILE", a line each.
std::vector<std::string> prune_stored_speed(const BaselineOptions& options);

}  // namespace softplus_bench::cli
