// run.jsonl: a run's journal, one JSON object a line, written as things are measured.
//
//   {"kind":"run", "schema_version", "run_id", "suite", "command", "identity", "circumstances"}   first
//   {"kind":"accuracy" | "speed" | "omission", ...}                                         as measured
//   {"kind":"end", "reference", "complete"}                                           when all was done
// A line reaches the kernel before accept() returns, so a killed process loses at most the line it was
// writing. The records are the objects of run.json.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "core/record.hpp"
#include "reports/record_json.hpp"

namespace softplus_bench {

// May be called from several threads. Every failure to write (a full disk) is an IoError, and then the
// journal ends with the last whole line.
class Journal final : public RecordSink {
 public:
  // A new journal; a file that is there is overwritten. Of `run` the facts that are known at the start
  // are written, and no records.
  static std::unique_ptr<Journal> create(const std::filesystem::path& path, const Run& run);
  // Goes on with the journal of an earlier attempt, which becomes that of `kept`: its facts and records, without
  // omissions and end. The file is replaced as a whole.
  static std::unique_ptr<Journal> resume(const std::filesystem::path& path, const Run& kept);

  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  ~Journal() override;

  void accept(const Record& record) override;
  void accept(const Omission& omission) override;
  // What was accepted so far is on the disk when this returns.
  void flush();
  // The last line, flushed to the disk; nothing is accepted afterwards. `run` is what was accepted, with reference
  // and complete. A resumed journal is replaced by `run` as a whole: what an undisturbed one would hold.
  void finish(const Run& run);

 private:
  Journal(const std::filesystem::path& path, int flags, bool resumed);
  void append(std::string line);

  std::mutex mutex_;
  std::filesystem::path path_;
  bool resumed_;
  int descriptor_ = -1;
};

// The run as far as the journal goes: `complete` is what its end says, and false where the end is missing
// (a killed writer). A last line that was not written whole is passed over. Throws IoError or UnreadableRun.
Run read_journal(const std::filesystem::path& path);

}  // namespace softplus_bench
