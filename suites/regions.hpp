// Which region of a function an input lies in.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/format.hpp"
#include "suites/sampler.hpp"

namespace softplus_bench {

struct Function;

// The regions of a function in a format by name, in order of first appearance: "special" first.
class RegionMap {
 public:
  // Without per_region there is one region, "overall".
  RegionMap(const FormatTraits& f, const Function& function, bool per_region, double beta = 1);
  const std::vector<std::string>& names() const { return names_; }
  const FormatTraits& format() const { return f_; }
  // Place in names(). NaN inputs belong to "special", as the infinities do. x2 is 0 where there is one input.
  std::size_t of(std::uint64_t x, std::uint64_t x2 = 0) const;
  // The stretch of the number line that x lies in: a region may have several.
  struct Stretch {
    std::int64_t last_ordinal;
    std::size_t region;
    friend bool operator==(const Stretch&, const Stretch&) = default;
  };
  const Stretch& stretch_of(std::uint64_t x) const;

 private:
  const FormatTraits& f_;
  const Function& function_;
  bool by_pairs_ = false;
  std::vector<std::string> names_;
  std::vector<Stretch> stretches_;
  Stretch others_{std::numeric_limits<std::int64_t>::max(), 0};  // NaNs, and all there is without regions
};

// The regions of a function without the special values: each gets its share of the samples, since the ordinals of
// most formats lie almost all where the function is constant or the identity.
std::vector<OrdinalInterval> region_intervals(const Function& function, const FormatTraits& f, double beta = 1);

}  // namespace softplus_bench
