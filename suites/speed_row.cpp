#include "suites/speed_row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reference/function.hpp"
#include "suites/device_speed.hpp"
#include "suites/thread_crew.hpp"

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
  if (row.layout != 0) name += fmt::format("/{}", layouts[row.layout].name);
  return name;
}

InputRecipe recipe_of(const SpeedRow& row) {
  return input_recipe(row.implementation->function, row.input_mix, row.format, row.parameters);
}

FootprintPlan footprint_of(const SpeedRow& row, const CacheSizes& caches, std::size_t memory_limit_bytes) {
  if (const Target target = row.implementation->target; is_device(target)) {
    const OpenDevice* device = open_device(target);  // none while it is planned
    return plan_device_footprint(row.footprint, row.format, device != nullptr ? device->facts : DeviceFacts{});
  }
  return plan_footprint(row.footprint, caches, memory_limit_bytes, row.threads);
}

namespace {

std::string reason_against_layout(const SpeedRow& row) {
  const Layout& layout = layouts[row.layout];
  if (row.layout != 0 && row.implementation->target != Target::scalar)
    return "other layouts are timed of scalar kernels only";
  if (layout.output_bytes != 0 && row.in_place) return "in place there is no second array to be moved";
  if (!layout.copied) return {};
  const bool moves = visit_format(row.format, [&]<class T>(std::type_identity<T>) {
    return moved_code(reinterpret_cast<void*>(row.implementation->variant<T>().kernel), layout.code_bytes) != nullptr;
  });
  return moves ? "" : "this system does not run code that was moved";
}

}  // namespace

std::string reason_to_skip(const SpeedRow& row, const FootprintPlan& plan) {
  const bool exists = visit_format(
      row.format, [&]<class T>(std::type_identity<T>) { return row.implementation->variant<T>().kernel != nullptr; });
  if (!exists) return fmt::format("has no {} kernel", traits(row.format).name);
  if (const unsigned cores = available_cores(); row.threads > cores)
    return fmt::format("{} threads, and this process may use {} core{}", row.threads, cores, cores == 1 ? "" : "s");
  if (!plan.feasible) return plan.note;
  if (std::string reason = recipe_of(row).reason; !reason.empty()) return reason;
  return reason_against_layout(row);
}

}  // namespace softplus_bench
