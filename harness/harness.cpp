// The façade include/softplus_bench/harness.hpp: what the suites find out becomes plain structures.
#include "softplus_bench/harness.hpp"

#include <fmt/format.h>

#include <cfenv>
#include <cmath>
#include <new>
#include <optional>
#include <sstream>
#include <thread>

#include "core/record.hpp"
#include "core/text.hpp"
#include "harness/work.hpp"
#include "reference/oracle.hpp"
#include "reports/json.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::facade {
namespace {

using harness::Accuracy;
using harness::Error;
using harness::Point;
using harness::Request;
using harness::Verdict;

constexpr int exact_digits = 30;

// Exact values are computed in the default environment, whatever the caller's is.
class DefaultEnvironment {
 public:
  DefaultEnvironment() {
    std::fegetenv(&before_);
    std::fesetenv(FE_DFL_ENV);
  }
  DefaultEnvironment(const DefaultEnvironment&) = delete;
  DefaultEnvironment& operator=(const DefaultEnvironment&) = delete;
  ~DefaultEnvironment() { std::fesetenv(&before_); }

 private:
  std::fenv_t before_{};
};

// Does the action; what it throws leaves as Error, the one type that users know.
template <class Action>
auto guarded(Action&& action) {
  try {
    const DefaultEnvironment environment;
    return action();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    throw Error(e.what());
  }
}

// A function at one point, and its value there.
struct Question {
  Question(const std::string& function_name, const std::string& format_name, const Point& at, std::uint64_t got = 0)
      : function(function_named(function_name)), f(format_named(format_name)) {
    for (const std::uint64_t each : {at.x, at.x2, got})
      if (f.bits < 64 && each >> f.bits != 0)
        throw Error(fmt::format("{:#x} has more than the {} bits of {}: give a number's bits, right aligned", each,
                                f.bits, f.name));
    if (function.inputs == 1 && at.x2 != 0)
      throw Error(fmt::format("{} has one input: x2 = {:#x} has no meaning", function.name, at.x2));
    const auto parameters = parameters_of(function, f, at.beta, default_threshold);
    oracle.emplace(function, f, Rounding::nearest, parameters ? parameters->beta_in(f) : 1);
    expected = (*oracle)(at.x, at.x2);
  }
  const Function& function;
  const FormatTraits& f;
  std::optional<Oracle> oracle;
  Expected expected;
};

double value_of(UlpError error) { return std::ldexp(error.value, error.scale); }

harness::Witness witness_of(const Witness& w) {
  if (!w.any) return {};
  return {w.input, w.input2, w.got, w.want, value_of(w.error)};
}

// Of the whole line, or of a region.
template <class Extremes>
void fill_extremes(Extremes& extremes, const FormatTraits& f, const ErrorStatistics& s) {
  extremes.n = s.n;
  extremes.max_ulp = s.n_scored != 0 ? std::abs(value_of(s.worst(f).error)) : std::nan("");
  if (s.n_scored != 0) extremes.worst = witness_of(s.worst(f));
}

std::string witness_text(const AccuracyJob& job, const harness::Witness& w) {
  const FormatTraits& f = traits(job.format);
  const auto number = [&](std::uint64_t bits) {
    return fmt::format("{} ({})", decimal_text(f, bits), bits_text(f, bits));
  };
  return fmt::format("x = {}{}, got {}, want {}", number(w.x),
                     job.function->inputs == 2 ? ", x2 = " + number(w.x2) : "", number(w.got), number(w.want));
}

// Those that break any claim.
std::uint64_t wrong_outputs(const harness::Counts& c) {
  return c.wrong_nan + c.wrong_infinity + c.early_overflow + c.missed_overflow + c.wrong_sign;
}

std::string summary_of(const Work& work, const Accuracy& accuracy) {
  const AccuracyJob& job = work.job;
  const Claim claim = claim_of(job, work.implementation);
  std::string text = fmt::format("{}/{}/{}", job.function->name, work.implementation.name, traits(job.format).name);
  if (job.parameters) text += "[" + job.parameters->text() + "]";
  if (accuracy.verdict == Verdict::failed) return text + " failed: " + accuracy.failure;
  if (claim.exists())
    text += fmt::format(" {} its claim of {} ulp from {} to {}", accuracy.verdict == Verdict::kept ? "keeps" : "breaks",
                        claim.max_ulp, claim.on.lower, claim.on.upper);
  const std::string inputs = fmt::format("{} {} inputs", accuracy.n, job.inputs);
  if (accuracy.verdict == Verdict::broken)
    return fmt::format("{} on {} of {}, first at {}", text, accuracy.n_violations, inputs,
                       witness_text(job, accuracy.violation));
  if (std::isnan(accuracy.max_ulp)) return fmt::format("{}: no output of {} has an error in ulp", text, inputs);
  const std::string largest = shortest(accuracy.max_ulp);
  const std::uint64_t wrong = wrong_outputs(accuracy.counts);
  // A wrong NaN or infinity has no error in ulp: the maximum says nothing of it.
  const std::string extent = wrong > 0 ? fmt::format("wrong on {} of {}, else at most {} ulp", wrong, inputs, largest)
                                       : fmt::format("at most {} ulp on all {}", largest, inputs);
  return fmt::format("{}: {}, at {}", text, extent, witness_text(job, accuracy.worst));
}

std::string json_of_run(const Work& work, const ImplementationAccuracy& measured, std::uint64_t seed) {
  Run run;
  run.suite = "harness";
  run.complete = true;
  run.identity = build_and_library_facts();
  run.identity.emplace_back("request",
                            fmt::format("{}, {}, seed {}", name_of(work.job), work.implementation.name, seed));
  run.run_id = hash_of(run.identity);
  run.records = accuracy_records(work.job, measured, seed);
  for (Record& record : run.records) record["run_id"] = run.run_id;
  std::ostringstream out;
  write_json(run, out);
  return out.str();
}

Verdict verdict_of(const ImplementationAccuracy& measured, const Claim& claim, const ErrorStatistics& all) {
  if (!measured.failure.empty()) return Verdict::failed;
  if (!claim.exists()) return Verdict::no_claim;
  return all.n_claim_violations > 0 ? Verdict::broken : Verdict::kept;
}

Accuracy accuracy_of(const Request& request) {
  const Work work(request);
  const FormatTraits& f = traits(work.job.format);
  AccuracyOptions options;
  options.threads = request.threads != 0 ? request.threads : std::thread::hardware_concurrency();
  const ImplementationAccuracy measured = measure_accuracy(work.job, options).implementations.front();
  const ErrorStatistics all = measured.overall(f);
  Accuracy accuracy;
  accuracy.verdict = verdict_of(measured, claim_of(work.job, work.implementation), all);
  accuracy.failure = measured.failure;
  if (accuracy.verdict != Verdict::failed) {
    fill_extremes(accuracy, f, all);
    accuracy.counts = {all.count(wrong_nan),       all.count(wrong_infinity), all.count(early_overflow),
                       all.count(missed_overflow), all.count(wrong_sign),     all.count(zero_sign),
                       all.count(flushed)};
    accuracy.n_violations = all.n_claim_violations;
    accuracy.violation = witness_of(all.first_violation);
    for (const auto& [name, statistics] : measured.regions) {
      if (statistics.n == 0) continue;
      accuracy.regions.emplace_back().name = name;
      fill_extremes(accuracy.regions.back(), f, statistics);
    }
  }
  accuracy.summary = summary_of(work, accuracy);
  accuracy.json = json_of_run(work, measured, request.seed);
  return accuracy;
}

}  // namespace
}  // namespace softplus_bench::facade

