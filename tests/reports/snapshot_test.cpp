#include "reports/snapshot.hpp"

#include <catch2/catch.hpp>
#include <functional>

#include "core/usage_error.hpp"
#include "reports/snapshot_judging.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using Catch::Matchers::Contains;
using sb::AccuracyEntry;
using sb::AccuracySnapshot;
using sb::CheckVerdict;
using sb::Judgement;
using sb::Record;
using sb::Run;

namespace {

Record row(const std::string& implementation, double max_ulp) {
  Record r = sb::sample::accuracy_row(implementation, "binary32", max_ulp);
  r["inputs"] = "stratified";
  r["n"] = std::int64_t{17413};
  r["seed"] = std::int64_t{1};
  return r;
}

Record region(const std::string& implementation, const std::string& name, double max_ulp) {
  Record r = row(implementation, max_ulp);
  r["region"] = name;
  r["max_ulp_input_bits"] = "0xc0000000";
  return r;
}

Record corpus_input(const std::string& bits, double max_ulp) {
  Record r = row("log1p", max_ulp);
  r["inputs"] = "corpus:" + bits;
  r["n"] = std::int64_t{1};
  r["max_ulp_input_bits"] = bits;
  return r;
}

Run stored_run(std::vector<Record> records) {
  Run run = sb::sample::small_run();
  run.identity = {{"libm", "glibc 2.36"},
                  {"instruction sets", "x86-64 sse4.2 avx avx2 fma avx512f avx512bw avx512dq avx512vl"},
                  {"GLIBC_TUNABLES", "not set"}};
  run.records = std::move(records);
  run.omissions.clear();
  run.complete = true;
  return run;
}

// Two rows, of one its regions, one input of the corpus.
Run whole_run() {
  return stored_run({row("log1p", 2.25), region("log1p", "left", 0.75), region("log1p", "right", 2.25),
                     corpus_input("0xbfa1ff90", 1.5), row("symmetric", 0.9)});
}

AccuracySnapshot taken_of(const Run& run) {
  AccuracySnapshot snapshot;
  snapshot.key = sb::snapshot_key(run.identity);
  accept_into(snapshot, entries_of(run), sb::acceptance("2026-11-21", "6402519807dd", "first"));
  return snapshot;
}

bool all_rows(const std::string&) { return true; }

std::vector<CheckVerdict> verdicts_of(const Run& run, const AccuracySnapshot& snapshot) {
  std::vector<CheckVerdict> verdicts;
  for (const sb::GateCheck& check : judge_snapshot(run, snapshot, all_rows).checks) verdicts.push_back(check.verdict);
  return verdicts;
}

Record& find(Run& run, const std::string& id, const std::string& inputs) {
  return *std::find_if(run.records.begin(), run.records.end(),
                       [&](const Record& r) { return r.id() == id && r.text("inputs") == inputs; });
}

constexpr const char* log1p_row = "softplus/log1p/binary32/scalar";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), with);
}

}  // namespace

TEST_CASE("the key is libm and the widest instruction set, and tuning is another libm") {
  sb::Facts facts = whole_run().identity;
  CHECK(sb::snapshot_key(facts) == "glibc-2.36-avx512");
  facts[1].second = "x86-64 sse4.2 avx avx2 fma";
  CHECK(sb::snapshot_key(facts) == "glibc-2.36-avx2");
  facts[1].second = "x86-64 sse4.2 avx avx2";  // libm's AVX2 code needs FMA
  CHECK(sb::snapshot_key(facts) == "glibc-2.36-avx");
  facts[1].second = "x86-64 sse4.2";
  CHECK(sb::snapshot_key(facts) == "glibc-2.36-sse4");
  facts[1].second = "aarch64";
  CHECK(sb::snapshot_key(facts) == "glibc-2.36-aarch64");
  facts[2].second = "glibc.cpu.hwcaps=-AVX2";
  CHECK_THAT(sb::snapshot_key(facts), Catch::StartsWith("glibc-2.36-aarch64-tuned-"));
}

