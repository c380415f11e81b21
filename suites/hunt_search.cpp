#include "suites/hunt_search.hpp"

#include <algorithm>
#include <cmath>

#include "suites/random.hpp"

namespace softplus_bench {
namespace {

constexpr std::uint64_t climb_stream = 0x636c696d62;

// A round: 64 probes of a thousand inputs or so.
constexpr std::size_t probe_size = reference_block;
constexpr std::size_t probes_a_round = 64;
constexpr std::size_t climbs_a_round = 8;
constexpr std::size_t jumps_a_round = 8;
constexpr std::size_t explorations_a_round = 8;
constexpr std::size_t first_draws = 64;  // in every cell
constexpr std::int64_t near_reach = 64;
constexpr std::size_t most_found = 2 * most_witnesses;  // neighbours of others fall out later
constexpr std::size_t most_jumps = 64;
constexpr std::size_t most_climbed = 16;  // the others of found_ wait for their turn
// Between inputs drawn at random the error of an ulp or so varies this much without any jump.
constexpr double least_jump = 4;
// Hard to round: nearer to a midpoint than one of 5,000 inputs is by chance.
constexpr double least_hardness = 0.4999;
constexpr std::size_t most_hard = 8;

}  // namespace

Search::Search(const FormatTraits& f, std::span<const OrdinalInterval> intervals, std::vector<std::uint64_t> notable,
               std::uint64_t seed)
    : f_(f),
      limit_(static_cast<std::int64_t>(f.max_finite_bits())),
      seed_(seed),
      notable_(std::move(notable)),
      cells_(f, intervals) {}

std::vector<Probe> Search::plan() {
  std::vector<Probe> round;
  if (first_) {
    first_ = false;
    plan_first_round(round);
    return round;
  }
  if (cells_.used_up()) return round;
  plan_climbs(round);
  plan_jumps(round);
  plan_hard(round);
  plan_draws(round);
  return round;
}

void Search::plan_first_round(std::vector<Probe>& round) {
  for (std::size_t i = 0; i < notable_.size(); i += probe_size) {
    Probe& probe = add_probe(ProbeKind::points, round);
    const auto from = notable_.begin() + static_cast<std::ptrdiff_t>(i);
    probe.inputs.assign(from, from + static_cast<std::ptrdiff_t>(std::min(probe_size, notable_.size() - i)));
  }
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) plan_draw(cell, first_draws, round);
}

// The neighbourhood of the worst inputs known: the nearest ones once, and every round some at distances drawn evenly
// over their orders of magnitude, which climbs a smooth error as fast as bisection.
void Search::plan_climbs(std::vector<Probe>& round) {
  const auto best = ranked();
  const std::size_t n = std::min(best.size(), most_climbed);
  for (std::size_t i = 0; i < std::min(n, climbs_a_round); ++i) {
    // Half of them go to the very worst, half to the others in turn.
    Found& found = *best[i < climbs_a_round / 2 ? i : climb_turn_++ % n];
    const std::int64_t centre = ordinal(f_, found.input);
    Probe& probe = add_probe(ProbeKind::points, round);
    if (!found.climbed) add_places(centre, near_reach, probe.inputs);
    found.climbed = true;
    for (std::uint64_t k = 0; probe.inputs.size() < probe_size; ++k) {
      const std::uint64_t random = random_bits(seed_, climb_stream + probe.serial, k);
      const auto order = static_cast<int>((random >> 1) % static_cast<std::uint64_t>(f_.fraction_bits() + 3));
      const auto distance =
          static_cast<std::int64_t>((std::uint64_t{1} << order) | ((random >> 8) & ((std::uint64_t{1} << order) - 1)));
      const bool up = (random & 1) != 0;
      if (up ? centre <= limit_ - distance : centre >= distance - limit_)
        probe.inputs.push_back(bits_at_ordinal(f_, up ? centre + distance : centre - distance));
    }
  }
}

void Search::plan_jumps(std::vector<Probe>& round) {
  std::stable_sort(jumps_.begin(), jumps_.end(), [](const Jump& a, const Jump& b) { return a.height > b.height; });
  const std::size_t n = std::min(jumps_.size(), jumps_a_round);
  for (std::size_t i = 0; i < n; ++i) add_probe(ProbeKind::bisect, round).places = jumps_[i].between;
  jumps_.erase(jumps_.begin(), jumps_.begin() + static_cast<std::ptrdiff_t>(n));
  if (jumps_.size() > most_jumps) jumps_.resize(most_jumps);
}

