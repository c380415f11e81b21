#include "suites/worker_rows.hpp"

#include "core/usage_error.hpp"
#include "suites/controls.hpp"
#include "suites/devices.hpp"
#include "suites/executor/host.hpp"
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

std::string broken_contract(const SpeedRow& row, const FootprintPlan& plan, std::uint64_t seed) {
  const std::size_t n = plan.block_bytes * 8 / static_cast<std::size_t>(traits(row.format).bits);
  const auto bits_of = [&](const Distribution& distribution, std::uint64_t from_seed) {
    std::vector<std::uint64_t> bits;
    visit_format(row.format, [&]<class T>(std::type_identity<T>) {
      for (const T value : speed_inputs<T>(distribution, n, from_seed)) bits.push_back(to_bits(value));
    });
    return bits;
  };
  const InputRecipe recipe = recipe_of(row);
  const auto x = bits_of(recipe.first, seed);
  const auto x2 = row.two_inputs ? bits_of(recipe.second, seed + 1) : std::vector<std::uint64_t>();
  std::vector<std::uint64_t> got(n);
  std::optional<Parameters> parameters;
  if (!row.parameters_text.empty()) parameters = parse_parameters(row.parameters_text);
  return HostExecutor(*row.implementation, traits(row.format), n, Rounding::nearest, parameters).run(x, x2, got);
}

}  // namespace softplus_bench
