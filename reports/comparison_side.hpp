// One of two runs that are compared, found by row and inputs.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"
#include "reports/comparison_figures.hpp"
#include "reports/gate.hpp"

namespace softplus_bench {

// Whether an accuracy record is of one region of the inputs.
bool is_region(const Record& record);
// Whether it has figures.
bool is_measured(const Record& record);
// The id of the implementation, without a region or a property.
std::string row_of(const Record& record);
// The text of a fact, "" where there is none.
std::string fact(const Facts& facts, std::string_view name);

// The facts that differ, in the order of the later ones.
std::vector<FactChange> differences_of(const Facts& before, const Facts& now);

// The run must outlive it. Of records that are alike the first counts.
struct Side {
  explicit Side(const Run& run);

  // What must be alike for two records to be compared.
  static std::string key_of(const Record& record);
  // The record of the same row and inputs; where one run has a sample of what the other tried all of, that. Null: none.
  const Record* like(const Record& record) const;
  // Whether a row, or any row, was measured.
  bool has(RecordKind kind, const std::string& row) const { return rows(kind).count(row) > 0; }
  bool has_any(RecordKind kind) const { return !rows(kind).empty(); }
  bool has_row(const std::string& row) const;
  // The verdict on an overall accuracy record of the run; null for every other record.
  const ClaimVerdict* claim_of(const Record& record) const;
  const std::set<std::string>& rows(RecordKind kind) const { return measured[static_cast<std::size_t>(kind)]; }

  const Run& run;
  std::vector<ClaimVerdict> claims;
  std::map<const Record*, const ClaimVerdict*> claims_of;
  std::map<std::string, const Record*> records;  // measured ones
  std::map<std::string, const Record*> not_run;  // failed and skipped ones, by row
  std::array<std::set<std::string>, all_record_kinds.size()> measured;
};

// Whether two records were measured on the same inputs.
InputsCompared compare_inputs(const Side& side_before, const Record& before, const Side& side_now, const Record& now);

}  // namespace softplus_bench
