// How a function's regions are put together from places where something ends.
#pragma once

#include <utility>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/oracle.hpp"
#include "reference/real.hpp"

namespace softplus_bench {

// The stretches of the number line in increasing order; one that would be empty is left out. "special" is the first,
// the infinity alone.
class Stretches {
 public:
  explicit Stretches(const FormatTraits& f)
      : f_(f), highest_(static_cast<std::int64_t>(f.max_finite_bits())), cuts_{{"special", -highest_ - 1}} {}

  std::int64_t lowest() const { return -highest_; }
  std::int64_t highest() const { return highest_; }
  // The last ordinal in [low, high] where `holds` is true, low - 1 where it never is; it changes once at most, to
  // false.
  template <class Predicate>
  static std::int64_t last(std::int64_t low, std::int64_t high, Predicate&& holds) {
    return holds(low) ? last_where(low, high, holds) : low - 1;
  }
  // The last ordinal of inputs with beta x < factor log 2: an irrational number, so there is equality for none.
  std::int64_t last_below_log_2_times(double factor, double beta = 1) const {
    Real::thread_default_precision(60);
    const Real limit = factor * log(Real(2));
    return last(lowest(), highest(),
                [&](std::int64_t i) { return Real(widen(f_, bits_at_ordinal(f_, i))) * beta < limit; });
  }

  // The next stretch ends at `last_ordinal`.
  void add(std::string_view name, std::int64_t last_ordinal) {
    if (last_ordinal > cuts_.back().last_ordinal) cuts_.push_back({name, last_ordinal});
  }
  // With the last one up to the largest number, and the other infinity.
  std::vector<RegionCut> ending(std::string_view name) && {
    add(name, highest_);
    add("special", highest_ + 1);
    return std::move(cuts_);
  }

 private:
  const FormatTraits& f_;
  std::int64_t highest_;
  std::vector<RegionCut> cuts_;
};

}  // namespace softplus_bench