TEST_CASE("a snapshot reads back as it was written") {
  Run run = whole_run();
  run.records[4]["n_wrong_nan"] = std::int64_t{3};
  run.records[0]["max_ulp"] = "1.23457e+320";
  const AccuracySnapshot snapshot = taken_of(run);
  const std::string text = text_of(snapshot);
  const AccuracySnapshot again = sb::parse_snapshot(text, "a.jsonl");
  CHECK(text_of(again) == text);
  CHECK(again.key == "glibc-2.36-avx512");
  CHECK(again.acceptances == snapshot.acceptances);
  REQUIRE(again.entries.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(same_figures(again.entries[i], snapshot.entries[i]));
  CHECK(text.find("\n{\"id\":\"softplus/log1p/binary32/scalar\",\"inputs\":\"corpus:0xbfa1ff90\",\"max_ulp\":1.5,") !=
        std::string::npos);
}

TEST_CASE("regions are kept where the whole row's maximum may hide them") {
  const AccuracySnapshot snapshot = taken_of(whole_run());
  REQUIRE(snapshot.entries.size() == 3);
  CHECK(snapshot.entries[1].regions.size() == 2);
  CHECK(taken_of(stored_run({row("log1p", 0.9), region("log1p", "left", 0.9)})).entries[0].regions.empty());
}

TEST_CASE("whatever does not belong in a snapshot is refused with file and line") {
  const std::string text = text_of(taken_of(whole_run()));
  const auto [what, with, words] = GENERATE(table<std::string, std::string, std::string>({
      {R"("max_ulp":2.25)", R"("max_ulp":NaN)", "a.jsonl:3: not a JSON object"},
      {R"("max_ulp":2.25)", R"("max_ulp":"nan")", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":"inf")", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":1e999)", "a.jsonl:3: not a JSON object"},
      {R"("max_ulp":2.25)", R"("max_ulp":-2.25)", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":-0.0)", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":null)", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":"2.25")", "a.jsonl:3: 'max_ulp' must be a finite number"},
      {R"("max_ulp":2.25)", R"("max_ulp":2.250)", "a.jsonl:3: not as 'baseline accept' writes it"},
      {R"("max_ulp":2.25)", R"("max_ulp":2.25,"max_ulp":9.5)", "a.jsonl:3: not as 'baseline accept' writes it"},
      {R"("max_ulp":2.25)", R"("max_ulp":2.25,"tolerance":3)", "a.jsonl:3: unknown key 'tolerance'"},
      {R"("left":0.75)", R"("left":"inf")", "a.jsonl:3: 'left' must be a finite number"},
      {R"("n":17413,)", R"("n":0,)", "a.jsonl:3: 'n' must be a whole number, at least 1"},
      {R"("n":17413,)", R"("n":1.5,)", "a.jsonl:3: 'n' must be a whole number"},
      {R"("n":17413,)", "", "a.jsonl:3: no 'n'"},
      {R"("seed":1,)", "", "a.jsonl:3: no 'seed'"},
      {R"(0xc184cccd)", R"(0xc184ccc)", "a.jsonl:3: '0xc184ccc' of 'x' is not bits of binary32"},
      {R"("why":"first"})", R"("why":"first"} )", "a.jsonl:2: not as 'baseline accept' writes it"},
      {R"("why":"first")", R"("why":"")", "a.jsonl:2: 'why' must be a text"},
      {R"("why":"first")", R"("reason":"first")", "a.jsonl:2: no 'why'"},
      {R"("schema_version":1)", R"("schema_version":2)", "a.jsonl:1: written by a later version"},
      {R"({"snapshot":"accuracy",)", R"({)", "a.jsonl:1: not the head"},
      {"softplus/log1p/binary32/scalar", "softplus/zzz/binary32/scalar", "a.jsonl:3: softplus/log1p/binary32/scalar"},
      {"softplus/log1p/binary32/scalar", "softplus/log1p/binary31/scalar", "is no id"},
      {"corpus:0xbfa1ff90", "anything", "a.jsonl:2: 'inputs' is 'anything'"},
  }));
  CAPTURE(what, with);
  const std::string broken = replaced(text, what, with);
  CHECK_THROWS_AS(sb::parse_snapshot(broken, "a.jsonl"), sb::UsageError);
  CHECK_THROWS_WITH(sb::parse_snapshot(broken, "a.jsonl"), Contains(words));
}

TEST_CASE("a snapshot that was cut off or has an entry twice is refused") {
  const std::string text = text_of(taken_of(whole_run()));
  CHECK_THROWS_WITH(sb::parse_snapshot(text.substr(0, text.size() - 1), "a.jsonl"), Contains("a.jsonl:4: cut off"));
  CHECK_THROWS_WITH(sb::parse_snapshot("", "a.jsonl"), Contains("a.jsonl:1: empty"));
  const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
  CHECK_THROWS_WITH(sb::parse_snapshot(text + last, "a.jsonl"),
                    Contains("a.jsonl:5: softplus/symmetric/binary32/scalar"));
  CHECK_THROWS_WITH(sb::parse_snapshot(text + last, "a.jsonl"), Contains("twice there"));
}

TEST_CASE("a run passes against the snapshot of itself") {
  const Run run = whole_run();
  const auto verdicts = judge_snapshot(run, taken_of(run), all_rows);
  CHECK(verdicts.checks.size() == 3);
  for (const sb::GateCheck& check : verdicts.checks) CHECK(check.verdict == CheckVerdict::passed);
  CHECK(verdicts.proposals.empty());
  CHECK(verdicts.unknown == 0);
}

TEST_CASE("every single worsening fails, by as little as one bit") {
  const Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  const auto next = [](Record& r) { r["max_ulp"] = std::nextafter(r.number("max_ulp"), 1e9); };
  for (std::size_t i = 0; i < run.records.size(); ++i) {
    Run worse = run;
    next(worse.records[i]);
    CAPTURE(run.records[i].id(), run.records[i].text("inputs"));
    const auto verdicts = verdicts_of(worse, snapshot);
    CHECK(std::count(verdicts.begin(), verdicts.end(), CheckVerdict::failed) == 1);
  }
  for (const std::string_view column : sb::wrong_verdicts) {
    Run worse = run;
    find(worse, log1p_row, "stratified")[column] = std::int64_t{1};
    CAPTURE(column);
    const auto verdicts = verdicts_of(worse, snapshot);
    CHECK(std::count(verdicts.begin(), verdicts.end(), CheckVerdict::failed) == 1);
  }
}

TEST_CASE("one wrong verdict more fails whatever else got better") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  find(run, log1p_row, "stratified")["max_ulp"] = 0.5;
  find(run, log1p_row, "stratified")["n_zero_sign"] = std::int64_t{1};
  const auto verdicts = judge_snapshot(run, snapshot, all_rows, [](const AccuracyEntry&, std::string_view column) {
    CHECK(column == "n_zero_sign");
    return sb::WrongOutput{"0x80000000", "0x80000000", "0x00000000"};
  });
  CHECK(verdicts.checks[1].verdict == CheckVerdict::failed);
  CHECK_THAT(
      verdicts.checks[1].finding,
      Contains("2.25 -> 0.5 ulp") && Contains("zero of wrong sign 0 -> 1; the first at x = -0 (-0x0p+0, 0x80000000)"));
  CHECK(verdicts.checks[1].got_bits == "0x80000000");
}

