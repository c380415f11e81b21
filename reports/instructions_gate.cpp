#include "reports/instructions_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace softplus_bench {
namespace {

template <class Value>
const Value* of_id(const std::vector<std::pair<std::string, Value>>& list, const std::string& id) {
  const auto place = std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.first == id; });
  return place != list.end() ? &place->second : nullptr;
}

}  // namespace

std::vector<GateCheck> judge_instructions(std::span<const StoredInstructions> entries, const InstructionCounts& counts,
                                          bool advisory) {
  std::vector<GateCheck> checks;
  for (const StoredInstructions& entry : entries) {
    GateCheck& check = checks.emplace_back();
    check.lane = Lane::instructions;
    check.id = entry.id;
    check.advisory = advisory;
    const double* now = of_id(counts.per_element, entry.id);
    if (now == nullptr) {
      const std::string* reason = of_id(counts.skipped, entry.id);
      check.verdict = reason != nullptr ? CheckVerdict::skipped : CheckVerdict::missing;
      check.finding = reason != nullptr ? *reason : "its instructions were not counted";
      continue;
    }
    const double growth = *now / entry.per_element - 1;
    check.figures = {{"instructions_per_element", *now}, {"stored_instructions_per_element", entry.per_element}};
    check.severity = std::log1p(growth);
    check.verdict = growth > tolerance_of_instructions ? CheckVerdict::failed : CheckVerdict::passed;
    if (std::abs(growth) > tolerance_of_instructions)
      check.finding = fmt::format("{} instructions an element: {:.6g}, and {:.6g} when stored ({:+.1f} %)",
                                  growth > 0 ? "more" : "fewer", *now, entry.per_element, growth * 100);
  }
  return checks;
}

}  // namespace softplus_bench
