// The summary of a step of a GitHub workflow.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace softplus_bench::cli {

inline constexpr std::size_t most_summary_bytes = 1024 * 1024;  // GitHub drops the whole of a larger one

// Appends Markdown to the file, after what other commands of the step wrote: text_of(n) is asked for at most n bytes.
// False where there is no room for `least` bytes. Throws IoError, and then leaves the file as it was.
bool append_summary(const std::filesystem::path& path, std::size_t least, std::size_t most,
                    const std::function<std::string(std::size_t)>& text_of);

}  // namespace softplus_bench::cli
