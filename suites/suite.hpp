// A suite: what a run measures unless the command line says otherwise. One TOML file each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

struct InputsPlan {
  std::vector<FormatId> exhaustive;  // formats of which every bit pattern is measured
  std::uint64_t samples = 0;         // stratified inputs of the other formats; 0: none
};

struct AccuracyPlan : InputsPlan {
  std::vector<std::string> weighted;  // weightings measured besides, of `weighted_samples` inputs
  std::uint64_t weighted_samples = 0;
  bool corpus_by_input = false;  // each input of the corpus besides as a row of its own, "corpus:0x..."
};

// Of the processor's rows. Devices have footprints of their own and one thread, and no layouts: of this they take
// mixes, in_place and rounds.
struct SpeedPlan {
  std::vector<std::string> metrics;     // throughput, latency
  std::vector<std::string> footprints;  // L1, L2, L3, DRAM
  std::vector<std::string> input_mixes;
  std::vector<bool> in_place{false};
  std::vector<unsigned> threads{1};  // 0: all cores that the process may use
  std::size_t layouts = 0;           // of scalar kernels: placements of code and data besides the usual one
  unsigned rounds = 500;
};

struct ClaimsPlan {
  std::vector<std::string> only;  // claims by name; none: all
  unsigned rounds = 100;          // of what is timed
  bool training = true;           // whether networks are trained for the claim about it
};

struct Suite {
  std::string name;
  std::string description;
  std::string source;  // what --suite was: a built-in name or the path of a file
  std::string toml;    // the text of the definition
  std::vector<std::string> filters;
  std::vector<double> betas;  // of functions that have the parameter; none: those the function names. Speed: the first
  std::uint64_t seed = 1;
  std::optional<AccuracyPlan> accuracy;
  std::optional<InputsPlan> properties;
  std::optional<SpeedPlan> speed;
  std::optional<ClaimsPlan> claims;
};

// The suites built into the program: the TOML files of suites/, by name.
struct BuiltInSuite {
  std::string_view name;
  std::string_view toml;
};
std::span<const BuiltInSuite> built_in_suites();

// A name of a built-in suite, or a path ending in .toml. Throws UsageError with file and line for
// unknown keys, wrong types and unknown names.
Suite load_suite(std::string_view name_or_path);
Suite parse_suite(std::string_view toml, std::string_view path);

}  // namespace softplus_bench
