// The corpus: the worst inputs found so far, one CSV file a function, which every accuracy run includes.
//
// Text, sorted, append-only: an input that once hurt somebody stays, whatever becomes of its finder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

struct CorpusPoint {
  std::string function;
  FormatId format = FormatId::binary64;
  std::uint64_t input = 0;  // bits
  // Whom it hurt when it was found, and by how much (signed, in ulp, as text); may be empty.
  std::string implementation;
  std::string target;
  std::string ulp_error;
};

// The corpora built into the program: the files of suites/corpus/, named after their functions.
struct BuiltInCorpus {
  std::string_view function;
  std::string_view csv;
};
std::span<const BuiltInCorpus> built_in_corpora();

// CSV with a header that has function, format and input_bits at least; columns that are not known are passed over.
// Throws UsageError, one line with `path` and line number, for whatever is malformed.
std::vector<CorpusPoint> parse_corpus(std::string_view csv, std::string_view path);
// The points of every built-in corpus.
std::vector<CorpusPoint> built_in_corpus();

// Adds those of `found` whose function, format and input are not there yet; returns how many. The result is sorted by
// function, format (widest first) and place on the number line.
std::size_t add_to_corpus(std::vector<CorpusPoint>& corpus, std::span<const CorpusPoint> found);
// As the file holds it: header first.
std::string corpus_csv(std::span<const CorpusPoint> corpus);

// The inputs of one function in one format, each once, in number order.
std::vector<std::uint64_t> corpus_inputs(std::span<const CorpusPoint> corpus, std::string_view function,
                                         const FormatTraits& f);

}  // namespace softplus_bench
