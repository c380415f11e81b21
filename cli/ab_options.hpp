// What ab was asked for, and its ways of comparing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/sign_test.hpp"

namespace softplus_bench::cli {

struct AbVerbOptions {
  std::vector<std::string> ids;
  std::string old_binary;
  std::string new_binary;  // empty: this program
  std::vector<std::string> filters;
  std::string metric = "throughput";
  std::string footprint = "L1";
  std::string input_mix = "uniform";
  bool in_place = false;
  unsigned threads = 1;
  std::size_t rounds = 500;
  std::optional<unsigned> launches;
  std::string margin = "5%";
  std::vector<std::string> plugins;
  bool instructions = false;  // of the ids, under valgrind
  bool json = false;
  bool quiet = false;
};

// The path of this very program, for starting it again.
std::string this_program();

// --old and --new. The exit code. Throws UsageError.
int compare_two_builds(const AbVerbOptions& options);

// The ids in several launches, each a process of its own. The exit code.
int compare_in_launches(const AbVerbOptions& options);

std::string interval_text(const MedianInterval& m, int digits);
std::string conditions_text(const AbVerbOptions& options);
nlohmann::ordered_json interval_json(const MedianInterval& m);

}  // namespace softplus_bench::cli
