// Correctly rounded values for the properties that need them.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "reference/certified.hpp"

namespace softplus_bench {

struct Function;

// All values of a function of one input in a format of 16 bits, by the input's bits: computed once, on several threads.
class ValueTable {
 public:
  ValueTable(const Function& function, const FormatTraits& format, ReferencePath path, double beta);
  // Whether a table is worth its while.
  static bool serves(const Function& function, const FormatTraits& format);
  // Some of them, on this thread, until all are known or `stop` is set. To be called on any number of threads.
  void compute(const std::atomic<bool>* stop);

  std::uint64_t rounded(std::uint64_t x) const { return rounded_[x]; }
  bool exact(std::uint64_t x) const { return exact_[x] != 0; }
  ReferenceCounts counts() const { return counts_; }

 private:
  const Function& function_;
  const FormatTraits& format_;
  ReferencePath path_;
  double beta_;
  std::atomic<std::uint64_t> next_ = 0;
  std::vector<std::uint16_t> rounded_;
  std::vector<std::uint8_t> exact_;  // the value is a number of the format
  ReferenceCounts counts_;
  std::atomic_flag counting_;
};

// One per thread. `table` null: every value is computed when asked for.
class ExactValues {
 public:
  ExactValues(const Function& function, const FormatTraits& format, ReferencePath path, double beta,
              const ValueTable* table);
  // x2 is empty where the function has one input; `exact` may be empty.
  void fill(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2, std::span<std::uint64_t> rounded,
            std::span<std::uint8_t> exact = {});
  // In whole, of one block.
  const BlockReference& block(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2);
  ReferenceCounts counts() const { return reference_.counts(); }

 private:
  const ValueTable* table_;
  CertifiedReference reference_;
  std::unique_ptr<BlockReference> block_ = std::make_unique<BlockReference>();
};

}  // namespace softplus_bench
