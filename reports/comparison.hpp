// What differs between two stored runs: a baseline and a run made after it. Nothing is measured here, and nothing has a
// tolerance.
//
// Only what was measured on the same inputs, in the same rounding mode, can be better or worse. A maximum over another
// sample may be larger because of the sample: such a difference is said to be not comparable, save where the figures
// settle it (a larger error at the same input, or above the maximum over every input there is). Times are information.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"
#include "reports/gate.hpp"

namespace softplus_bench {

// Most severe first; what follows `changed_claim` is an improvement, or time.
enum class ChangeKind : std::uint8_t {
  broken_claim,         // broken, and was not
  wrong_outputs,        // more NaN, infinities or signs that are wrong
  lost_row,             // failed or gone, and was measured
  larger_error,         // max_ulp
  violated_property,    // hard properties and special values
  fewer_exact,          // share_correctly_rounded
  new_row,              // was not measured
  changed_claim,        // another bound, or none any more
  mended_claim,         // met, and was broken
  fewer_wrong_outputs,  //
  found_row,            // measured, and had failed
  smaller_error,        //
  kept_property,        //
  more_exact,           //
  speed                 // ratios to a control whose intervals do not overlap
};

// What a change says of the run that came after.
enum class Standing : std::uint8_t { worse, not_comparable, other, better, information };
constexpr std::string_view name_of(Standing standing) {
  constexpr std::string_view names[] = {"worse", "not comparable", "new", "better", "information"};
  return names[static_cast<std::size_t>(standing)];
}

// In a few words, with the unit of `before` and `now`: "larger max error (ULP)".
std::string_view words_of(ChangeKind kind);

struct Change {
  ChangeKind kind = ChangeKind::speed;
  Standing standing = Standing::information;
  std::string id;      // the row's, without a region
  std::string region;  // where it is about one region; else empty
  std::string function;
  std::string format;
  std::string what;          // how the inputs were chosen; the property; the conditions of a time
  std::string before;        // as a reader wants it
  std::string now;           //
  std::string exact_before;  // every digit; empty where there is no figure
  std::string exact_now;
  std::string input_bits;  // where it shows: the worst input or the witness; empty where none was recorded
  std::string got_bits;
  std::string want_bits;
  std::string note;       // why it is not comparable, or what else is known
  std::string reproduce;  // a command line
  double size = 0;        // larger is more; only for the order of changes of one kind
};

struct FactChange {
  std::string name;
  std::string before;  // empty: the run did not say
  std::string now;
};

struct Comparison {
  std::string before_id;  // run_id of the baseline
  std::string now_id;
  std::vector<Change> changes;           // by standing, kind and size
  std::vector<FactChange> identity;      // what run_id is a hash of, and differs
  std::vector<std::string> notes;        // what a reader must know of all changes
  std::size_t rows_compared = 0;         // errors or properties, on equal inputs
  std::size_t rows_of_other_inputs = 0;  // measured in both, not on equal inputs
  std::size_t rows_not_measured = 0;     // measured before, not now
  bool lacks_kind = false;               // the baseline has errors, or properties, and the run none at all

  std::size_t rows(Standing standing) const;  // how many rows have such a change
  // failed: something is worse. missing: nothing is, as far as it could be compared. passed: nothing is.
  Verdict verdict() const;
  // The answer to "is anything wrong since the baseline?" in a sentence or two.
  std::string words() const;
};

Comparison compare_runs(const Run& before, const Run& now);

}  // namespace softplus_bench
