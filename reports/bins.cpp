#include "reports/bins.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace softplus_bench {
namespace {

// Errors below this are alike to a reader, and a logarithm needs a bound.
constexpr double least_shown_ulp = 0x1p-10;

double height(const EnvelopeBin& bin) { return bin.n == 0 ? 0 : std::log2(std::max(bin.max_ulp, least_shown_ulp)); }

struct Stretch {
  std::size_t first;
  std::size_t size;
  // The area between its bins and their maximum. A bin without a scored output counts as the largest difference.
  double loss;
  bool operator<(const Stretch& other) const {
    return loss < other.loss || (loss == other.loss && first > other.first);  // so that equal input gives equal bins
  }
};

Stretch stretch(std::span<const EnvelopeBin> bins, std::size_t first, std::size_t size) {
  constexpr double apart = 64;
  double highest = -std::numeric_limits<double>::infinity();
  double sum = 0;
  std::size_t scored = 0;
  for (const EnvelopeBin& bin : bins.subspan(first, size)) {
    if (bin.n == 0) continue;
    highest = std::max(highest, height(bin));
    sum += height(bin);
    ++scored;
  }
  double loss = scored == 0 ? 0 : highest * static_cast<double>(scored) - sum;
  if (scored != 0) loss += apart * static_cast<double>(size - scored);
  return {first, size, std::isfinite(loss) ? loss : apart * static_cast<double>(size)};
}

EnvelopeBin merged(std::span<const EnvelopeBin> bins) {
  EnvelopeBin all = bins.front();
  double sum = 0;
  for (const EnvelopeBin& bin : bins) {
    sum += bin.n == 0 ? 0 : bin.mean_ulp * static_cast<double>(bin.n);
    if (&bin == &bins.front()) continue;
    // On ties the earlier input stays, as within a bin.
    if (bin.n != 0 && (all.n == 0 || bin.max_ulp > all.max_ulp)) {
      all.max_ulp = bin.max_ulp;
      all.argmax_bits = bin.argmax_bits;
      all.argmax_got_bits = bin.argmax_got_bits;
      all.argmax_want_bits = bin.argmax_want_bits;
      all.argmax_x2_bits = bin.argmax_x2_bits;
    }
    all.n += bin.n;
    all.n_unscored += bin.n_unscored;
  }
  all.last_bits = bins.back().last_bits;
  if (bins.size() > 1 && all.n != 0) all.mean_ulp = sum / static_cast<double>(all.n);
  return all;
}

}  // namespace

std::vector<EnvelopeBin> merged_bins(std::span<const EnvelopeBin> bins, std::size_t most) {
  if (bins.size() <= most) return {bins.begin(), bins.end()};
  std::priority_queue<Stretch> widest;
  widest.push(stretch(bins, 0, bins.size()));
  std::vector<Stretch> done;  // of one bin
  while (widest.size() + done.size() < most && !widest.empty()) {
    const Stretch worst = widest.top();
    widest.pop();
    const std::size_t half = worst.size / 2;
    for (const Stretch& part :
         {stretch(bins, worst.first, half), stretch(bins, worst.first + half, worst.size - half)}) {
      if (part.size == 1) done.push_back(part);
      else widest.push(part);
    }
  }
  for (; !widest.empty(); widest.pop()) done.push_back(widest.top());
  std::sort(done.begin(), done.end(), [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::vector<EnvelopeBin> result;
  result.reserve(done.size());
  for (const Stretch& s : done) result.push_back(merged(bins.subspan(s.first, s.size)));
  return result;
}

}  // namespace softplus_bench
