// Going on with the run in a folder.
#pragma once

#include <filesystem>
#include <optional>

#include "core/record.hpp"
#include "reports/checkpoint.hpp"
#include "suites/plan.hpp"

namespace softplus_bench::cli {

// What an earlier attempt left.
struct Earlier {
  Run run;
  std::optional<StoredCheckpoint> stored;
  // Nothing is left to do. A checkpoint says that there is, even of a run that its time budget ended in good order.
  bool finished() const { return run.complete && !stored; }
};

// Throws UsageError or UnreadableRun.
Earlier load_earlier(const std::filesystem::path& folder);
// Throws UsageError, which says what differs, unless `now` is the same work: figures of two builds or two requests
// never stand in one table.
void require_same_work(const Earlier& earlier, const Run& now, const std::filesystem::path& folder);
// Makes `plan` what is left of it, and `run` the earlier one with the records that are kept. Returns how far it is.
Checkpoint go_on_with(const Earlier& earlier, Plan& plan, Run& run);

}  // namespace softplus_bench::cli
