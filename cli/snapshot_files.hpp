// The snapshots in a baseline folder: accuracy/<libm>-<instruction set>.jsonl.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reports/snapshot.hpp"

namespace softplus_bench::cli {

inline constexpr std::string_view default_baseline = "suites/baseline";

// The folder asked for, or suites/baseline below the current one. Throws UsageError when one was named that is not
// there and `must_exist`.
std::filesystem::path baseline_folder(const std::string& named, bool must_exist);
// Throws UsageError for a folder that was named and holds no snapshot of any kind: a gate without one judges less than
// was asked for.
void require_snapshots(const std::string& named);

// Keys of the accuracy snapshots there, sorted; none where the folder is not there.
std::vector<std::string> snapshot_keys(const std::filesystem::path& folder);

std::filesystem::path snapshot_file(const std::filesystem::path& folder, const std::string& key);

// The snapshot of one key. An empty one where there is no such file. Throws UsageError (exit 2), also for a
// file whose head names another key than its name.
AccuracySnapshot load_snapshot(const std::filesystem::path& folder, const std::string& key);

// Makes the folder if need be. Throws IoError, and then what was there stays.
void store_snapshot(const std::filesystem::path& folder, const AccuracySnapshot& snapshot);

}  // namespace softplus_bench::cli