namespace softplus_bench::harness {

int abi_version() noexcept { return SOFTPLUS_BENCH_HARNESS_ABI; }
int schema_version() noexcept { return softplus_bench::schema_version; }

Error::Error(const std::string& what) : std::runtime_error(what) {}
Error::~Error() = default;

std::vector<FunctionInfo> functions() {
  std::vector<FunctionInfo> infos;
  for (const Function* each : function_table())
    infos.push_back(
        {std::string(each->name), std::string(each->definition), static_cast<int>(each->inputs), !each->betas.empty()});
  return infos;
}

std::vector<std::string> formats() {
  std::vector<std::string> names;
  for (const FormatTraits& f : all_formats) names.emplace_back(f.name);
  return names;
}

Exact exact(const std::string& function, const std::string& format, const Point& at) {
  return facade::guarded([&] {
    facade::Question asked(function, format, at);
    return Exact{asked.expected.rounded, asked.oracle->exact_text(at.x, at.x2, facade::exact_digits)};
  });
}

Score score(const std::string& function, const std::string& format, const Point& at, std::uint64_t got) {
  return facade::guarded([&] {
    facade::Question asked(function, format, at, got);
    const auto found = softplus_bench::score(asked.f, got, asked.expected);
    Score score;
    score.ulp_error =
        found.scored ? facade::value_of(asked.oracle->exact_error(at.x, at.x2, got, asked.expected)) : std::nan("");
    score.correctly_rounded = (found.verdicts & correctly_rounded) != 0;
    score.faithful = (found.verdicts & faithful) != 0;
    score.wrong = (found.verdicts & claim_breaking) != 0;
    return score;
  });
}

Accuracy measure(const Request& request) {
  return facade::guarded([&] { return facade::accuracy_of(request); });
}

}  // namespace softplus_bench::harness
