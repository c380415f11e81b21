// What happens where formulas switch branches.
#pragma once

#include <vector>

#include "suites/properties.hpp"
#include "suites/properties/exact.hpp"
#include "suites/properties/tally.hpp"

namespace softplus_bench {

// Inputs within 64 numbers of a cutoff of the function, divided by beta, or of the threshold, in increasing order.
std::vector<std::uint64_t> inputs_beside_cutoffs(const PropertiesJob& job);

// The change of the error, in ulp to within 2^-10, from each of them to the next number.
PropertyTally measure_jumps(const PropertiesJob& job, const Implementation& implementation, ExactValues& exact);

// Of softplus_backward with g = 1: where `forward`, the softplus_beta of the same name, returned x though that is not
// the value rounded, backward must return 1, and elsewhere not, unless that is sigmoid rounded. None: nothing counted.
PropertyTally measure_branches(const PropertiesJob& job, const Implementation& backward, const Implementation* forward,
                               ExactValues& exact);

}  // namespace softplus_bench
