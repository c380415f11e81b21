// Text files that are written whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace softplus_bench {

// what() is one line: what was tried, the path, and the system's reason.
struct IoError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// The error that errno holds, as an IoError: "cannot write out/run.json: No space left on device".
IoError io_error(std::string_view tried, const std::filesystem::path& path, int error_number);

// Writes every byte or throws IoError.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

// Puts `content` at `path`, replacing a file that is there: written beside it, flushed to the disk and
// renamed, so that a reader sees the old file or the new one, never a part. Throws IoError, and then
// leaves nothing behind. A path that names a device or a pipe (/dev/stdout) is written to as it stands.
void write_file(const std::filesystem::path& path, std::string_view content);

// The whole of a file. Throws IoError.
std::string read_file(const std::filesystem::path& path);

}  // namespace softplus_bench
