#include "cli/page_extras.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>

#include "cli/thresholds.hpp"
#include "core/parameters.hpp"
#include "core/statistics.hpp"
#include "core/usage_error.hpp"
#include "reference/oracle.hpp"
#include "reports/notation.hpp"

namespace softplus_bench::cli {
namespace {

// Figures enough for a curve over a whole format, and few enough that a page of every function has room for them.
constexpr int most_kappas = 96;

void add_conditioning(Landmarks& landmarks, const FormatTraits& f, const Oracle& oracle) {
  const EnvelopeGrid grid = default_envelope_grid(f);
  const int step = (grid.bins() + most_kappas - 1) / most_kappas;
  for (int bin = 0; bin < grid.bins(); bin += step) {
    const std::uint64_t bits = grid.bounds(f, bin).first;
    const double kappa = oracle.condition_estimate(bits);
    if (!std::isfinite(kappa)) continue;
    landmarks.kappa_bits.push_back(bits);
    landmarks.kappa.push_back(kappa);
  }
}

Landmarks landmarks_of(const Function& function, const FormatTraits& f, const std::string& parameters) {
  Landmarks landmarks{std::string(function.name), std::string(f.name), parameters, {}, {}, {}};
  const double beta = parameters.empty() ? 1 : parse_parameters(parameters).beta_in(f);
  landmarks.regions = region_spans(function, f, beta);
  if (function.inputs == 1) add_conditioning(landmarks, f, Oracle(function, f, Rounding::nearest, beta));
  return landmarks;
}

}  // namespace

std::vector<RegionSpan> region_spans(const Function& function, const FormatTraits& f, double beta) {
  std::vector<RegionSpan> spans;
  if (function.pair_region != nullptr) return spans;
  Oracle oracle(function, f, Rounding::nearest, beta);
  std::int64_t first = -static_cast<std::int64_t>(f.infinity_bits());
  for (const RegionCut& cut : function.regions(f, oracle)) {
    spans.push_back({std::string(cut.name), first, cut.last_ordinal});
    first = cut.last_ordinal + 1;
  }
  return spans;
}

PageExtras page_extras(const Run& run) {
  PageExtras extras;
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  std::set<std::string> ids;
  for (const Record& r : run.records) {
    if (r.kind != RecordKind::accuracy) continue;
    if (r.text("region") == "overall" && ids.insert(r.id()).second)
      if (auto at = thresholds_of(r); !at.empty()) extras.thresholds.emplace_back(r.id(), std::move(at));
    const std::tuple key{r.text("function"), r.text("format"), r.text("parameters")};
    if (!seen.insert(key).second) continue;
    const auto& [name, format_name, parameters] = key;
    const Function* function = find_function(name);
    const FormatTraits* format = find_format(format_name);
    if (function == nullptr || format == nullptr) continue;
    try {
      extras.landmarks.push_back(landmarks_of(*function, *format, parameters));
    } catch (const UsageError&) {
      // A stored run may name parameters that no program of today knows: its page has no landmarks then.
    }
  }
  return extras;
}

}  // namespace softplus_bench::cli
