#include "suites/properties/exact.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "reference/function.hpp"

namespace softplus_bench {

bool ValueTable::serves(const Function& function, const FormatTraits& format) {
  return function.inputs == 1 && format.bits == 16;
}

ValueTable::ValueTable(const Function& function, const FormatTraits& format, ReferencePath path, double beta)
    : function_(function),
      format_(format),
      path_(path),
      beta_(beta),
      rounded_(std::size_t{1} << format.bits),
      exact_(rounded_.size()) {}

void ValueTable::compute(const std::atomic<bool>* stop) {
  if (next_ >= rounded_.size()) return;
  ExactValues values(function_, format_, path_, beta_, nullptr);
  std::array<std::uint64_t, reference_block> x{};
  std::array<std::uint64_t, reference_block> rounded{};
  std::array<std::uint8_t, reference_block> exact{};
  while (stop == nullptr || !*stop) {
    const std::uint64_t first = next_.fetch_add(reference_block);
    if (first >= rounded_.size()) break;
    std::iota(x.begin(), x.end(), first);
    values.fill(x, {}, rounded, exact);
    std::transform(rounded.begin(), rounded.end(), rounded_.begin() + static_cast<std::ptrdiff_t>(first),
                   [](std::uint64_t bits) { return static_cast<std::uint16_t>(bits); });
    std::copy(exact.begin(), exact.end(), exact_.begin() + static_cast<std::ptrdiff_t>(first));
  }
  while (counting_.test_and_set()) {
  }
  counts_.merge(values.counts());
  counting_.clear();
}

ExactValues::ExactValues(const Function& function, const FormatTraits& format, ReferencePath path, double beta,
                         const ValueTable* table)
    : table_(table), reference_(function, format, path, Rounding::nearest, beta) {}

void ExactValues::fill(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2,
                       std::span<std::uint64_t> rounded, std::span<std::uint8_t> exact) {
  if (table_ != nullptr) {
    for (std::size_t i = 0; i < x.size(); ++i) rounded[i] = table_->rounded(x[i]);
    for (std::size_t i = 0; i < exact.size(); ++i) exact[i] = table_->exact(x[i]) ? 1 : 0;
    return;
  }
  reference_.fill(x, x2, *block_);
  for (std::size_t i = 0; i < x.size(); ++i) rounded[i] = block_->rounded[i];
  for (std::size_t i = 0; i < exact.size(); ++i) exact[i] = block_->tail[i] == 0 && block_->uncertainty[i] == 0 ? 1 : 0;
}

const BlockReference& ExactValues::block(std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2) {
  reference_.fill(x, x2, *block_);
  return *block_;
}

}  // namespace softplus_bench
