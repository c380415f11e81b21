// What git says of the current folder's repository.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace softplus_bench::cli {

// The files that git tracks and that differ from the last commit, relative to the repository's root, but for those
// below `apart`. Nothing where the current folder is in no repository, or git is not installed. Throws IoError where
// git is there and cannot answer.
std::optional<std::vector<std::string>> changed_files(const std::filesystem::path& apart);

// Whether the repository has this commit. False where there is none.
bool has_commit(const std::string& commit);

}  // namespace softplus_bench::cli
