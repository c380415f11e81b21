// The fastest implementation that keeps a bound on a domain, from a stored run: nothing is measured here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/format.hpp"
#include "core/record.hpp"

namespace softplus_bench {

// Inputs of one region of the function, both ends included (ordinals of the format).
struct RegionSpan {
  std::string region;
  std::int64_t first = 0;
  std::int64_t last = 0;
};

struct ChooseRequest {
  std::string function;
  const FormatTraits* format = nullptr;
  double max_ulp = 1;
  // First inputs from lower to upper, both ends included, as bits; none: every input, NaNs too.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> domain;
  // Of the function in the format: they place wrong signs and overflows, of which a run knows the region. Needed where
  // there is a domain.
  std::vector<RegionSpan> regions;
  std::vector<std::string> targets;  // none: all
  std::string metric = "throughput";
  std::string footprint = "L1";
  std::string input_mix = "uniform";
};

// One implementation, and what is known of it on the domain.
struct Candidate {
  std::string id;
  const Record* speed = nullptr;  // never null: what was not timed is no candidate
  double max_ulp = 0;             // largest error known on the domain; NaN where there is none
  std::string worst_input;        // that shows it, as decimal
  std::string worst_bits;
  bool beyond = false;       // that input lies in a bin that reaches beyond the domain: the error counts all the same
  std::string inputs;        // which the error rests on: "exhaustive", "stratified + hunted"
  std::int64_t n = 0;        // how many; of bins that reach beyond the domain all
  std::string objection;     // why it is not chosen; empty: it keeps the bound
  bool lower_bound() const;  // not every input was tried
};

struct Choice {
  std::vector<Candidate> keeping;   // the bound, fastest first
  std::vector<Candidate> excluded;  // fastest first
  std::size_t told_apart = 0;  // place in `keeping` of the first whose interval of time lies beyond the first one's
  std::string missing;         // what the run lacks, so that there is nothing to choose from; else empty
  bool found() const { return !keeping.empty(); }
};

// Times are those of one thread, out of place, in the usual layout. An error counts as on the domain when its bin of
// the envelope has an input there; so do wrong NaNs and infinities. A wrong sign is an error above 1 ULP, and counts
// where its region and such an error meet the domain; overflow where its region meets it. Input sets without an
// envelope (weighted, hunted) count by their worst input where that lies on the domain, and, unless every input
// was tried, by any wrong output. The run must outlive the choice.
Choice choose(const Run& run, const ChooseRequest& request);

}  // namespace softplus_bench
