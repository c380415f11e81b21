#include <cmath>

#include "core/narrow.hpp"
#include "core/text.hpp"
#include "reference/function.hpp"
#include "suites/accuracy.hpp"

namespace softplus_bench {
namespace {

Value integer(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Value ulp_value(UlpError error) {
  if (const double whole = std::ldexp(error.value, error.scale); std::isfinite(whole)) return whole;
  return ulp_text(error);
}

Value magnitude_value(UlpError error) {
  error.value = std::abs(error.value);
  return ulp_value(error);
}

// "x", or "x;x2" as on the command line.
template <class Text>
std::string inputs_text(Text&& text, const FormatTraits& f, std::size_t n_inputs, const Witness& w) {
  return n_inputs == 1 ? text(f, w.input) : text(f, w.input) + ";" + text(f, w.input2);
}

void fill_statistics(Record& r, const FormatTraits& f, std::size_t n_inputs, const ErrorStatistics& s) {
  const auto share = [&](std::uint64_t count) { return static_cast<double>(count) / static_cast<double>(s.n); };
  const auto per_scored = [&](double sum) { return sum / static_cast<double>(s.n_scored); };
  r["n"] = integer(s.n);
  r["n_scored"] = integer(s.n_scored);
  if (s.n_scored != 0) {
    const Witness& worst = s.worst(f);
    r["max_ulp"] = magnitude_value(worst.error);
    r["max_ulp_input"] = inputs_text(decimal_text, f, n_inputs, worst);
    r["max_ulp_input_hex"] = inputs_text(hex_text, f, n_inputs, worst);
    r["max_ulp_input_bits"] = inputs_text(bits_text, f, n_inputs, worst);
    r["max_ulp_got_bits"] = bits_text(f, worst.got);
    r["max_ulp_want_bits"] = bits_text(f, worst.want);
    r["min_signed_ulp"] = ulp_value(s.lowest.error);
    r["max_signed_ulp"] = ulp_value(s.highest.error);
    r["mean_ulp"] = per_scored(static_cast<double>(s.sum_abs) / grid_per_ulp);
    r["rms_ulp"] = std::sqrt(per_scored(s.sum_squares.to_double())) / grid_per_ulp;
    r["bias_ulp"] = per_scored(static_cast<double>(s.sum_signed) / grid_per_ulp);
    r["p50_ulp"] = s.histogram.percentile(0.5);
    r["p90_ulp"] = s.histogram.percentile(0.9);
    r["p99_ulp"] = s.histogram.percentile(0.99);
    r["p999_ulp"] = s.histogram.percentile(0.999);
    r["max_relative_eps"] = s.max_relative_eps;
    r["max_integer_ulp"] = integer(s.max_integer_ulp);
    r["conditioning_excess"] = s.max_conditioning_excess;
  }
  r["share_correctly_rounded"] = share(s.count(correctly_rounded));
  r["share_faithful"] = share(s.count(faithful));
  r["n_above_1"] = integer(s.n_above_1);
  r["n_above_2"] = integer(s.n_above_2);
  r["n_above_4"] = integer(s.n_above_4);
  r["n_wrong_nan"] = integer(s.count(wrong_nan));
  r["n_wrong_infinity"] = integer(s.count(wrong_infinity));
  r["n_early_overflow"] = integer(s.count(early_overflow));
  r["n_missed_overflow"] = integer(s.count(missed_overflow));
  r["n_wrong_sign"] = integer(s.count(wrong_sign));
  r["n_zero_sign"] = integer(s.count(zero_sign));
  r["n_flushed"] = integer(s.count(flushed));
  if (s.first_zero_sign.any) r["zero_sign_witness_bits"] = inputs_text(bits_text, f, n_inputs, s.first_zero_sign);
}

void fill_decreases(Record& r, const FormatTraits& f, const ErrorStatistics& s) {
  r["n_decreases"] = integer(s.n_decreases);
  if (s.first_decrease.any) r["decrease_witness_bits"] = bits_text(f, s.first_decrease.input);
}

void fill_claim(Record& r, const FormatTraits& f, std::size_t n_inputs, const Claim& claim, const ErrorStatistics& s) {
  if (!claim.exists()) return;
  r["claim_ulp"] = claim.max_ulp;
  r["claim_lower"] = claim.on.lower;
  r["claim_upper"] = claim.on.upper;
  r["n_above_claim"] = integer(s.n_above_claim);
  r["n_claim_violations"] = integer(s.n_claim_violations);
  if (!s.first_violation.any) return;
  r["claim_witness_bits"] = inputs_text(bits_text, f, n_inputs, s.first_violation);
  r["claim_witness_got_bits"] = bits_text(f, s.first_violation.got);
  r["claim_witness_want_bits"] = bits_text(f, s.first_violation.want);
}

}  // namespace

Claim claim_of(const AccuracyJob& job, const Implementation& implementation) {
  if (job.rounding != Rounding::nearest) return {};
  return visit_format(job.format, [&]<class T>(std::type_identity<T>) { return implementation.variant<T>().claim; });
}

std::vector<Record> accuracy_records(const AccuracyJob& job, const ImplementationAccuracy& accuracy,
                                     std::uint64_t seed) {
  const FormatTraits& f = traits(job.format);
  const Implementation& implementation = *accuracy.implementation;
  const std::size_t n_inputs = job.function->inputs;
  const auto new_record = [&](std::string_view region) {
    Record r(RecordKind::accuracy);
    r["schema_version"] = static_cast<std::int64_t>(schema_version);
    r["function"] = std::string(implementation.function);
    r["implementation"] = std::string(implementation.name);
    r["format"] = std::string(f.name);
    r["target"] = std::string(name_of(implementation.target));
    if (!implementation.library.empty()) r["library"] = std::string(implementation.library);
    if (job.parameters) r["parameters"] = job.parameters->text();
    r["region"] = std::string(region);
    r["inputs"] = job.inputs;
    r["rounding"] = std::string(name_of(job.rounding));
    if (job.inputs != "exhaustive") r["seed"] = integer(seed);
    r["status"] = std::string("ok");
    return r;
  };
  Record overall = new_record("overall");
  if (!accuracy.failure.empty()) {
    overall["status"] = std::string("failed");
    overall["reason"] = accuracy.failure;
    return {overall};
  }
  const Claim claim = claim_of(job, implementation);
  const ErrorStatistics all = accuracy.overall(f);
  fill_statistics(overall, f, n_inputs, all);
  fill_claim(overall, f, n_inputs, claim, all);
  const bool ordered = job.sampler->consecutive() && job.function->increasing;
  if (ordered) fill_decreases(overall, f, all);
  if (job.with_envelope) overall.envelope = accuracy.envelope;
  overall.histogram = all.histogram.bins();
  std::vector<Record> records{std::move(overall)};
  if (!job.per_region) return records;
  for (const auto& [region, statistics] : accuracy.regions) {
    if (statistics.n == 0) continue;
    Record r = new_record(region);
    fill_statistics(r, f, n_inputs, statistics);
    fill_claim(r, f, n_inputs, claim, statistics);
    if (ordered) fill_decreases(r, f, statistics);
    records.push_back(std::move(r));
  }
  return records;
}

}  // namespace softplus_bench
