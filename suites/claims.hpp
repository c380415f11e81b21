// The claims suite: what the texts say of softplus, each saying with a measured verdict.
//
// A claim gives one row for each figure (a format, a way of computing) and first a row over all of them, with the
// verdict. Verdicts follow from the figures; none is written down.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/implementation.hpp"
#include "core/record.hpp"

namespace softplus_bench {

// One way of computing a function in one format.
struct ClaimRow {
  const Implementation* implementation;
  FormatId format;
  friend bool operator==(const ClaimRow&, const ClaimRow&) = default;
};

struct ClaimsOptions {
  std::span<const ClaimRow> rows;  // that the claims are asked of
  std::uint64_t seed = 1;          // of sampled inputs and of the order of timing
  std::uint64_t samples = 60'000;  // of binary32 and binary64; the 16-bit formats are visited whole
  unsigned rounds = 100;           // of what is timed
  bool training = true;            // whether networks are trained
  double training_seconds = 20;    // for all of them, about
  unsigned threads = 1;            // of the errors in ULP; timing is on one
  const std::atomic<bool>* stop = nullptr;
};

struct ClaimDefinition {
  std::string_view id;
  std::string_view statement;
  double seconds;  // expected, but for what is timed
};

// In the order of the report.
std::span<const ClaimDefinition> claim_definitions();
std::vector<std::string_view> claim_names();

// Seconds the claim of this name is expected to take.
double planned_seconds(std::string_view claim, const ClaimsOptions& options);

// The summary first, then a record for each figure. A claim that cannot be measured (no exact values of a function it
// needs, a library that was not found) gives one row of status "skipped". Nothing when it was stopped.
std::optional<std::vector<Record>> measure_claim(std::string_view claim, const ClaimsOptions& options);

}  // namespace softplus_bench
