// The files that a run leaves in its folder.
#pragma once

#include <filesystem>

#include "core/record.hpp"

namespace softplus_bench::cli {

// run.json, accuracy.csv, speed.csv and report.html, each whole or not at all. Throws IoError.
void write_run_files(const Run& run, const std::filesystem::path& folder);
// Makes the folder its own while it lives: two processes never write into one. Throws UsageError when another has it,
// and when there is no such folder. Where the file system knows no locks, it does nothing.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int descriptor_;
};

// What write_run_files wrote for a run that is now gone on with, and what a killed writer left half-written.
void remove_reports(const std::filesystem::path& folder);
// A folder that exists and is empty, made if need be. Throws UsageError for one that holds files, IoError
// for one that cannot be made or written.
void prepare_folder(const std::filesystem::path& folder);
// A run from its folder: run.json, or the journal of an unfinished one. Throws UsageError when there is neither.
Run load_run(const std::filesystem::path& folder);

}  // namespace softplus_bench::cli
