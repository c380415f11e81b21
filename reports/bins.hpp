// Error against x in fewer bins than a run has: neighbours merged, no maximum lost.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// At most `most` bins (1 or more), in the same order, each the union of neighbours: from the first one's first input to
// the last one's last, counts added, the mean weighted, the largest error with its input. Where errors differ bins stay
// narrow: the widest are those whose merging changes the drawn curve (the logarithm of the largest error) least.
std::vector<EnvelopeBin> merged_bins(std::span<const EnvelopeBin> bins, std::size_t most);

}  // namespace softplus_bench