// A result beside a midpoint is where the least error of an implementation shows.
void Search::plan_hard(std::vector<Probe>& round) {
  if (hard_.empty()) return;
  Probe& probe = add_probe(ProbeKind::points, round);
  for (const std::uint64_t input : hard_) add_places(ordinal(f_, input), near_reach, probe.inputs);
  hard_.clear();
}

void Search::plan_draws(std::vector<Probe>& round) {
  const std::size_t used = climbs_a_round + jumps_a_round;
  for (const std::size_t cell : cells_.promising(probes_a_round - used - explorations_a_round))
    plan_draw(cell, probe_size, round);
  for (std::size_t i = 0; i < explorations_a_round; ++i) plan_draw(cells_.next(), probe_size, round);
}

void Search::plan_draw(std::size_t cell, std::size_t draws, std::vector<Probe>& round) {
  Probe& probe = add_probe(ProbeKind::draw, round);
  probe.cell = cell;
  probe.places = cells_.places(cell);
  probe.draws = draws;
}

Probe& Search::add_probe(ProbeKind kind, std::vector<Probe>& round) {
  Probe& probe = round.emplace_back();
  probe.kind = kind;
  probe.serial = next_serial_++;
  return probe;
}

void Search::add_places(std::int64_t centre, std::int64_t reach, std::vector<std::uint64_t>& inputs) const {
  for (std::int64_t place = std::max(-limit_, centre - reach); place <= std::min(limit_, centre + reach); ++place)
    inputs.push_back(bits_at_ordinal(f_, place));
}

void Search::learn(std::span<const Probe> round) {
  for (const Probe& probe : round) {
    for (std::size_t i = 0; i < probe.inputs.size(); ++i)
      if (probe.magnitudes[i] > least_kept_) keep(probe.inputs[i], probe.magnitudes[i]);
    if (probe.kind == ProbeKind::bisect) jump_places_.push_back(probe.places.first);
    if (probe.kind != ProbeKind::draw) continue;
    cells_.learn(probe);
    note_jumps(probe);
    if (probe.hardness > least_hardness && hard_.size() < most_hard) hard_.push_back(probe.hardest);
  }
  cells_.cut();
}

void Search::keep(std::uint64_t input, double magnitude) {
  // A 64th of a binade, or two numbers where that is less.
  const int shift = std::max(1, f_.fraction_bits() - 6);
  Found& found = found_[ordinal(f_, input) >> shift];
  if (!(magnitude > found.magnitude)) return;
  found = {input, magnitude, false};
  if (found_.size() <= most_found) return;
  const auto smaller = [](const auto& a, const auto& b) { return a.second.magnitude < b.second.magnitude; };
  found_.erase(std::min_element(found_.begin(), found_.end(), smaller));
  least_kept_ = std::min_element(found_.begin(), found_.end(), smaller)->second.magnitude;
}

void Search::note_jumps(const Probe& probe) {
  const auto level = [&](std::size_t i) { return std::isnan(probe.magnitudes[i]) ? infinity : probe.magnitudes[i]; };
  Jump highest;
  for (std::size_t i = 0; i + 1 < probe.inputs.size(); ++i) {
    const double high = std::max(level(i), level(i + 1));
    const double low = std::min(level(i), level(i + 1));
    if (!(high > highest.height) || !(high >= least_jump * std::max(low, 1.0)) || low == high) continue;
    const OrdinalInterval between{ordinal(f_, probe.inputs[i]), ordinal(f_, probe.inputs[i + 1])};
    if (std::none_of(jump_places_.begin(), jump_places_.end(),
                     [&](std::int64_t place) { return between.first <= place && place < between.last; }))
      highest = {between, high};
  }
  if (highest.height > 0) jumps_.push_back(highest);
}

std::vector<Search::Found*> Search::ranked() {
  std::vector<Found*> all;
  for (auto& [slot, found] : found_) all.push_back(&found);
  std::stable_sort(all.begin(), all.end(), [](const Found* a, const Found* b) { return a->magnitude > b->magnitude; });
  return all;
}

std::vector<std::uint64_t> Search::worst() {
  std::vector<std::uint64_t> inputs;
  for (const Found* found : ranked()) inputs.push_back(found->input);
  return inputs;
}

}  // namespace softplus_bench
