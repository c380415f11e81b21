// checkpoint.json: what --resume goes on from, beside the journal of a run that is not finished.
//
// One object: "schema_version", "run_id", "arguments" (what `softplus-bench run` was told), "finished" (the jobs whose
// records are all in the journal) and "under_way" (the exact state of the next one; absent between jobs). It is
// replaced as a whole every few seconds, so it takes no more room the longer a run is, and a killed writer leaves the
// one before. Every number is exact: 64-bit integers as numbers, wider ones and the bits of doubles as hexadecimal
// strings, small structures as arrays in the order of their fields.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/checkpoint.hpp"
#include "reports/record_json.hpp"

namespace softplus_bench {

struct StoredCheckpoint {
  std::string run_id;
  std::vector<std::string> arguments;
  Checkpoint checkpoint;
  friend bool operator==(const StoredCheckpoint&, const StoredCheckpoint&) = default;
};

std::string json_of(const StoredCheckpoint& stored);
// The one that json_of wrote, equal to it. Throws UnreadableRun.
StoredCheckpoint checkpoint_from(std::string_view text);
// The same from a file: IoError when it cannot be read; UnreadableRun names the path.
StoredCheckpoint read_checkpoint(const std::filesystem::path& path);

}  // namespace softplus_bench
