#include "suites/properties/special.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"
#include "reference/function.hpp"
#include "suites/executor/host.hpp"

namespace softplus_bench {
namespace {

constexpr std::array<std::string_view, 2> either_zero{"negative_binary_entropy", "relu"};

bool same(const PropertiesJob& job, std::uint64_t got, std::uint64_t want) {
  const FormatTraits& f = traits(job.format);
  if (is_nan(f, want)) return is_nan(f, got);
  const bool either = std::find(either_zero.begin(), either_zero.end(), job.function->name) != either_zero.end();
  // With a beta the value due is no number that formulas have as a constant: its neighbours are good enough.
  if (job.parameters && is_normal(f, want) && std::abs(ordinal(f, got) - ordinal(f, want)) <= 1) return true;
  return got == want || (either && is_zero(f, got) && is_zero(f, want));
}

// The entries, and NaN where they have none.
std::vector<SpecialValue> entries_of(const Function& function) {
  std::vector<SpecialValue> entries(function.special_values.begin(), function.special_values.end());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto add = [&](double x, double x2, std::string_view why) {
    const bool known = std::any_of(entries.begin(), entries.end(), [&](const SpecialValue& each) {
      return std::isnan(each.x) == std::isnan(x) && std::isnan(each.x2) == std::isnan(x2);
    });
    if (!known) entries.push_back({x, nan, why, x2});
  };
  add(nan, 0, "NaN precedes everything");
  if (function.inputs == 2) {
    add(1, nan, "NaN precedes everything");
    add(nan, infinity, "NaN precedes everything, also beside an infinity");
  }
  return entries;
}

}  // namespace

std::vector<SpecialOutcome> measure_special_values(const PropertiesJob& job, const Implementation& implementation,
                                                   ExactValues& exact) {
  const FormatTraits& f = traits(job.format);
  const bool pair = job.function->inputs == 2;
  HostExecutor executor(implementation, f, 1, Rounding::nearest, job.parameters);
  std::vector<SpecialOutcome> outcomes;
  for (const SpecialValue& entry : entries_of(*job.function)) {
    SpecialOutcome outcome;
    outcome.x = narrow_bits(f, entry.x);
    outcome.x2 = narrow_bits(f, entry.x2);
    const auto differs = [&](double x, std::uint64_t bits) { return widen(f, bits) != x && !std::isnan(x); };
    outcome.name = "special:" + shortest(entry.x) + (pair ? ";" + shortest(entry.x2) : "");
    if (differs(entry.x, outcome.x) || (pair && differs(entry.x2, outcome.x2)))
      outcome.skipped = "the input is no number of " + std::string(f.name);
    const auto one = [](std::uint64_t& bits) { return std::span<std::uint64_t>(&bits, 1); };
    const std::span<const std::uint64_t> second(&outcome.x2, pair ? 1 : 0);
    exact.fill(one(outcome.x), second, one(outcome.want));
    executor.run(one(outcome.x), second, one(outcome.got));
    outcome.statement = decimal_text(f, outcome.want) + ": " + std::string(entry.why);
    outcome.holds = same(job, outcome.got, outcome.want);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace softplus_bench
