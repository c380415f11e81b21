// What the texts say, as a reader sees it: the claims records of a run by claim.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

struct Saying {
  const Record* summary = nullptr;  // the row over all figures, with the verdict
  std::vector<const Record*> figures;
};

// In the run's order; the run must outlive them. Empty where it has no such records.
std::vector<Saying> sayings_of(const Run& run);

// For a terminal: a line of name, verdict and figures for each claim, in `width` columns. Nothing without claims.
void write_sayings(const Run& run, std::size_t width, bool color, std::ostream& out);

}  // namespace softplus_bench
