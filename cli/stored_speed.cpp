#include "cli/stored_speed.hpp"

#include <algorithm>
#include <array>

#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "suites/filter.hpp"
#include "suites/host_targets.hpp"
#include "suites/machine_class.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"
#include "suites/plugins.hpp"

namespace softplus_bench::cli {
namespace {

namespace fs = std::filesystem;

// The facts of the file's first line that are as here.
std::size_t common_facts(const fs::path& file, const Facts& here) {
  const Facts stored = read_class(file);
  return static_cast<std::size_t>(std::count_if(here.begin(), here.end(), [&](const auto& fact) {
    return std::find(stored.begin(), stored.end(), fact) != stored.end();
  }));
}

}  // namespace

fs::path stored_folder(const std::string& baseline, std::string_view lane) {
  std::error_code error;
  if (!baseline.empty() && !fs::is_directory(baseline, error))
    throw UsageError("--baseline " + baseline + " is no folder: give the one that holds the snapshots");
  return fs::path(baseline.empty() ? "suites/baseline" : baseline) / lane;
}

std::optional<StoredFile> stored_file(const fs::path& folder, const Facts& facts) {
  std::error_code error;
  const fs::path own = folder / file_name_of(facts);
  if (fs::exists(own, error)) return StoredFile{own, read_class(own) == facts};
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == ".jsonl") others.push_back(entry.path());
  if (others.empty()) return std::nullopt;
  std::sort(others.begin(), others.end());
  const auto nearest = std::max_element(others.begin(), others.end(), [&](const fs::path& a, const fs::path& b) {
    return common_facts(a, facts) < common_facts(b, facts);
  });
  return StoredFile{*nearest, false};
}

Suite speed_suite(const RequestOptions& request) {
  if (!request.suite.empty())
    if (Suite suite = load_suite(request.suite); suite.speed) return suite;
  return load_suite("gate_speed");
}

std::string id_of(const SpeedRow& row) {
  std::string id = row_id(*row.implementation, row.format);
  return row.parameters_text.empty() ? id : id + "[" + row.parameters_text + "]";
}

std::vector<SpeedRow> speed_rows(const RequestOptions& options) {
  load_plugins(options.plugins);
  Request request;
  request.suite = speed_suite(options);
  request.accuracy = request.properties = request.claims = false;
  std::vector<SpeedRow> rows = make_plan(request, implementation_catalogue()).speed;
  std::erase_if(rows, [&](const SpeedRow& row) { return !is_asked_for(options, id_of(row)); });
  if (!rows.empty() || (options.filters.empty() && options.targets.empty())) return rows;
  request.targets = options.targets;
  request.filters = options.filters;
  return make_plan(request, implementation_catalogue()).speed;
}

std::vector<std::string> rows_to_time(const RequestOptions& options) {
  std::vector<std::string> ids;
  for (const SpeedRow& row : speed_rows(options))
    if (const std::string id = id_of(row); std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  return ids;
}

bool is_asked_for(const RequestOptions& request, const std::string& id) {
  const std::string plain = id.substr(0, id.find('['));
  const std::string target = plain.substr(plain.rfind('/') + 1);
  if (!request.targets.empty() &&
      std::find(request.targets.begin(), request.targets.end(), target) == request.targets.end())
    return false;
  const std::array<std::string_view, 2> names{id, plain};
  return Filter(request.filters).accepts_any(names);
}

std::string why_not_here(const std::string& id) {
  try {
    FormatId format{};
    std::optional<Parameters> parameters;
    return why_unavailable(implementation_of_row(id, format, parameters));
  } catch (const UsageError&) {
    return "there is no such row";
  }
}

}  // namespace softplus_bench::cli
