// What the gate found: a check for each thing that it looked at, and what follows from all of them.
//
// The judges (claims, snapshot, speed) each add their checks; every output (terminal, JSON, JUnit, SARIF, Markdown,
// annotations) is written from this and nothing else.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/record.hpp"

namespace softplus_bench {

// passed, failed: compared. skipped: nothing to compare (no claim, a skip that the run names). missing: should have
// been compared and was not (a failed row, a row that is not there). inconclusive, unfit, suspect_layout: of speed
// alone, see core/speed_verdict.hpp; they fail with --strict only.
enum class CheckVerdict : std::uint8_t { passed, failed, skipped, missing, inconclusive, unfit, suspect_layout };
constexpr std::string_view name_of(CheckVerdict verdict) {
  constexpr std::string_view names[] = {"passed",       "failed", "skipped",       "missing",
                                        "inconclusive", "unfit",  "suspect_layout"};
  return names[static_cast<std::size_t>(verdict)];
}

// claim: the author's promise. snapshot: the row against what was accepted. corpus: one known bad input against what
// was accepted. contract: what a plug-in's row must keep whatever its answers are. speed: paired ratios of times.
// instructions: counted by valgrind.
enum class Lane : std::uint8_t { claim, snapshot, corpus, contract, speed, instructions };
constexpr std::string_view name_of(Lane lane) {
  constexpr std::string_view names[] = {"claim", "snapshot", "corpus", "contract", "speed", "instructions"};
  return names[static_cast<std::size_t>(lane)];
}
constexpr bool is_of_accuracy(Lane lane) { return lane <= Lane::contract; }

struct GateCheck {
  Lane lane = Lane::claim;
  std::string id;          // "softplus/naive/binary32/scalar", as Record::id() without a region
  std::string conditions;  // accuracy: how the inputs were chosen; speed: "throughput L1 uniform"
  CheckVerdict verdict = CheckVerdict::missing;
  std::string finding;  // one line, without the id: what broke, or why nothing was judged; may be empty when passed
  // Figures by name with their units: keys of the JSON output. Accuracy has max_ulp, claim_ulp and old_max_ulp (when
  // the snapshot was taken); speed and instructions have ratio, ratio_low and ratio_high (new over old, 1.12: 12 %
  // slower).
  std::vector<std::pair<std::string, Value>> figures;
  std::string format;      // of the bits
  std::string input_bits;  // of the worst or first witness; empty where there is none
  std::string got_bits;
  std::string want_bits;
  std::string old_bits;   // what was returned when the snapshot was taken
  std::string reproduce;  // a command line
  double severity = 0;    // failures of one lane are told in falling order: ulp beyond the limit, or the log ratio
  bool advisory = false;  // told, and never fails the gate
};

struct GateReport {
  std::vector<GateCheck> checks;
  std::vector<std::string> notes;      // what a reader must know, a line each: "claims only: ..."
  std::vector<std::string> proposals;  // improvements, a line each: told, never adopted
  Facts facts;                         // machine, commit, margin, noise floor, rounds, launches: in display order
  bool only_claims = false;     // no snapshot fits (another libm or ISA, other inputs, none): --strict makes that 6
  bool any_unaccepted = false;  // a row was measured that the snapshot has no entry for: likewise
  bool interrupted = false;
};

struct GateRule {
  bool allow_missing = false;
  bool strict = false;
};

// Advisory checks do not count.
struct GateCounts {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int missing = 0;
  int undecided = 0;  // inconclusive, unfit, suspect_layout
};
GateCounts count(std::span<const GateCheck> checks);

// 4: accuracy failed (wins over all). 3: speed failed. 6: something was missing and may not be, nothing at all was
// compared, or (strict) the snapshot could not be. 5: undecided (strict). Else 0. Interruption is the caller's.
int exit_code(const GateReport& report, const GateRule& rule = {});

// How much a check weighs with the reader and with the exit code. none: passed or skipped. note: advisory. warning:
// not compared or undecided, and allowed. error: what makes the exit code other than 0.
enum class Level : std::uint8_t { none, note, warning, error };
Level level_of(const GateCheck& check, const GateRule& rule);

// Failures first, lane by lane, the worst of each lane before the others; then missing, undecided, advisory, skipped
// and passed ones, each in the order in which they came.
std::vector<const GateCheck*> worst_first(const GateReport& report);

// How the gate ended, in one word: passed, speed, accuracy, undecided, incomplete, interrupted; "error" for other
// codes.
std::string_view outcome_of(int code);

// What the writers know besides the report.
struct GateEnding {
  int code = 0;
  GateRule rule{};
  std::string version;  // of the program
  std::string command;  // what the user typed, quoted for a shell
};

// The figure as text, "" where there is none of that name; as a number, NaN where there is none or it is no number.
std::string figure_text(const GateCheck& check, std::string_view name);
double figure(const GateCheck& check, std::string_view name);

// "gate: N passed, N failed, N skipped": skipped are all that neither passed nor failed.
std::string summary_line(const GateReport& report);

struct GateTextOptions {
  bool color = false;
  bool verbose = false;  // a line for each row that was skipped, however many have the same reason
};

// Notes, a line for each failure (worst first) with its witness, one for each that was missing or undecided, one for
// each that was skipped (four or more for one reason share a line), the proposals, and as the last line the summary.
// Control characters are blanks.
void print_report(const GateReport& report, std::ostream& out, const GateTextOptions& options = {});

}  // namespace softplus_bench
