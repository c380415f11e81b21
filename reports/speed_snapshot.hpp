// Ratios of times that were accepted, and numbers of instructions: text, sorted, one entry a line.
//
//   suites/baseline/speed/CLASS.jsonl          {"class": {...}}, then
//     {"id", "conditions", "ratio_to_relu": [low, median, high], "ratio_to_copy", "best_to_relu", "best_to_copy",
//      "launches", "rounds", "commit", "why"}
//   suites/baseline/instructions/CLASS.jsonl   {"class": {...}}, then
//     {"id", "instructions_per_element", "commit", "why"}
// The class (suites/machine_class.hpp) is what must be equal for the entries to bind. Its line is the same in every
// version of a file and comes first in any order, so files merge line by line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// Over several launches: the least lower end, the median of the medians, the largest upper end.
struct RatioRange {
  double low = 0;
  double median = 0;
  double high = 0;
  friend bool operator==(const RatioRange&, const RatioRange&) = default;
};

struct StoredSpeed {
  std::string id;          // controls are entries too: "control/relu/binary32/avx512"
  std::string conditions;  // "throughput L1 uniform"
  RatioRange to_relu;      // of the times of an element
  RatioRange to_copy;
  // Scalar rows: in the layout (suites/layout.hpp) in which they take least.
  std::optional<RatioRange> best_to_relu{};
  std::optional<RatioRange> best_to_copy{};
  std::int64_t launches = 0;
  std::int64_t rounds = 0;
  std::string commit{};
  std::string why{};
  friend bool operator==(const StoredSpeed&, const StoredSpeed&) = default;
};

struct StoredInstructions {
  std::string id;
  double per_element = 0;
  std::string commit;
  std::string why;
  friend bool operator==(const StoredInstructions&, const StoredInstructions&) = default;
};

template <class Entry>
struct ClassFile {
  Facts facts;  // of the class
  std::vector<Entry> entries;
};
using SpeedSnapshot = ClassFile<StoredSpeed>;
using InstructionsSnapshot = ClassFile<StoredInstructions>;

// They throw UsageError with file and line for all that is not as above, and for two entries of one thing.
SpeedSnapshot read_speed_snapshot(const std::filesystem::path& path);
InstructionsSnapshot read_instructions_snapshot(const std::filesystem::path& path);
// The class alone, of either.
Facts read_class(const std::filesystem::path& path);

// The file's text: entries sorted, ratios to four digits (outwards), counts to six.
std::string text_of(const SpeedSnapshot& snapshot);
std::string text_of(const InstructionsSnapshot& snapshot);

// "throughput L1 uniform", with " in_place" and " 2 threads" where they apply, of a record of speed.
std::string speed_conditions(const Record& record);

}  // namespace softplus_bench
