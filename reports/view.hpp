// A run arranged for a reader: groups of one function in one format, a row an implementation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/format.hpp"
#include "core/record.hpp"
#include "reports/gate.hpp"

namespace softplus_bench {

// What must be alike for two times to be compared. Layouts of a kernel are rows beside each other.
struct SpeedConditions {
  std::string metric;
  std::string footprint;
  std::string input_mix;
  std::string in_place;
  std::string threads;
  friend bool operator==(const SpeedConditions&, const SpeedConditions&) = default;
  // "throughput, L1, uniform_20", and what else is not usual.
  std::string words() const;
};
SpeedConditions conditions_of(const Record& speed_row);

// Outputs that break any claim whatever their ULP, by kind.
struct Failures {
  std::int64_t nan = 0;
  std::int64_t infinity = 0;  // wrong infinities, early and missed overflow
  std::int64_t sign = 0;
  std::int64_t flushed = 0;  // zero for a number that is not: scored, breaks a claim only by its ULP
  bool any_wrong() const { return nan + infinity + sign > 0; }
};
Failures failures_of(const Record& accuracy_row);

struct Row {
  std::size_t number = 0;  // in the view, over all groups
  std::string label;       // "fused/avx2"; "symmetric" when scalar; parameters in brackets
  std::string id;
  const Record* accuracy = nullptr;      // the overall row of the largest max_ulp; null: none was measured
  const Record* sample = nullptr;        // the same among inputs that were not chosen for their errors; null: none
  const Record* speed = nullptr;         // the row at the group's conditions; null: none
  const ClaimVerdict* claim = nullptr;   // of any overall row: failed before missing before passed before skipped
  const Record* envelope = nullptr;      // the overall row that has one
  std::vector<const Record*> by_region;  // accuracy rows of single regions, in the run's order
  double max_ulp() const;                // NaN where unknown
  double ns() const;                     // NaN where unknown
  // Where shares, percentiles and counts are read from: of inputs chosen for their errors they say little.
  const Record* counted() const { return sample != nullptr ? sample : accuracy; }
  bool wrong() const;
};

struct Group {
  std::string function;
  std::string format;
  const FormatTraits* traits = nullptr;  // null for a format that this program does not know
  std::vector<Row> rows;                 // by max_ulp, unknown last
  SpeedConditions conditions;            // the ones most rows were timed under
  std::vector<SpeedConditions> all_conditions;
  bool has_accuracy() const;  // false for the controls copy and relu, which are only timed
  std::string title() const { return function + " · " + format; }
};

struct View {
  const Run* run = nullptr;
  std::vector<ClaimVerdict> claims;
  std::vector<Group> groups;           // functions in the run's order, formats from wide to narrow
  std::vector<const Record*> not_run;  // whose status is failed or skipped: each row and reason once
};

// The run must outlive the view.
View view_of(const Run& run);

// The rows that no other beats both in max_ulp and in time, from exact to fast; wrong ones do not compete.
std::vector<const Row*> frontier(const Group& group);
// The fastest row of at most `bound` ULP that has no wrong output; null where there is none.
const Row* fastest_within(const Group& group, double bound);

}  // namespace softplus_bench
