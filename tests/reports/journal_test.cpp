#include "reports/journal.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "reports/file.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;

namespace {

struct JournalFile {
  sb::sample::TemporaryFolder folder;
  std::filesystem::path path = folder.path / "run.jsonl";

  std::unique_ptr<sb::Journal> write(const sb::Run& run) const {
    auto journal = sb::Journal::create(path, run);
    for (const auto& record : run.records) journal->accept(record);
    for (const auto& omission : run.omissions) journal->accept(omission);
    return journal;
  }
  void append(const std::string& text) const { std::ofstream(path, std::ios::app) << text; }
};

}  // namespace

TEST_CASE("a finished journal reads back as the run") {
  const JournalFile file;
  const sb::Run run = sb::sample::small_run();
  file.write(run)->finish(run);
  CHECK((sb::read_journal(file.path) == run));
}

TEST_CASE("records are in the file before the journal is closed") {
  const JournalFile file;
  const sb::Run run = sb::sample::small_run();
  const auto journal = file.write(run);
  CHECK(sb::read_journal(file.path).records.size() == run.records.size());
}

TEST_CASE("a journal without its end is an incomplete run with all its records") {
  const JournalFile file;
  sb::Run run = sb::sample::small_run();
  file.write(run);
  run.complete = false;
  run.reference.clear();
  CHECK((sb::read_journal(file.path) == run));
}

TEST_CASE("a torn last line is passed over wherever it is torn") {
  const JournalFile file;
  const sb::Run run = sb::sample::small_run();
  file.write(run);
  const std::string whole = sb::read_file(file.path);
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t length = last; length < whole.size(); length += 7) {
    sb::write_file(file.path, whole.substr(0, length));
    const sb::Run back = sb::read_journal(file.path);
    CHECK_FALSE(back.complete);
    CHECK(back.records == run.records);
    CHECK(back.omissions.empty());
  }
}

TEST_CASE("a resumed journal holds what is kept, without torn line, omissions and end, and goes on") {
  const JournalFile file;
  const sb::Run run = sb::sample::small_run();
  REQUIRE(run.records.size() > 1);
  REQUIRE_FALSE(run.omissions.empty());
  file.write(run)->finish(run);
  file.append("{\"kind\":\"accu");
  sb::Run kept = sb::read_journal(file.path);
  kept.records = {run.records[0]};
  const auto journal = sb::Journal::resume(file.path, kept);
  journal->accept(run.records[1]);
  const sb::Run back = sb::read_journal(file.path);
  CHECK_FALSE(back.complete);
  CHECK(back.omissions.empty());
  CHECK(back.records == std::vector{run.records[0], run.records[1]});
}

TEST_CASE("a resumed journal ends with the bytes of an undisturbed one") {
  const JournalFile undisturbed;
  sb::Run run = sb::sample::small_run();
  const auto all = sb::Journal::create(undisturbed.path, run);
  for (const auto& omission : run.omissions) all->accept(omission);
  for (const auto& record : run.records) all->accept(record);
  all->finish(run);

  const JournalFile file;
  file.write(run);
  sb::Run kept = run;
  kept.records = {run.records[0]};
  const auto journal = sb::Journal::resume(file.path, kept);
  for (std::size_t i = 1; i < run.records.size(); ++i) journal->accept(run.records[i]);
  for (const auto& omission : run.omissions) journal->accept(omission);
  journal->finish(run);
  CHECK(sb::read_file(file.path) == sb::read_file(undisturbed.path));
  CHECK((sb::read_journal(file.path) == run));
}

TEST_CASE("a damaged line in the middle is an error that names its number") {
  const JournalFile file;
  file.write(sb::sample::small_run());
  file.append("rubbish\n{\"kind\":\"omission\",\"id\":\"a\",\"reason\":\"b\"}\n");
  CHECK_THROWS_AS(sb::read_journal(file.path), sb::UnreadableRun);
  CHECK_THROWS_WITH(sb::read_journal(file.path), Catch::Contains("run.jsonl:6: "));
}

TEST_CASE("an empty file and one without the first line are no journals") {
  const JournalFile file;
  file.append("");
  CHECK_THROWS_AS(sb::read_journal(file.path), sb::UnreadableRun);
  file.append("{\"kind\":\"omission\",\"id\":\"a\",\"reason\":\"b\"}\n");
  CHECK_THROWS_AS(sb::read_journal(file.path), sb::UnreadableRun);
}

TEST_CASE("a full disk stops the journal with an error") {
  CHECK_THROWS_WITH(sb::Journal::create("/dev/full", sb::sample::small_run()),
                    "cannot write /dev/full: No space left on device");
}

TEST_CASE("several threads may write to one journal") {
  const JournalFile file;
  const sb::Run run = sb::sample::small_run();
  const auto journal = sb::Journal::create(file.path, run);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) journal->accept(run.records[0]);
    });
  for (auto& thread : threads) thread.join();
  const sb::Run back = sb::read_journal(file.path);
  REQUIRE(back.records.size() == 200);
  CHECK(std::all_of(back.records.begin(), back.records.end(), [&](const auto& r) { return r == run.records[0]; }));
}
