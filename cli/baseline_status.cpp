// baseline status: which snapshots there are, and which of them this machine uses.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/baseline.hpp"
#include "cli/baseline_speed.hpp"
#include "cli/session.hpp"
#include "cli/snapshot_files.hpp"
#include "reports/plain_text.hpp"
#include "suites/facts.hpp"

namespace softplus_bench::cli {
namespace {

using Json = nlohmann::ordered_json;

Json summary(const AccuracySnapshot& snapshot, const std::filesystem::path& folder, bool fits) {
  std::size_t corpus = 0;
  std::map<std::string_view, std::size_t> entries_of;
  for (const AccuracyEntry& entry : snapshot.entries) {
    if (entry.is_corpus()) ++corpus;
    ++entries_of[entry.accepted];
  }
  Json acceptances = Json::array();
  for (const Acceptance& each : snapshot.acceptances)
    acceptances.push_back(
        {{"on", each.on}, {"commit", each.commit}, {"why", each.why}, {"entries", entries_of[each.name]}});
  return {{"key", snapshot.key},
          {"file", snapshot_file(folder, snapshot.key).string()},
          {"fits", fits},
          {"rows", snapshot.entries.size() - corpus},
          {"corpus_inputs", corpus},
          {"acceptances", std::move(acceptances)}};
}

std::string in_words(const Json& snapshot) {
  std::string text =
      fmt::format("{}: {}; {} rows, {} inputs of the corpus\n", snapshot["file"].get<std::string>(),
                  snapshot["fits"].get<bool>() ? "fits this machine" : "of another libm or instruction set",
                  snapshot["rows"].get<std::size_t>(), snapshot["corpus_inputs"].get<std::size_t>());
  for (const Json& each : snapshot["acceptances"])
    text += fmt::format("  {}  {}  {} entries: {}\n", each["on"].get<std::string>(), each["commit"].get<std::string>(),
                        each["entries"].get<std::size_t>(), plain_text(each["why"].get<std::string>()));
  return text;
}

}  // namespace

void accuracy_status(const BaselineOptions& options) {
  const std::filesystem::path folder = baseline_folder(options.baseline, true);
  const std::string here = snapshot_key(build_and_library_facts());
  Json snapshots = Json::array();
  bool any_fits = false;
  for (const std::string& key : snapshot_keys(folder)) {
    snapshots.push_back(summary(load_snapshot(folder, key), folder, key == here));
    any_fits = any_fits || key == here;
  }
  const std::vector<StoredFileStatus> stored = stored_speed_status(options.baseline);
  if (options.json) {
    Json speed = Json::array();
    for (const StoredFileStatus& each : stored)
      speed.push_back({{"file", each.path.string()}, {"fits", each.fits}, {"entries", each.entries}});
    print(Json{{"folder", folder.string()}, {"machine", here}, {"snapshots", std::move(snapshots)}, {"speed", speed}}
              .dump(2) +
          "\n");
    return;
  }
  for (const Json& each : snapshots) print(in_words(each));
  for (const StoredFileStatus& each : stored)
    print(fmt::format("{}: {}; {} entries\n", each.path.string(),
                      each.fits ? "fits this machine" : "of another class of machine or build", each.entries));
  if (!any_fits)
    print(fmt::format(
        "no snapshot of {} in {}: the gate judges claims only here; softplus-bench baseline accept '*' --why TEXT "
        "takes one\n",
        here, folder.string()));
}

}  // namespace softplus_bench::cli
