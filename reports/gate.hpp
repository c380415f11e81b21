// Judges the claims of a stored run: nothing is measured here.
//
// A claim is the author's promise beside an implementation: on every input of an interval at most
// claim_ulp, and no wrong NaN, infinity, sign or overflow. It is exact: no tolerance.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/record.hpp"
#include "core/rounding.hpp"
#include "reports/gate_report.hpp"

namespace softplus_bench {

// missing: a claim that should have been compared and was not (a failed row, a row that is not there).
// skipped: nothing to compare (no claim), or a skip that the run names.
enum class Verdict : std::uint8_t { passed, failed, skipped, missing };
constexpr std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"passed", "failed", "skipped", "missing"};
  return names[static_cast<std::size_t>(verdict)];
}

struct ClaimVerdict {
  std::string id;
  Verdict verdict = Verdict::missing;
  std::string reason;  // what broke, or why nothing was judged; empty when passed
  std::string format;
  std::string inputs;     // how they were chosen
  std::string max_ulp;    // measured over all inputs of the row, also outside the claim's interval
  double claim_ulp = -1;  // negative: no claim
  double claim_lower = 0;
  double claim_upper = 0;
  std::int64_t n = 0;             // inputs evaluated
  std::int64_t n_violations = 0;  // inputs that break the claim
  std::string witness_bits;       // the first of them; "" when there is none
  std::string witness_got_bits;
  std::string witness_want_bits;
};

// One verdict for each overall accuracy row in the run's order, then one for each expected id that the run
// has no row for: skipped when the run names a reason, else missing; and one, id "run", when the run was
// interrupted. `expected` holds ids like Record::id() without a region.
std::vector<ClaimVerdict> judge_claims(const Run& run, std::span<const std::string> expected = {});

// The mode that the run's accuracy was measured in. Claims speak of nearest: rows of another mode have none.
Rounding rounding_of(const Run& run);

// As checks of the gate, in the same order.
std::vector<GateCheck> checks_of(std::span<const ClaimVerdict> verdicts);

}  // namespace softplus_bench