TEST_CASE("a failure tells x, got, want and old") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  Record& corpus = find(run, log1p_row, "corpus:0xbfa1ff90");
  corpus["max_ulp"] = 4.25;
  corpus["max_ulp_got_bits"] = "0x33800001";
  const sb::GateCheck check = judge_snapshot(run, snapshot, all_rows).checks[0];
  CHECK(check.lane == sb::Lane::corpus);
  CHECK(check.verdict == CheckVerdict::failed);
  CHECK_THAT(check.finding,
             Contains("1.5 -> 4.25 ulp") && Contains("x = -1.2656116 (-0x1.43ff2p+0, 0xbfa1ff90)") &&
                 Contains("got 5.960465e-08 (0x1.000002p-24, 0x33800001)") && Contains("want 6.0676214e-08") &&
                 Contains("old 5.9604645e-08 (0x1p-24, 0x33800000), 1.5 ulp (accepted 2026-11-21: first)"));
  CHECK(check.old_bits == "0x33800000");
  CHECK(check.severity == 2.75);
}

TEST_CASE("a worse region is told with its own input") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  run.records[1]["max_ulp"] = 1.25;
  const sb::GateCheck check = judge_snapshot(run, snapshot, all_rows).checks[1];
  CHECK(check.verdict == CheckVerdict::failed);
  CHECK_THAT(check.finding, Contains("0.75 -> 1.25 ulp in left") && Contains("x = -2 "));
  CHECK(check.input_bits == "0xc0000000");
}

