#include "reports/view.hpp"

#include <catch2/catch.hpp>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using sb::sample::accuracy_row;
using sb::sample::speed_row;

namespace {

sb::Run view_of_records(std::vector<sb::Record> records) {
  sb::Run run = sb::sample::small_run();
  run.records = std::move(records);
  return run;
}

std::vector<std::string> labels(const std::vector<const sb::Row*>& rows) {
  std::vector<std::string> result;
  for (const auto* row : rows) result.push_back(row->label);
  return result;
}

}  // namespace

TEST_CASE("the frontier holds what nothing else beats in both error and time") {
  const sb::Run run = view_of_records({accuracy_row("exact", "binary32", 0.5), speed_row("exact", "binary32", 60),
                                       accuracy_row("good", "binary32", 0.9), speed_row("good", "binary32", 1),
                                       accuracy_row("dominated", "binary32", 0.95),
                                       speed_row("dominated", "binary32", 1), accuracy_row("fast", "binary32", 3.4),
                                       speed_row("fast", "binary32", 0.5), accuracy_row("untimed", "binary32", 0.5)});
  const sb::View view = view_of(run);
  REQUIRE(view.groups.size() == 1);
  CHECK(labels(frontier(view.groups[0])) == std::vector<std::string>{"exact", "good", "fast"});
  CHECK(fastest_within(view.groups[0], 4)->label == "fast");
  CHECK(fastest_within(view.groups[0], 1)->label == "good");
  CHECK(fastest_within(view.groups[0], 0.5)->label == "exact");
  CHECK(fastest_within(view.groups[0], 0.4) == nullptr);
}

TEST_CASE("an implementation with one wrong output is never recommended") {
  sb::Record wrong = accuracy_row("log1p", "binary32", 0.6);
  wrong[GENERATE("n_wrong_nan", "n_wrong_infinity", "n_early_overflow", "n_missed_overflow", "n_wrong_sign")] =
      std::int64_t{1};
  const sb::Run run = view_of_records({wrong, speed_row("log1p", "binary32", 0.1)});
  const sb::View view = view_of(run);
  CHECK(frontier(view.groups[0]).empty());
  CHECK(fastest_within(view.groups[0], 4) == nullptr);
}

TEST_CASE("the time of an implementation is that of its usual layout") {
  sb::Record moved = speed_row("symmetric", "binary32", 1);
  moved["layout"] = "code+16";
  const sb::Run run =
      view_of_records({accuracy_row("symmetric", "binary32", 1), moved, speed_row("symmetric", "binary32", 2)});
  CHECK(view_of(run).groups[0].rows[0].ns() == 2);
}

TEST_CASE("of several input sets the worst error counts") {
  sb::Record hunted = accuracy_row("symmetric", "binary64", 1.7);
  hunted["inputs"] = "hunted";
  const sb::Run run = view_of_records({accuracy_row("symmetric", "binary64", 1.1), hunted});
  const sb::View view = view_of(run);
  REQUIRE(view.groups[0].rows.size() == 1);
  CHECK(view.groups[0].rows[0].max_ulp() == 1.7);
}

TEST_CASE("inputs chosen for their errors give the maximum and leave shares to the others") {
  for (const auto* inputs : {"hunted", "corpus"}) {
    sb::Record chosen = accuracy_row("symmetric", "binary64", 1.7);
    chosen["inputs"] = inputs;
    const sb::Run run = view_of_records({chosen, accuracy_row("symmetric", "binary64", 1.1)});
    const sb::View view = view_of(run);
    const sb::Row& row = view.groups[0].rows[0];
    CHECK(row.accuracy == &run.records[0]);
    CHECK(row.sample == &run.records[1]);
    CHECK(row.counted() == row.sample);
    const sb::Run alone = view_of_records({chosen});
    const sb::View lone_view = view_of(alone);
    const sb::Row& lone = lone_view.groups[0].rows[0];
    CHECK(lone.sample == nullptr);
    CHECK(lone.counted() == lone.accuracy);
  }
}

TEST_CASE("a wrong output beside a larger error without one still rules a row out") {
  sb::Record corpus = accuracy_row("log1p", "binary64", 1.7);
  corpus["inputs"] = "corpus";
  sb::Record sampled = accuracy_row("log1p", "binary64", 1.1);
  sampled["n_wrong_infinity"] = std::int64_t{1};
  const sb::Run run = view_of_records({sampled, corpus});
  CHECK(view_of(run).groups[0].rows[0].wrong());
}

TEST_CASE("speeds under other conditions are not mixed") {
  sb::Record dram = speed_row("fast", "binary32", 0.1);
  dram["footprint"] = "DRAM";
  const sb::Run run = view_of_records({accuracy_row("fast", "binary32", 1), dram, speed_row("fast", "binary32", 2),
                                       accuracy_row("slow", "binary32", 2), speed_row("slow", "binary32", 3)});
  const sb::View view = view_of(run);
  CHECK(view.groups[0].conditions.footprint == "L1");
  CHECK(view.groups[0].rows[0].ns() == 2);
}

TEST_CASE("failed rows are set apart and formats come from wide to narrow") {
  sb::Record failed = accuracy_row("crash", "binary64", 0);
  failed["status"] = "failed";
  sb::Record of_corpus = failed;
  of_corpus["inputs"] = "corpus";
  const sb::Run run =
      view_of_records({failed, of_corpus, accuracy_row("a", "bfloat16", 1), accuracy_row("a", "binary64", 1)});
  const sb::View view = view_of(run);
  CHECK(view.not_run.size() == 1);  // one row, one reason
  REQUIRE(view.groups.size() == 2);
  CHECK(view.groups[0].format == "binary64");
  CHECK(view.groups[0].rows.size() == 1);
}

TEST_CASE("controls that are only timed are groups without accuracy") {
  sb::Record copy = speed_row("copy", "binary32", 0.1);
  copy["function"] = "control";
  const sb::Run run = view_of_records({accuracy_row("a", "binary32", 1), copy});
  const sb::View view = view_of(run);
  REQUIRE(view.groups.size() == 2);
  CHECK(view.groups[0].has_accuracy());
  CHECK_FALSE(view.groups[1].has_accuracy());
}

TEST_CASE("rows are numbered through all groups, in the order of the view") {
  const sb::Run run = sb::sample::quick_run(20);
  const sb::View view = sb::view_of(run);
  REQUIRE(view.groups.size() > 1);
  std::size_t next = 0;
  for (const auto& group : view.groups)
    for (const auto& row : group.rows) CHECK(row.number == next++);
}
