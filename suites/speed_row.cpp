#include "suites/speed_row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reference/function.hpp"

namespace softplus_bench {

std::optional<Metric> metric_named(std::string_view name) {
  const auto place = std::find(std::begin(metric_names), std::end(metric_names), name);
  if (place == std::end(metric_names)) return std::nullopt;
  return static_cast<Metric>(place - std::begin(metric_names));
}

void set_implementation(SpeedRow& row, const Implementation& implementation,
                        const std::optional<Parameters>& parameters) {
  row.implementation = &implementation;
  const Function* function = find_function(implementation.function);  // null of the control kernels
  row.two_inputs = function != nullptr && function->inputs == 2;
  if (function == nullptr || function->betas.empty()) return;
  const Parameters given = parameters.value_or(Parameters());
  const auto values = given.values_in(traits(row.format));
  row.parameters.assign(values.begin(), values.end());
  row.parameters_text = given.text();
}

std::string speed_row_name(const SpeedRow& row) {
  const Implementation& implementation = *row.implementation;
  std::string name = fmt::format("{}/{}/{}/{}", implementation.function, implementation.name, traits(row.format).name,
                                 name_of(implementation.target));
  if (!row.parameters_text.empty()) name += fmt::format("[{}]", row.parameters_text);
  name += fmt::format("/{}/{}/{}", name_of(row.metric), name_of(row.footprint), name_of(row.input_mix));
  if (row.in_place) name += "/in_place";
  if (row.threads != 1) name += fmt::format("/threads:{}", row.threads);
  return name;
}

std::string reason_to_skip(const SpeedRow& row, const FootprintPlan& plan) {
  const bool exists = visit_format(
      row.format, [&]<class T>(std::type_identity<T>) { return row.implementation->variant<T>().kernel != nullptr; });
  if (!exists) return fmt::format("has no {} kernel", traits(row.format).name);
  if (row.threads != 1) return "timing with more than one thread is not supported yet";
  if (!plan.feasible) return plan.note;
  return {};
}

}  // namespace softplus_bench
