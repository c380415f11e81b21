#include "suites/modules.hpp"

#include <system_error>

namespace softplus_bench {

std::filesystem::path modules_folder(std::string_view kind) {
  std::error_code error;
  const auto executable = std::filesystem::read_symlink("/proc/self/exe", error);
  auto beside = executable.parent_path() / kind;
  if (std::filesystem::is_directory(beside, error)) return beside;
  auto installed = executable.parent_path().parent_path() / "lib" / "softplus-bench" / kind;
  return std::filesystem::is_directory(installed, error) ? installed : beside;
}

}  // namespace softplus_bench
