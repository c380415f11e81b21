#include "suites/worker_rows.hpp"

#include "core/usage_error.hpp"
#include "suites/controls.hpp"
#include "suites/devices.hpp"
#include "suites/host_targets.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"

namespace softplus_bench {
namespace {

bool is_timed_here(const Implementation& implementation) {
  return !is_device(implementation.target) && why_unavailable(implementation).empty();
}

bool has_format(const Implementation& implementation, FormatId format) {
  return visit_format(format,
                      [&]<class T>(std::type_identity<T>) { return implementation.variant<T>().kernel != nullptr; });
}

struct Found {
  const Implementation* implementation = nullptr;
  FormatId format{};
};

Found find_row(std::string_view id) {
  const auto is_it = [&](const Implementation& implementation, FormatId format) {
    return has_format(implementation, format) && row_id(implementation, format) == id;
  };
  for (const FormatTraits& format : all_formats) {
    for (const Implementation* control : {&copy_control, &relu_control()})
      if (is_it(*control, format.id)) return {control, format.id};
    for (const Implementation* implementation : implementation_catalogue())
      if (is_it(*implementation, format.id)) return {implementation, format.id};
  }
  return {};
}

}  // namespace

std::string timed_row_id(const SpeedRow& row) {
  const std::string id = row_id(*row.implementation, row.format);
  return row.parameters_text.empty() ? id : id + "[" + row.parameters_text + "]";
}

std::vector<std::string> timed_row_ids() {
  std::vector<std::string> ids;
  for (const Implementation* implementation : implementation_catalogue()) {
    if (!is_timed_here(*implementation)) continue;
    for (const FormatTraits& format : all_formats)
      if (has_format(*implementation, format.id)) ids.push_back(row_id(*implementation, format.id));
  }
  return ids;
}

SpeedRow timed_row(std::string_view id) {
  std::optional<Parameters> parameters;
  std::string_view plain = id;
  if (const std::size_t bracket = id.find('['); bracket != std::string_view::npos && id.ends_with(']')) {
    parameters = parse_parameters(id.substr(bracket + 1, id.size() - bracket - 2));
    plain = id.substr(0, bracket);
  }
  const Found found = find_row(plain);
  if (found.implementation == nullptr) throw UsageError("this build has no row " + std::string(id));
  if (!is_timed_here(*found.implementation)) throw UsageError("this build cannot time " + std::string(id) + " here");
  load_peers({&found.implementation, 1});
  SpeedRow row;
  row.format = found.format;
  set_implementation(row, *found.implementation, parameters);
  return row;
}

}  // namespace softplus_bench
