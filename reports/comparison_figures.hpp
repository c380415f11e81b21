// Figures of two records of one row side by side.
#pragma once

#include <optional>
#include <string>

#include "core/record.hpp"
#include "reports/comparison.hpp"

namespace softplus_bench {

// -1, 0 or 1 as a is less than b, equal to it or greater, to the last bit, also beyond the range of double; nothing
// where one of them is no figure.
std::optional<int> compare_ulp(const Value& a, const Value& b);

// Two figures of ULP as they are printed: few digits, but as many as tell them apart.
struct Shown {
  std::string before;
  std::string now;
};
Shown display_ulps(const Value& before, const Value& now);

// A change of a row, with its names.
Change change_of(ChangeKind kind, Standing standing, const Record& row);
// Gives it the input of the row's largest error.
void show_worst(Change& change, const Record& row);

// What two accuracy rows were measured on.
struct InputsCompared {
  bool equal = false;       // the same inputs in the same rounding mode
  bool all_before = false;  // the earlier row is of every input, in the same mode and range
  bool all_now = false;     // the later one is
  std::string difference;   // in words, where they are not equal
};

// Appends what differs between two measured accuracy rows of one row.
void compare_figures(const Record& before, const Record& now, const InputsCompared& inputs,
                     std::vector<Change>& changes);
// The same of their claims; the row's largest error or the claim's witness shows it.
void compare_claims(const Record& now, const ClaimVerdict& claim_before, const ClaimVerdict& claim_now,
                    const InputsCompared& inputs, std::vector<Change>& changes);
// Of two measured properties.
void compare_properties(const Record& before, const Record& now, const InputsCompared& inputs,
                        std::vector<Change>& changes);
// Of two times under the same conditions.
void compare_times(const Record& before, const Record& now, std::vector<Change>& changes);

}  // namespace softplus_bench
