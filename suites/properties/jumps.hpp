// What happens where formulas switch branches.
#pragma once

#include <vector>

#include "suites/properties.hpp"
#include "suites/properties/exact.hpp"
#include "suites/properties/tally.hpp"

namespace softplus_bench {

// Inputs within 64 numbers of a cutoff of the function, divided by beta, or of the threshold, in increasing order.
std::vector<std::uint64_t> inputs_beside_cutoffs(const PropertiesJob& job);

// Their exact values: the same for all implementations of a job.
struct CutoffValues {
  std::vector<std::uint64_t> x;
  std::vector<Expected> expected;
  std::vector<double> grid;  // as in BlockReference
};
CutoffValues values_beside_cutoffs(const PropertiesJob& job, ExactValues& exact);

// The change of the error, in ulp to within 2^-10, from each of them to the next number.
PropertyTally measure_jumps(const PropertiesJob& job, const Implementation& implementation, const CutoffValues& values);

// Of softplus_backward with g = 1: where `forward`, the softplus_beta of the same name, returned x though that is not
// the value rounded, backward must return 1, and elsewhere not, unless that is sigmoid rounded. None: nothing counted.
PropertyTally measure_branches(const PropertiesJob& job, const Implementation& backward, const Implementation* forward,
                               ExactValues& exact);

}  // namespace softplus_bench
