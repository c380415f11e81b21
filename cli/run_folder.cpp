#include "cli/run_folder.hpp"

#include <unistd.h>
#include <sstream>

#include "core/usage_error.hpp"
#include "reports/csv.hpp"
#include "reports/file.hpp"
#include "reports/html.hpp"
#include "reports/journal.hpp"
#include "reports/json.hpp"

namespace softplus_bench::cli {

void write_run_files(const Run& run, const std::filesystem::path& folder) {
  const auto write = [&](const char* name, auto&& writer) {
    std::ostringstream text;
    writer(text);
    write_file(folder / name, text.str());
  };
  write("accuracy.csv", [&](std::ostream& out) { write_csv(run, RecordKind::accuracy, out); });
  write("speed.csv", [&](std::ostream& out) { write_csv(run, RecordKind::speed, out); });
  write("run.json", [&](std::ostream& out) { write_json(run, out); });
  write("report.html", [&](std::ostream& out) { write_html(run, out); });
}

void prepare_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
    throw UsageError(folder.string() + " is a file, not a folder: give another -o");
  if (std::filesystem::is_directory(folder, error) && !std::filesystem::is_empty(folder, error))
    throw UsageError(folder.string() + " already holds files: give another -o");
  std::filesystem::create_directories(folder, error);
  if (error) throw io_error("cannot make the folder", folder, error.value());
  if (access(folder.c_str(), W_OK) != 0) throw io_error("cannot write into", folder, errno);
}

Run load_run(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder / "run.json", error)) return read_json_file(folder / "run.json");
  if (std::filesystem::exists(folder / "run.jsonl", error)) return read_journal(folder / "run.jsonl");
  throw UsageError(folder.string() +
                   " holds no run (neither run.json nor run.jsonl): give the folder that 'run -o' wrote");
}

}  // namespace softplus_bench::cli
