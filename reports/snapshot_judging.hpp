// Holds a run's accuracy against a snapshot. Exact: there is no tolerance, and nothing is adopted.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/gate_report.hpp"
#include "reports/snapshot.hpp"

namespace softplus_bench {

// worse: a larger maximum, of the row or of a region, or more outputs of some wrong verdict, whatever else got better.
// incomparable: other inputs were asked for.
enum class Judgement : std::uint8_t { same, better, worse, incomparable };
struct EntryChange {
  Judgement judgement = Judgement::same;
  std::string words;    // "0.9 -> 1.93 ulp, wrong NaN 0 -> 2"; why it is incomparable; empty when same
  double severity = 0;  // by how many ulp the maximum grew, or by how many outputs a count
  bool larger = false;  // the maximum of the row or of a region is
  std::string region;   // whose maximum grew most, when that of the whole row did not
  std::string column;   // of the count that grew most; empty when none did
};
EntryChange change_between(const AccuracyEntry& accepted, const AccuracyEntry& measured);

// The first input of a row that has a wrong verdict, which the run does not hold.
struct WrongOutput {
  std::string input_bits;
  std::string got_bits;
  std::string want_bits;
};
using FindWrong = std::function<std::optional<WrongOutput>(const AccuracyEntry& measured, std::string_view column)>;

struct SnapshotVerdicts {
  std::vector<GateCheck> checks;  // of the lanes snapshot and corpus, sorted by id and inputs
  std::vector<std::string> proposals;
  std::size_t unknown = 0;  // rows and corpus inputs that the snapshot has no entry for
};

// A check for each entry that `asked` accepts and for each row measured: missing where the run has no comparable row
// for an entry, skipped where the snapshot has no entry for a row. `find_wrong` is asked where only a count grew.
SnapshotVerdicts judge_snapshot(const Run& run, const AccuracySnapshot& snapshot,
                                const std::function<bool(const std::string& id)>& asked,
                                const FindWrong& find_wrong = {});

}  // namespace softplus_bench
