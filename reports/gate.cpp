#include "reports/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>

#include "reports/notation.hpp"

namespace softplus_bench {
namespace {

// What is wrong with the witness besides an error in ulp, in the words of docs/definitions.md; empty where nothing is.
std::string wrong_verdict_of(const ClaimVerdict& v) {
  const FormatTraits* format = find_format(v.format);
  const auto got = parse_bits(v.witness_got_bits);
  const auto want = parse_bits(v.witness_want_bits);
  if (format == nullptr || !got || !want) return "the claim is broken";
  const bool negative_got = is_negative(*format, *got);
  const bool negative_want = is_negative(*format, *want);
  if (is_nan(*format, *got) && !is_nan(*format, *want)) return "NaN where a number is due";
  if (is_nan(*format, *want)) return "a number where NaN is due";
  if (is_infinite(*format, *got) && is_infinite(*format, *want)) return "infinity of the wrong sign";
  if (is_infinite(*format, *got)) return "infinity where a finite number is due";
  if (is_infinite(*format, *want)) return "finite where infinity is due";
  if (negative_got != negative_want && !is_zero(*format, *got) && !is_zero(*format, *want)) return "wrong sign";
  return "";
}

std::string fault_of(const ClaimVerdict& v) {
  const std::string wrong = wrong_verdict_of(v);
  return wrong.empty() ? fmt::format("error above {} ULP", shortest(v.claim_ulp)) : wrong;
}

// Answers that are lost are worse than any error; of errors how many ulp the row's largest lies beyond the claim.
double severity_of(const ClaimVerdict& v) {
  if (v.verdict != Verdict::failed) return 0;
  if (!wrong_verdict_of(v).empty()) return std::numeric_limits<double>::infinity();
  return std::max(0.0, std::strtod(v.max_ulp.c_str(), nullptr) - v.claim_ulp);
}

// Runs of before there were modes have none: to nearest.
Rounding rounding_of(const Record& row) {
  if (row.kind != RecordKind::accuracy) return Rounding::nearest;
  return rounding_named(row.text("rounding")).value_or(Rounding::nearest);
}

ClaimVerdict judge(const Record& row) {
  ClaimVerdict v;
  v.id = row.id();
  v.format = row.text("format");
  v.inputs = row.text("inputs");
  v.max_ulp = text_of(row["max_ulp"]);
  v.n = row.integer("n");
  const auto end_of_interval = [&](std::string_view column, double otherwise) {
    return row.has(column) ? row.number(column) : otherwise;
  };
  v.claim_lower = end_of_interval("claim_lower", -std::numeric_limits<double>::infinity());
  v.claim_upper = end_of_interval("claim_upper", std::numeric_limits<double>::infinity());
  const auto say = [&](Verdict verdict, std::string reason) {
    v.verdict = verdict;
    v.reason = std::move(reason);
    return v;
  };
  const std::string why = row.text("reason");
  if (row.text("status") == "skipped") return say(Verdict::skipped, why.empty() ? "no reason given" : why);
  const double claim = row.number("claim_ulp");
  const bool failed = row.text("status") == "failed";
  if (!failed && rounding_of(row) != Rounding::nearest)
    return say(Verdict::skipped, "claims speak of rounding to nearest");
  if (!failed && !row.has("claim_ulp")) return say(Verdict::skipped, "no claim");
  if (!failed && !(std::isfinite(claim) && claim >= 0)) return say(Verdict::missing, "the run's claim is no limit");
  if (claim >= 0) v.claim_ulp = claim;
  if (failed) return say(Verdict::missing, "the row failed: " + (why.empty() ? "no reason given" : why));
  if (v.n <= 0) return say(Verdict::missing, "no input was evaluated");
  if (!std::holds_alternative<std::int64_t>(row["n_claim_violations"]))
    return say(Verdict::missing, "the run did not count the claim's violations");
  v.n_violations = row.integer("n_claim_violations");
  if (v.n_violations == 0) return say(Verdict::passed, "");
  v.witness_bits = row.text("claim_witness_bits");
  v.witness_got_bits = row.text("claim_witness_got_bits");
  v.witness_want_bits = row.text("claim_witness_want_bits");
  return say(Verdict::failed, fault_of(v));
}

ClaimVerdict absent(const std::string& id, const Run& run) {
  ClaimVerdict v;
  v.id = id;
  const auto omission =
      std::find_if(run.omissions.begin(), run.omissions.end(), [&](const Omission& o) { return o.id == id; });
  v.verdict = omission != run.omissions.end() ? Verdict::skipped : Verdict::missing;
  v.reason = omission != run.omissions.end() ? omission->reason : "the run has no row for it";
  return v;
}

std::string bits_in_words(const std::string& format, const std::string& bits) {
  const FormatTraits* traits = find_format(format);
  if (bits.empty()) return "not recorded";
  return fmt::format("{} ({}, {})", decimal_of(traits, bits), hex_of(traits, bits), bits);
}

std::string interval(const ClaimVerdict& v) {
  return fmt::format("[{}, {}]", shortest(v.claim_lower), shortest(v.claim_upper));
}

CheckVerdict check_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::passed: return CheckVerdict::passed;
    case Verdict::failed: return CheckVerdict::failed;
    case Verdict::skipped: return CheckVerdict::skipped;
    case Verdict::missing: break;
  }
  return CheckVerdict::missing;
}

}  // namespace

Rounding rounding_of(const Run& run) {
  for (const Record& record : run.records)
    if (const Rounding rounding = rounding_of(record); rounding != Rounding::nearest) return rounding;
  return Rounding::nearest;
}

std::vector<ClaimVerdict> judge_claims(const Run& run, std::span<const std::string> expected) {
  std::vector<ClaimVerdict> verdicts;
  std::set<std::string> seen;
  for (const Record& record : run.records) {
    if (record.kind != RecordKind::accuracy) continue;
    if (const auto region = record.text("region"); !region.empty() && region != "overall") continue;
    verdicts.push_back(judge(record));
    seen.insert(verdicts.back().id);
  }
  for (const std::string& id : expected)
    if (seen.insert(id).second) verdicts.push_back(absent(id, run));
  if (!run.complete) {
    ClaimVerdict v;
    v.id = "run";
    v.reason = "the run was interrupted: what was left is not compared";
    verdicts.push_back(v);
  }
  return verdicts;
}

std::vector<GateCheck> checks_of(std::span<const ClaimVerdict> verdicts) {
  std::vector<GateCheck> checks;
  for (const ClaimVerdict& v : verdicts) {
    GateCheck check;
    check.id = v.id;
    check.conditions = v.inputs;
    check.verdict = check_verdict(v.verdict);
    check.finding = v.reason;
    if (v.verdict == Verdict::failed)
      check.finding +=
          fmt::format(" on {} of {} inputs; first at x = {}, got {}, want {}; claim {} ULP on {}", v.n_violations, v.n,
                      bits_in_words(v.format, v.witness_bits), bits_in_words(v.format, v.witness_got_bits),
                      bits_in_words(v.format, v.witness_want_bits), shortest(v.claim_ulp), interval(v));
    check.figures.emplace_back("max_ulp", v.max_ulp);
    if (v.claim_ulp >= 0) check.figures.emplace_back("claim_ulp", v.claim_ulp);
    check.format = v.format;
    check.input_bits = v.witness_bits;
    check.got_bits = v.witness_got_bits;
    check.want_bits = v.witness_want_bits;
    check.severity = severity_of(v);
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace softplus_bench
