#include "cli/snapshot_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/usage_error.hpp"
#include "reports/file.hpp"

namespace softplus_bench::cli {
namespace {
constexpr std::string_view extension = ".jsonl";
}

std::filesystem::path baseline_folder(const std::string& named, bool must_exist) {
  if (named.empty()) return default_baseline;
  std::error_code error;
  if (must_exist && !std::filesystem::is_directory(named, error))
    throw UsageError(named + " is no folder: give one that 'softplus-bench baseline accept' wrote as --baseline");
  return named;
}

void require_snapshots(const std::string& named) {
  if (named.empty()) return;
  std::error_code error;
  const auto holds = [&](const char* kind) {
    return std::filesystem::is_directory(std::filesystem::path(named) / kind, error);
  };
  if (!holds("accuracy") && !holds("speed") && !holds("instructions"))
    throw UsageError(named +
                     " holds no snapshot (accuracy/, speed/ or instructions/): give a folder that 'softplus-bench "
                     "baseline accept' wrote as --baseline");
}

std::vector<std::string> snapshot_keys(const std::filesystem::path& folder) {
  std::vector<std::string> keys;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "accuracy", error))
    if (entry.path().extension() == extension && !entry.path().filename().string().starts_with('.'))
      keys.push_back(entry.path().stem().string());
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::filesystem::path snapshot_file(const std::filesystem::path& folder, const std::string& key) {
  return folder / "accuracy" / (key + std::string(extension));
}

AccuracySnapshot load_snapshot(const std::filesystem::path& folder, const std::string& key) {
  const std::filesystem::path path = snapshot_file(folder, key);
  std::error_code error;
  AccuracySnapshot snapshot;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    snapshot.key = key;
    return snapshot;
  }
  std::string text;
  try {
    text = read_file(path);
  } catch (const IoError& unreadable) {
    throw UsageError(unreadable.what());
  }
  snapshot = parse_snapshot(text, path.string());
  if (snapshot.key != key)
    throw UsageError(
        fmt::format("{}:1: the key is '{}' and the file's name says '{}'", path.string(), snapshot.key, key));
  return snapshot;
}

void store_snapshot(const std::filesystem::path& folder, const AccuracySnapshot& snapshot) {
  const std::filesystem::path path = snapshot_file(folder, snapshot.key);
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  if (error) throw io_error("cannot make the folder", path.parent_path(), error.value());
  write_file(path, text_of(snapshot));
}

}  // namespace softplus_bench::cli
