// What the hunt tries next: several heuristics at once, each with its share of a round.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "suites/hunt_cells.hpp"
#include "suites/hunt_probe.hpp"

namespace softplus_bench {

class Search {
 public:
  // `notable` are tried in the first round.
  Search(const FormatTraits& f, std::span<const OrdinalInterval> intervals, std::vector<std::uint64_t> notable,
         std::uint64_t seed);

  // The next round; empty when there is nothing left to try.
  std::vector<Probe> plan();
  // What it gave, in the order of plan().
  void learn(std::span<const Probe> probes);
  // The inputs of the largest errors found, the best of each 64th of a binade, worst first.
  std::vector<std::uint64_t> worst();

 private:
  struct Found {
    std::uint64_t input = 0;
    double magnitude = 0;
    bool climbed = false;  // its nearest neighbours were tried
  };
  struct Jump {
    OrdinalInterval between{};
    double height = 0;
  };
  void plan_first_round(std::vector<Probe>& round);
  void plan_climbs(std::vector<Probe>& round);
  void plan_jumps(std::vector<Probe>& round);
  void plan_hard(std::vector<Probe>& round);
  void plan_draws(std::vector<Probe>& round);
  void plan_draw(std::size_t cell, std::size_t draws, std::vector<Probe>& round);
  Probe& add_probe(ProbeKind kind, std::vector<Probe>& round);
  // The places from centre - reach to centre + reach.
  void add_places(std::int64_t centre, std::int64_t reach, std::vector<std::uint64_t>& inputs) const;
  void keep(std::uint64_t input, double magnitude);
  void note_jumps(const Probe& probe);
  std::vector<Found*> ranked();  // the entries of found_, largest error first

  const FormatTraits& f_;
  std::int64_t limit_;  // the largest finite number's ordinal
  std::uint64_t seed_;
  std::vector<std::uint64_t> notable_;
  Cells cells_;
  std::map<std::int64_t, Found> found_;    // by 64th of a binade
  double least_kept_ = 0.5;                // what is smaller is correctly rounded, or not among the largest known
  std::vector<Jump> jumps_;                // to be bisected
  std::vector<std::int64_t> jump_places_;  // bisected: the last place before each
  std::vector<std::uint64_t> hard_;        // hard to round, to be tried
  std::uint64_t next_serial_ = 0;
  std::size_t climb_turn_ = 0;
  bool first_ = true;
};

}  // namespace softplus_bench
