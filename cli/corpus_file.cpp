#include "cli/corpus_file.hpp"

#include "core/usage_error.hpp"
#include "reports/file.hpp"

namespace softplus_bench::cli {

std::vector<CorpusPoint> read_corpus(const std::filesystem::path& path) {
  std::string text;
  try {
    text = read_file(path);
  } catch (const IoError& error) {
    throw UsageError(error.what());
  }
  return parse_corpus(text, path.string());
}

}  // namespace softplus_bench::cli
