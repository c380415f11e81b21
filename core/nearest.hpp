// Suggestions for names that were probably meant.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace softplus_bench {

// The `most` candidates nearest to `name`: those that begin with it, then by edit distance (Levenshtein), ties in given
// order.
std::vector<std::string> nearest(std::string_view name, std::span<const std::string> candidates, std::size_t most);

}  // namespace softplus_bench