TEST_CASE("totals beyond double are compared") {
  Run run = stored_run({row("naive", 1)});
  run.records[0]["max_ulp"] = "1.23457e+320";
  const AccuracySnapshot snapshot = taken_of(run);
  CHECK(verdicts_of(run, snapshot) == std::vector{CheckVerdict::passed});
  run.records[0]["max_ulp"] = "1.23457e+321";
  CHECK(verdicts_of(run, snapshot) == std::vector{CheckVerdict::failed});
  run.records[0]["max_ulp"] = 1e308;
  CHECK(verdicts_of(run, snapshot) == std::vector{CheckVerdict::passed});
}

TEST_CASE("what got better passes and is proposed, and the snapshot stays") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  const std::string text = text_of(snapshot);
  find(run, log1p_row, "stratified")["max_ulp"] = 1.5;
  find(run, log1p_row, "corpus:0xbfa1ff90")["max_ulp"] = 0.5;
  const auto verdicts = judge_snapshot(run, snapshot, all_rows);
  for (const sb::GateCheck& check : verdicts.checks) CHECK(check.verdict == CheckVerdict::passed);
  REQUIRE(verdicts.proposals.size() == 1);
  CHECK(verdicts.proposals[0] ==
        "softplus/log1p/binary32/scalar: stratified 2.25 -> 1.5 ulp; 1 corpus input: softplus-bench baseline accept "
        "'softplus/log1p/binary32/scalar' --why ...");
  CHECK(text_of(snapshot) == text);
}

TEST_CASE("an entry without a comparable row was not compared, and the reason is told") {
  const AccuracySnapshot snapshot = taken_of(whole_run());
  const auto [spoil, words] = GENERATE(table<std::function<void(Run&)>, std::string>({
      {[](Run& r) { r.records.erase(r.records.begin()); }, "the run has no such row"},
      {[](Run& r) {
         r.records.erase(r.records.begin());
         r.complete = false;
       },
       "the run was interrupted before"},
      {[](Run& r) {
         r.records.erase(r.records.begin());
         r.omissions.push_back({log1p_row, "this CPU has no AVX-512"});
       },
       "this CPU has no AVX-512"},
      {[](Run& r) {
         r.records[0]["status"] = "failed";
         r.records[0]["reason"] = "it crashed";
       },
       "the row failed: it crashed"},
      {[](Run& r) { r.records[0]["n"] = std::int64_t{5}; }, "measured on 5 inputs, accepted on 17413"},
      {[](Run& r) { r.records[0]["seed"] = std::int64_t{2}; }, "measured with seed 2, accepted with 1"},
      {[](Run& r) { r.records[1]["region"] = "elsewhere"; }, "the regions are others"},
      {[](Run& r) { r.identity.emplace_back("request", "accuracy --suite gate --range=-1:1 --seed 1"); },
       "--range=-1:1"},
  }));
  Run run = whole_run();
  spoil(run);
  const auto verdicts = judge_snapshot(run, snapshot, all_rows);
  const auto missing = std::find_if(verdicts.checks.begin(), verdicts.checks.end(), [](const sb::GateCheck& check) {
    return check.id == log1p_row && check.conditions == "stratified";
  });
  CHECK(missing->verdict == CheckVerdict::missing);
  CHECK_THAT(missing->finding, Contains(words));
}

