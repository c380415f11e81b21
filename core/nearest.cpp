#include "core/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace softplus_bench {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> nearest(std::string_view name, std::span<const std::string> candidates, std::size_t most) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  // What the name is the beginning of is nearer than all else, in the order given.
  for (const std::string& candidate : candidates)
    ranked.emplace_back(candidate.starts_with(name) ? 0 : distance(name, candidate), candidate);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> result;
  for (std::size_t i = 0; i < ranked.size() && i < most; ++i) result.push_back(ranked[i].second);
  return result;
}

}  // namespace softplus_bench
