// Corpus files on disk.
#pragma once

#include <filesystem>
#include <vector>

#include "suites/corpus.hpp"

namespace softplus_bench::cli {

// Throws UsageError, one line, for a file that cannot be read or is malformed.
std::vector<CorpusPoint> read_corpus(const std::filesystem::path& path);

}  // namespace softplus_bench::cli