TEST_CASE("only the entries that were asked for are expected") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  std::erase_if(run.records, [](const Record& r) { return r.text("implementation") != "symmetric"; });
  const auto verdicts = judge_snapshot(run, snapshot, [](const std::string& id) { return id != log1p_row; });
  REQUIRE(verdicts.checks.size() == 1);
  CHECK(verdicts.checks[0].verdict == CheckVerdict::passed);
}

TEST_CASE("a row and a corpus input without an entry are new, not failed") {
  Run run = whole_run();
  const AccuracySnapshot snapshot = taken_of(run);
  run.records.push_back(row("new_one", 3));
  run.records.push_back(corpus_input("0x3f800000", 9));
  const auto verdicts = judge_snapshot(run, snapshot, all_rows);
  CHECK(verdicts.unknown == 2);
  CHECK(std::count_if(verdicts.checks.begin(), verdicts.checks.end(), [](const sb::GateCheck& check) {
          return check.verdict == CheckVerdict::skipped && check.finding.starts_with("new: not in the snapshot");
        }) == 2);
}

TEST_CASE("accepting changes what was measured, keeps the rest, and twice is nothing") {
  const Run run = whole_run();
  AccuracySnapshot snapshot = taken_of(run);
  const sb::Acceptance later = sb::acceptance("2026-11-22", "1234567", "better");
  const auto unchanged = accept_into(snapshot, entries_of(run), later);
  CHECK(unchanged.unchanged == 3);
  CHECK(unchanged.changed + unchanged.added + unchanged.dropped == 0);
  CHECK(snapshot.acceptances.size() == 1);

  const auto changed = accept_into(snapshot, entries_of(stored_run({row("symmetric", 0.5), row("other", 1)})), later);
  CHECK(changed.changed == 1);
  CHECK(changed.added == 1);
  REQUIRE(snapshot.entries.size() == 4);
  CHECK(snapshot.acceptances.size() == 2);
  const AccuracySnapshot again = sb::parse_snapshot(text_of(snapshot), "a.jsonl");
  CHECK(again.find(again.entries[1].accepted)->why == "first");
  CHECK(again.find(again.entries[3].accepted)->why == "better");
}

TEST_CASE("accepting drops what is no longer asked of a row, but for the corpus") {
  AccuracySnapshot snapshot = taken_of(whole_run());
  Record exhaustive = sb::sample::accuracy_row("log1p", "binary32", 2);
  const auto merged =
      accept_into(snapshot, entries_of(stored_run({exhaustive})), sb::acceptance("2026-11-22", "1", "all"));
  CHECK(merged.dropped == 1);
  REQUIRE(snapshot.entries.size() == 3);
  CHECK(snapshot.entries[0].is_corpus());
  CHECK(snapshot.entries[1].inputs == "exhaustive");
}

TEST_CASE("an acceptance that no entry names any more is not written") {
  AccuracySnapshot snapshot = taken_of(stored_run({row("symmetric", 0.9)}));
  accept_into(snapshot, entries_of(stored_run({row("symmetric", 0.5)})), sb::acceptance("2026-11-22", "1", "better"));
  CHECK(sb::parse_snapshot(text_of(snapshot), "a.jsonl").acceptances.size() == 1);
}

TEST_CASE("strictly, only claims or a row without an entry is not enough") {
  sb::GateReport report;
  report.checks.emplace_back().verdict = CheckVerdict::passed;
  CHECK(exit_code(report, {false, true}) == 0);
  report.any_unaccepted = true;
  CHECK(exit_code(report) == 0);
  CHECK(exit_code(report, {false, true}) == 6);
  report.any_unaccepted = false;
  report.only_claims = true;
  CHECK(exit_code(report) == 0);
  CHECK(exit_code(report, {false, true}) == 6);
}
