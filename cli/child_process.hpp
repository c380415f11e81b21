// Programs that are started and waited for.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace softplus_bench::cli {

// Path of a program that may be started: as it is where it holds a slash, else looked up in PATH; empty: there is none.
std::string program_named(const std::string& name);

// Runs `words` (the first is a path) with nothing on stdin and both outputs going to files, and returns the exit code,
// or 128 and the signal's number. Ctrl-C is handed on. Throws IoError where the program cannot be started.
int run_child(const std::vector<std::string>& words, const std::filesystem::path& standard_output,
              const std::filesystem::path& standard_error);

// A folder of its own below the one for temporary files, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace softplus_bench::cli
