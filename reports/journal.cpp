#include "reports/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <string>

#include "reports/file.hpp"

namespace softplus_bench {
namespace {

void take_line(Run& run, const nlohmann::ordered_json& line, bool first) {
  const auto kind = line.at("kind").get<std::string>();
  if (first != (kind == "run")) throw UnreadableRun("a journal has one line of kind \"run\", its first");
  if (kind == "run") {
    check_schema_version(line);
    run.run_id = line.at("run_id").get<std::string>();
    run.suite = line.at("suite").get<std::string>();
    run.command = line.at("command").get<std::string>();
    run.identity = facts_from(line.at("identity"));
    run.circumstances = facts_from(line.at("circumstances"));
  } else if (kind == "end") {
    run.reference = facts_from(line.at("reference"));
    run.complete = line.at("complete").get<bool>();
  } else {
    run.complete = false;  // resumed after an end: complete again at the next one
    if (kind == "omission") run.omissions.push_back(omission_from(line));
    else run.records.push_back(record_from(line));
  }
}

std::string first_line(const Run& run) {
  return fmt::format(
      R"({{"kind":"run","schema_version":{},"run_id":{},"suite":{},"command":{},"identity":{},"circumstances":{}}})",
      schema_version, json_of(std::string_view(run.run_id)), json_of(std::string_view(run.suite)),
      json_of(std::string_view(run.command)), json_of(run.identity), json_of(run.circumstances));
}

std::string last_line(const Run& run) {
  return fmt::format(R"({{"kind":"end","reference":{},"complete":{}}})", json_of(run.reference), run.complete);
}

// All but the end, in the order of an undisturbed run: what the plan leaves out is known first.
std::string text_of(const Run& run) {
  std::string text = first_line(run) + '\n';
  for (const Omission& omission : run.omissions) text += json_of(omission) + '\n';
  for (const Record& record : run.records) text += json_of(record) + '\n';
  return text;
}

}  // namespace

Journal::Journal(const std::filesystem::path& path, int flags, bool resumed) : path_(path), resumed_(resumed) {
  descriptor_ = ::open(path.c_str(), flags | O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw io_error("cannot write", path, errno);
}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::unique_ptr<Journal> Journal::create(const std::filesystem::path& path, const Run& run) {
  std::unique_ptr<Journal> journal(new Journal(path, O_CREAT | O_TRUNC, false));
  journal->append(first_line(run));
  return journal;
}

std::unique_ptr<Journal> Journal::resume(const std::filesystem::path& path, const Run& kept) {
  Run start = kept;
  start.omissions.clear();
  write_file(path, text_of(start));
  return std::unique_ptr<Journal>(new Journal(path, 0, true));
}

void Journal::append(std::string line) {
  line += '\n';
  const std::lock_guard lock(mutex_);
  const off_t before = ::lseek(descriptor_, 0, SEEK_END);
  try {
    write_all(descriptor_, line, path_);
  } catch (...) {
    // Best effort: a part of a line would make the next one unreadable. A device has no length to restore.
    if (before >= 0 && ::ftruncate(descriptor_, before) != 0) errno = 0;
    throw;
  }
}

void Journal::accept(const Record& record) { append(json_of(record)); }
void Journal::accept(const Omission& omission) { append(json_of(omission)); }

void Journal::flush() {
  if (::fsync(descriptor_) != 0 && errno != EINVAL) throw io_error("cannot flush", path_, errno);
}

void Journal::finish(const Run& run) {
  if (resumed_) {
    write_file(path_, text_of(run) + last_line(run) + '\n');
  } else {
    append(last_line(run));
    flush();
  }
}

Run read_journal(const std::filesystem::path& path) {
  const std::string content = read_file(path);
  Run run;
  std::size_t number = 0;
  for (std::size_t start = 0; start < content.size();) {
    const std::size_t end = content.find('\n', start);
    if (end == std::string::npos) {  // the writer was killed in the middle of this line
      run.complete = false;
      break;
    }
    ++number;
    try {
      const std::string_view line = std::string_view(content).substr(start, end - start);
      take_line(run, nlohmann::ordered_json::parse(line), number == 1);
    } catch (const std::exception& e) {
      throw UnreadableRun(fmt::format("{}:{}: {}", path.string(), number, e.what()));
    }
    start = end + 1;
  }
  if (number == 0) throw UnreadableRun(path.string() + ": not a journal: it has no first line");
  return run;
}

}  // namespace softplus_bench
