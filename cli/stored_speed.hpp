// The stored ratios of this machine's class, and which rows they speak of.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/gate.hpp"
#include "reports/speed_snapshot.hpp"
#include "suites/speed_row.hpp"
#include "suites/suite.hpp"

namespace softplus_bench::cli {

// The folder of what is stored of `lane` ("speed", "instructions") below --baseline; below suites/baseline where that
// is not given. It need not exist.
std::filesystem::path stored_folder(const std::string& baseline, std::string_view lane);

// The file of a class in it; where that is not there, the one whose class is nearest, if there is any. Throws
// UsageError where one cannot be read.
struct StoredFile {
  std::filesystem::path path;
  bool same_class = false;
};
std::optional<StoredFile> stored_file(const std::filesystem::path& folder, const Facts& facts);

// The suite that says what is timed: --suite where that has [speed], else gate_speed.
Suite speed_suite(const RequestOptions& request);

// The rows of that suite that --filter and --targets accept, without those that cannot run here; where the suite has
// none of them, whatever rows they accept. Loads the plug-ins.
std::vector<SpeedRow> speed_rows(const RequestOptions& request);

// "softplus_beta/symmetric/binary32/scalar[beta=3]"
std::string id_of(const SpeedRow& row);

// The ids of speed_rows, each once.
std::vector<std::string> rows_to_time(const RequestOptions& request);

// Whether --filter accepts the row, by its id with or without parameters.
bool is_asked_for(const RequestOptions& request, const std::string& id);

// Why the row cannot be called here ("this CPU has no AVX-512", "there is no such row"); empty when it can.
std::string why_not_here(const std::string& id);

}  // namespace softplus_bench::cli
