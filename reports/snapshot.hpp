// The accuracy snapshot: what each row's errors were when somebody accepted them, with the reason.
//
// A text file a libm and instruction set, one JSON object a line, in this order, so that merging two branches is
// merging lines:
//   {"snapshot":"accuracy","schema_version":1,"key":"glibc-2.36-avx512"}
//   {"id":"softplus/log1p/binary16/scalar","inputs":"exhaustive","n":65536,"max_ulp":2.1,"x":"0x...","got":"0x...",
//    "want":"0x...","n_wrong_nan":1,"on":"2026-11-21","commit":"6402519807dd","why":"..."}    sorted by id, then inputs
// on one line each. Each says itself when and why it was accepted: a list of reasons would be one place that all
// branches change. A value that says nothing is left out: counts of 0, `want` where it is `got`, of one input of the
// corpus ("corpus:0x...") n and x, and "regions":{"exp_tail":1.9} where the largest error of the whole row is at most 1
// ulp. What reads it refuses every other form.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// The columns of an accuracy row that count wrong outputs: none may grow.
inline constexpr std::array<std::string_view, 7> wrong_verdicts{
    "n_wrong_nan",  "n_wrong_infinity", "n_early_overflow", "n_missed_overflow",
    "n_wrong_sign", "n_zero_sign",      "n_flushed"};

struct RegionMaximum {
  std::string region;
  std::string max_ulp;  // exact decimal
  // Of the run; the file does not hold them.
  std::string input_bits;
  std::string got_bits;
  std::string want_bits;
  // The figures alone.
  friend bool operator==(const RegionMaximum& a, const RegionMaximum& b) {
    return a.region == b.region && a.max_ulp == b.max_ulp;
  }
};

struct AccuracyEntry {
  std::string id;                    // as Record::id() without a region
  std::string inputs;                // how they were chosen: "exhaustive", "stratified", "corpus:0xc0000000"
  std::int64_t n = 0;                // inputs
  std::optional<std::int64_t> seed;  // of drawn inputs
  std::string max_ulp;               // exact decimal; empty: no output has an error in ulp
  std::string input_bits;            // where, what was returned and what is right; "a;b" of two inputs
  std::string got_bits;
  std::string want_bits;
  std::array<std::int64_t, wrong_verdicts.size()> wrong{};
  std::vector<RegionMaximum> regions;  // by name; a total loss in one hides what happens in the others
  std::string accepted;                // name of an Acceptance; empty: measured, not accepted

  bool is_corpus() const { return inputs.starts_with("corpus:"); }
  std::string_view format() const;
};
// Errors in ulp, exactly: the texts are doubles, and what is beyond them fits long double. -1 for no error.
long double ulp_from(std::string_view max_ulp);
// Whether all but `accepted` is equal.
bool same_figures(const AccuracyEntry& a, const AccuracyEntry& b);
// By id, then inputs.
bool before(const AccuracyEntry& a, const AccuracyEntry& b);

struct Acceptance {
  std::string name;    // a hash of the rest
  std::string on;      // YYYY-MM-DD
  std::string commit;  // of the program that measured
  std::string why;
  friend bool operator==(const Acceptance&, const Acceptance&) = default;
};
Acceptance acceptance(std::string on, std::string commit, std::string why);

struct AccuracySnapshot {
  std::string key;
  std::vector<Acceptance> acceptances;  // by name
  std::vector<AccuracyEntry> entries;   // sorted, no two of the same id and inputs
  const Acceptance* find(std::string_view name) const;
  void add(const Acceptance& acceptance);  // unless it is there
};

// What the bits of a result depend on besides the program: "glibc-2.36-avx512". The instruction set is the widest of
// those that our targets and the dispatch of libm know; GLIBC_TUNABLES, which changes the dispatch, gives a key of its
// own.
std::string snapshot_key(const Facts& identity);

// As the file holds it. Acceptances that no entry names are left out; each entry's must be there.
std::string text_of(const AccuracySnapshot& snapshot);
// Throws UsageError, one line with `path` and line number, for everything that text_of would not write.
AccuracySnapshot parse_snapshot(std::string_view text, std::string_view path);

// Of every row that was measured to nearest and did not fail, and each input of the corpus; sorted.
std::vector<AccuracyEntry> entries_of(const Run& run);

// Puts `measured` (sorted) in the place of what the snapshot has of the same id and inputs, or adds it. Entries whose
// figures are what they were keep their acceptance. Dropped is what the snapshot has of a measured row for inputs that
// it was not measured on, but for the corpus.
struct Merged {
  std::size_t changed = 0;
  std::size_t added = 0;
  std::size_t unchanged = 0;
  std::size_t dropped = 0;
};
Merged accept_into(AccuracySnapshot& snapshot, std::span<const AccuracyEntry> measured, const Acceptance& acceptance);

}  // namespace softplus_bench
