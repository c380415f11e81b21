#include "suites/hunt_cells.hpp"

#include <algorithm>
#include <cmath>

#include "core/wide.hpp"
#include "suites/hunt_probe.hpp"

namespace softplus_bench {
namespace {

// A cell is cut once it had this many draws: then an eighth of it still has a thousand behind its figure.
constexpr std::uint64_t draws_before_cut = 8192;

std::uint64_t width_of(const OrdinalInterval& places) {
  return static_cast<std::uint64_t>(places.last) - static_cast<std::uint64_t>(places.first) + 1;
}

// Place i of n that cut `places` into equal parts: its first for 0, one behind its last for n.
std::int64_t cut_place(const OrdinalInterval& places, std::uint64_t i, std::uint64_t n) {
  const auto offset = static_cast<std::uint64_t>(static_cast<uint128>(width_of(places)) * i / n);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(places.first) + offset);
}

}  // namespace

std::int64_t Cells::Cell::part_end(std::size_t i) const { return cut_place(places, i + 1, parts); }

Cells::Cells(const FormatTraits& f, std::span<const OrdinalInterval> intervals) {
  const std::uint64_t quarter_binade = std::max<std::uint64_t>(1, (f.fraction_mask() + 1) / 4);
  for (const OrdinalInterval& interval : intervals) {
    const std::uint64_t width = width_of(interval);
    const std::uint64_t n = std::min(width, std::clamp<std::uint64_t>(width / quarter_binade, 8, 128));
    for (std::uint64_t i = 0; i < n; ++i) {
      Cell cell;
      cell.places = {cut_place(interval, i, n), cut_place(interval, i + 1, n) - 1};
      cells_.push_back(cell);
    }
  }
}

// An upper confidence bound, as for bandits: the largest error seen, and the more on top the fewer draws saw it.
// It is a factor, since errors range from half an ulp to 10^16.
double Cells::promise(const Cell& cell) const {
  const double doubt = std::sqrt(std::log(static_cast<double>(draws_ + 2)) / static_cast<double>(cell.all.n + 1));
  return cell.all.largest * (1 + doubt);
}

std::vector<std::size_t> Cells::promising(std::size_t n) const {
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (!cells_[i].used_up) ranked.emplace_back(-promise(cells_[i]), i);
  n = std::min(n, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(n), ranked.end());
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < n; ++i) best.push_back(ranked[i].second);
  return best;
}

bool Cells::used_up() const {
  return std::all_of(cells_.begin(), cells_.end(), [](const Cell& cell) { return cell.used_up; });
}

std::size_t Cells::next() {
  while (cells_[turn_ % cells_.size()].used_up) ++turn_;
  return turn_++ % cells_.size();
}

void Cells::learn(const Probe& probe) {
  Cell& cell = cells_[probe.cell];
  std::size_t i = 0;
  // Draws come in number order. -0 and +0 are one place.
  for (std::size_t k = 0; k < probe.inputs.size(); ++k) {
    const double magnitude = probe.magnitudes[k];
    while (i + 1 < parts && k * parts >= (i + 1) * probe.inputs.size()) ++i;
    ++cell.part[i].n;
    // NaN, an output without a figure, is larger than nothing.
    if (magnitude > cell.part[i].largest) cell.part[i].largest = magnitude;
  }
  for (const Part& part : cell.part) cell.all.largest = std::max(cell.all.largest, part.largest);
  cell.all.n += probe.inputs.size();
  draws_ += probe.inputs.size();
  if (probe.inputs.size() >= width_of(cell.places)) cell.used_up = true;
}

void Cells::cut() {
  const std::size_t before = cells_.size();
  for (std::size_t c = 0; c < before; ++c) {
    const Cell cell = cells_[c];
    if (cell.used_up || cell.all.n < std::min(draws_before_cut, width_of(cell.places)) ||
        width_of(cell.places) < 2 * parts)
      continue;
    std::int64_t first = cell.places.first;
    for (std::size_t i = 0; i < parts; ++i) {
      Cell piece;
      piece.places = {first, cell.part_end(i) - 1};
      piece.all = cell.part[i];
      // What is known of the piece is spread evenly over its own parts.
      for (Part& part : piece.part) part = {piece.all.n / parts, 0};
      first = piece.places.last + 1;
      if (i == 0) cells_[c] = piece;
      else cells_.push_back(piece);
    }
  }
}

}  // namespace softplus_bench
