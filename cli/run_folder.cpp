#include "cli/run_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <algorithm>
#include <sstream>

#include "cli/page_extras.hpp"
#include "core/usage_error.hpp"
#include "reports/csv.hpp"
#include "reports/file.hpp"
#include "reports/html.hpp"
#include "reports/journal.hpp"
#include "reports/json.hpp"

namespace softplus_bench::cli {
namespace {
constexpr std::string_view report_files[] = {"accuracy.csv", "speed.csv", "run.json", "report.html"};

// The folder that was not named lies below the current one, which need not be the user's: / or another's.
IoError not_writable(std::string_view tried, const std::filesystem::path& folder, int error_number) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(folder, error);
  return IoError(fmt::format("{}: give -o DIR where you may write",
                             io_error(tried, error ? folder : absolute, error_number).what()));
}
}  // namespace

void write_run_files(const Run& run, const std::filesystem::path& folder) {
  const auto write = [&](const std::string& name, auto&& writer) {
    std::ostringstream text;
    writer(text);
    write_file(folder / name, text.str());
  };
  for (const RecordKind kind : all_record_kinds)
    write(std::string(name_of(kind)) + ".csv", [&](std::ostream& out) { write_csv(run, kind, out); });
  write("run.json", [&](std::ostream& out) { write_json(run, out); });
  write("report.html", [&](std::ostream& out) { write_html(run, out, page_extras(run)); });
}

void prepare_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
    throw UsageError(folder.string() + " is a file, not a folder: give another -o");
  if (std::filesystem::is_directory(folder, error) && !std::filesystem::is_empty(folder, error))
    throw UsageError(folder.string() + " already holds files: give another -o, or --resume to go on with a run");
  std::filesystem::create_directories(folder, error);
  if (error) throw not_writable("cannot make the folder", folder, error.value());
  if (access(folder.c_str(), W_OK) != 0) throw not_writable("cannot write into", folder, errno);
}

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) throw UsageError(io_error("cannot open the folder", folder, errno).what());
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(descriptor_);
    throw UsageError(folder.string() + ": another run is writing there; wait for its end or interrupt it");
  }
}

FolderLock::~FolderLock() { ::close(descriptor_); }

void remove_reports(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const auto is_of = [&](std::string_view file) { return name.starts_with(fmt::format(".{}.", file)); };
    const bool report = std::find(std::begin(report_files), std::end(report_files), name) != std::end(report_files);
    const bool half_written =
        name.ends_with(".tmp") && (is_of("run.jsonl") || is_of("checkpoint.json") ||
                                   std::any_of(std::begin(report_files), std::end(report_files), is_of));
    if (report || half_written) std::filesystem::remove(entry.path());
  }
}

Run load_run(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::exists(folder / "run.json", error)) return read_json_file(folder / "run.json");
  if (std::filesystem::exists(folder / "run.jsonl", error)) return read_journal(folder / "run.jsonl");
  throw UsageError(folder.string() +
                   " holds no run (neither run.json nor run.jsonl): give the folder that 'run -o' wrote");
}

}  // namespace softplus_bench::cli
