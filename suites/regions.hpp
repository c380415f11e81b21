// Which region of a function an input lies in.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/format.hpp"

namespace softplus_bench {

struct Function;

// The regions of a function in a format by name, in order of first appearance: "special" first.
class RegionMap {
 public:
  // Without per_region there is one region, "overall".
  RegionMap(const FormatTraits& f, const Function& function, bool per_region);
  const std::vector<std::string>& names() const { return names_; }
  const FormatTraits& format() const { return f_; }
  // Place in names(). NaN inputs belong to "special", as the infinities do.
  std::size_t of(std::uint64_t x) const { return stretch_of(x).region; }
  // The stretch of the number line that x lies in: a region may have several.
  struct Stretch {
    std::int64_t last_ordinal;
    std::size_t region;
    friend bool operator==(const Stretch&, const Stretch&) = default;
  };
  const Stretch& stretch_of(std::uint64_t x) const;

 private:
  const FormatTraits& f_;
  std::vector<std::string> names_;
  std::vector<Stretch> stretches_;
  Stretch others_{std::numeric_limits<std::int64_t>::max(), 0};  // NaNs, and all there is without regions
};

}  // namespace softplus_bench
