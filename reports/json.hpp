// run.json: a whole run as one JSON object, described by schema/run.schema.json.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string_view>

#include "core/record.hpp"
#include "reports/record_json.hpp"

namespace softplus_bench {

void write_json(const Run& run, std::ostream& out);

// The run that write_json wrote, equal to it. Throws UnreadableRun.
Run read_json(std::string_view text);
// The same from a file: IoError when it cannot be read; UnreadableRun names the path.
Run read_json_file(const std::filesystem::path& path);

}  // namespace softplus_bench
