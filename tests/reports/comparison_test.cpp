#include "reports/comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "reports/comparison_text.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using sb::ChangeKind;
using sb::Standing;
using sb::Verdict;

namespace {

sb::Record sampled_row(const std::string& implementation, double max_ulp) {
  sb::Record r = sb::sample::accuracy_row(implementation, "binary32", max_ulp);
  r["inputs"] = "stratified";
  r["n"] = std::int64_t{100000};
  r["seed"] = std::int64_t{1};
  r["share_correctly_rounded"] = 0.75;
  return r;
}

sb::Record property_row(const std::string& property, std::int64_t excess) {
  sb::Record r(sb::RecordKind::properties);
  r["function"] = "softplus";
  r["implementation"] = "symmetric";
  r["format"] = "binary32";
  r["target"] = "scalar";
  r["property"] = property;
  r["rule"] = "hard";
  r["inputs"] = "exhaustive";
  r["n"] = std::int64_t{1000};
  r["n_excess_violations"] = excess;
  r["witness_bits"] = "0x3f800000";
  r["status"] = "ok";
  return r;
}

sb::Run compared_run(std::vector<sb::Record> records) {
  sb::Run run = sb::sample::small_run();
  run.omissions.clear();
  run.identity.emplace_back("request", "accuracy --seed 1");
  run.records = std::move(records);
  return run;
}

sb::Comparison compared(std::vector<sb::Record> before, std::vector<sb::Record> now) {
  return compare_runs(compared_run(std::move(before)), compared_run(std::move(now)));
}

// The only change of two rows.
sb::Change only_change(const sb::Record& before, const sb::Record& now) {
  const auto comparison = compared({before}, {now});
  REQUIRE(comparison.changes.size() == 1);
  return comparison.changes[0];
}

}  // namespace

TEST_CASE("two equal runs have no change, and it is said") {
  const sb::Run run = sb::sample::quick_run(20);
  const auto comparison = compare_runs(run, run);
  CHECK(comparison.changes.empty());
  CHECK(comparison.identity.empty());
  CHECK(comparison.verdict() == Verdict::passed);
  CHECK(comparison.words() == "Nothing is worse than in run 1f0c9a2e: 60 rows compared, no difference.");
}

TEST_CASE("a larger maximum is worse by the last bit, with its input, and is shown as larger") {
  const double old = 0.7336460634933751;
  const auto change = only_change(sampled_row("a", old), sampled_row("a", std::nextafter(old, 1.0)));
  CHECK(change.kind == ChangeKind::larger_error);
  CHECK(change.standing == Standing::worse);
  CHECK(change.id == "softplus/a/binary32/scalar");
  CHECK(change.what == "stratified");
  CHECK(change.before != change.now);
  CHECK(change.exact_now == "0.7336460634933752");
  CHECK(change.input_bits == "0xc184cccd");
  CHECK(change.got_bits == "0x33800000");
  const auto comparison = compared({sampled_row("a", 1)}, {sampled_row("a", 2)});
  CHECK(comparison.verdict() == Verdict::failed);
  CHECK(comparison.words() == "1 row is worse than in run 1f0c9a2e: 1 row compared.");
}

TEST_CASE("maxima beyond the range of double are compared") {
  sb::Record a = sampled_row("a", 0), b = sampled_row("a", 0);
  const auto [before, now, kind] = GENERATE(table<sb::Value, sb::Value, ChangeKind>({
      {"9.1e+399", "1.25e+400", ChangeKind::larger_error},
      {"1.25e+400", "1.24e+400", ChangeKind::smaller_error},
      {1e308, "1.25e+400", ChangeKind::larger_error},
      {"1.25e+400", std::numeric_limits<double>::infinity(), ChangeKind::larger_error},
  }));
  a["max_ulp"] = before;
  b["max_ulp"] = now;
  CHECK(only_change(a, b).kind == kind);
  CHECK(compared({a}, {a}).changes.empty());
}

TEST_CASE("a claim that was met and is broken comes first, with its witness") {
  const auto comparison = compared({sb::sample::claiming_row("b", 0), sampled_row("a", 1)},
                                   {sb::sample::claiming_row("b", 12), sampled_row("a", 2)});
  REQUIRE(comparison.changes.size() == 3);
  const sb::Change& change = comparison.changes[0];
  CHECK(change.kind == ChangeKind::broken_claim);
  CHECK(change.standing == Standing::worse);
  CHECK(change.before == "met");
  CHECK(change.now == "broken");
  CHECK(change.input_bits == "0xc184cccd");
  CHECK_THAT(change.note, Catch::Contains("error above 1 ULP, on 12 of 4,294,967,296 inputs"));
  CHECK(comparison.rows(Standing::worse) == 2);
  const auto mended = compared({sb::sample::claiming_row("b", 12)}, {sb::sample::claiming_row("b", 0)});
  CHECK(mended.changes[0].kind == ChangeKind::mended_claim);
  CHECK(mended.verdict() == Verdict::passed);
}

TEST_CASE("a claim that was made weaker, or withdrawn, is named") {
  sb::Record weaker = sb::sample::claiming_row("b", 0), withdrawn = weaker;
  weaker["claim_ulp"] = 2.0;
  withdrawn["claim_ulp"] = sb::Value();
  const auto change = only_change(sb::sample::claiming_row("b", 0), weaker);
  CHECK(change.kind == ChangeKind::changed_claim);
  CHECK(change.before == "1");
  CHECK(change.now == "2");
  CHECK(only_change(sb::sample::claiming_row("b", 0), withdrawn).now == "none");
}

TEST_CASE("new NaN, infinities and signs are worse, fewer are better") {
  const std::string column = GENERATE("n_wrong_nan", "n_wrong_infinity", "n_early_overflow", "n_wrong_sign");
  sb::Record wrong = sampled_row("a", 1);
  wrong[column] = std::int64_t{1};
  const auto change = only_change(sampled_row("a", 1), wrong);
  CHECK(change.kind == ChangeKind::wrong_outputs);
  CHECK(change.standing == Standing::worse);
  CHECK(change.before == "none");
  CHECK(only_change(wrong, sampled_row("a", 1)).kind == ChangeKind::fewer_wrong_outputs);
}

TEST_CASE("a row that failed or is gone was lost; a skip with a reason, or another request, is not comparable") {
  sb::Record failed = sampled_row("a", 1);
  failed["status"] = "failed";
  failed["reason"] = "signal 11";
  const auto fell = compared({sampled_row("a", 1), sampled_row("b", 1)}, {failed, sampled_row("b", 1)});
  REQUIRE(fell.changes.size() == 1);
  CHECK(fell.changes[0].kind == ChangeKind::lost_row);
  CHECK(fell.changes[0].standing == Standing::worse);
  CHECK(fell.changes[0].note == "signal 11");
  CHECK(fell.rows_not_measured == 1);

  sb::Run before = compared_run({sampled_row("a", 1), sampled_row("b", 1)}), now = compared_run({sampled_row("b", 1)});
  CHECK(compare_runs(before, now).verdict() == Verdict::failed);
  now.omissions = {{"softplus/a/binary32/scalar", "no AVX-512"}};
  CHECK(compare_runs(before, now).verdict() == Verdict::missing);
  CHECK(compare_runs(before, now).changes[0].note == "no AVX-512");
  now.omissions.clear();
  now.complete = false;
  CHECK(compare_runs(before, now).verdict() == Verdict::missing);
  now.complete = true;
  now.identity.back().second = "accuracy --seed 1 -f b";
  CHECK(compare_runs(before, now).changes[0].standing == Standing::not_comparable);
  // The other way round it is a row that came again.
  CHECK(compare_runs(compared_run({failed}), compared_run({sampled_row("a", 1)})).changes[0].kind ==
        ChangeKind::found_row);
}

TEST_CASE("runs without a common row are not said to be fine") {
  const auto comparison = compared({sampled_row("a", 1)}, {sampled_row("b", 1)});
  CHECK(comparison.rows_compared == 0);
  CHECK(comparison.verdict() == Verdict::failed);  // a is gone
  CHECK(compare_runs(compared_run({}), compared_run({sampled_row("b", 1)})).verdict() == Verdict::missing);
  CHECK(compare_runs(compared_run({}), compared_run({})).verdict() == Verdict::missing);
}

TEST_CASE("another seed, size or mode makes a difference not comparable, never worse") {
  sb::Record other = sampled_row("a", 2);
  other["max_ulp_input_bits"] = "0x40000000";
  other["share_correctly_rounded"] = 0.5;
  const std::string column = GENERATE("seed", "n", "rounding");
  other[column] = column == "rounding" ? sb::Value("upward") : sb::Value(std::int64_t{7});
  const auto comparison = compared({sampled_row("a", 1)}, {other});
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].standing == Standing::not_comparable);
  CHECK_FALSE(comparison.changes[0].note.empty());
  CHECK_THAT(comparison.notes[0], Catch::Contains("a larger maximum may be the sample's"));
  CHECK(comparison.verdict() == Verdict::missing);
  CHECK(comparison.rows_of_other_inputs == 1);
}

TEST_CASE("a larger error at the same input, or above that of every input, is worse whatever the sample") {
  sb::Record other = sampled_row("a", 2);
  other["seed"] = std::int64_t{7};
  CHECK(only_change(sampled_row("a", 1), other).standing == Standing::worse);
  other["max_ulp_input_bits"] = "0x40000000";
  sb::Record all = sb::sample::accuracy_row("a", "binary32", 1.0);
  CHECK(only_change(all, other).standing == Standing::worse);
  // A smaller one is better only where everything was tried.
  other["max_ulp"] = 0.9;
  CHECK(only_change(all, other).standing == Standing::not_comparable);
  CHECK(only_change(sampled_row("a", 1.5), all).standing == Standing::better);
}

TEST_CASE("a region that got worse is not hidden by a larger maximum elsewhere") {
  sb::Record before = sampled_row("a", 0.6), now = sampled_row("a", 3);
  before["region"] = now["region"] = "exp_tail";
  const auto comparison = compared({sampled_row("a", 4), before}, {sampled_row("a", 4), now});
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].region == "exp_tail");
  CHECK(comparison.changes[0].standing == Standing::worse);
  CHECK(comparison.rows(Standing::worse) == 1);
  // The row's own change says enough.
  CHECK(compared({sampled_row("a", 1), before}, {sampled_row("a", 3), now}).changes.size() == 1);
  // As many inputs of a region do not make two samples one.
  sb::Record larger = sampled_row("a", 4);
  larger["n"] = std::int64_t{1000000};
  now["max_ulp_input_bits"] = "0x40000000";
  CHECK(compared({sampled_row("a", 4), before}, {larger, now}).changes.empty());
}

TEST_CASE("a property that is violated and was kept is worse") {
  const auto comparison = compared({property_row("monotone", 0)}, {property_row("monotone", 3)});
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].kind == ChangeKind::violated_property);
  CHECK(comparison.changes[0].standing == Standing::worse);
  CHECK(comparison.changes[0].id == "softplus/symmetric/binary32/scalar");
  CHECK(comparison.changes[0].what == "monotone");
  CHECK(only_change(property_row("monotone", 3), property_row("monotone", 0)).kind == ChangeKind::kept_property);
}

TEST_CASE("a smaller share of correctly rounded outputs is worse, and shown as smaller") {
  sb::Record fewer = sampled_row("a", 1);
  fewer["share_correctly_rounded"] = std::nextafter(0.75, 0.0);
  const auto change = only_change(sampled_row("a", 1), fewer);
  CHECK(change.kind == ChangeKind::fewer_exact);
  CHECK(change.standing == Standing::worse);
  CHECK(change.before != change.now);
}

TEST_CASE("a time is a change where intervals of its ratios do not overlap, and never worse") {
  const auto comparison = compared({sb::sample::speed_row("a", "binary32", 1.0), sampled_row("a", 1)},
                                   {sb::sample::speed_row("a", "binary32", 2.0), sampled_row("a", 1)});
  REQUIRE(comparison.changes.size() == 1);
  CHECK(comparison.changes[0].kind == ChangeKind::speed);
  CHECK(comparison.changes[0].standing == Standing::information);
  CHECK(comparison.verdict() == Verdict::passed);
  CHECK_THAT(comparison.notes.back(), Catch::Contains("nanoseconds are not compared"));
  CHECK(compared({sb::sample::speed_row("a", "binary32", 1.0)}, {sb::sample::speed_row("a", "binary32", 1.015)})
            .changes.empty());
}

TEST_CASE("what the runs are of, and times of two processors, are said") {
  sb::Run before = compared_run({sb::sample::speed_row("a", "binary32", 1.0)});
  sb::Run now = compared_run({sb::sample::speed_row("a", "binary32", 2.0)});
  before.identity = {{"commit", "a"}, {"libm", "glibc 2.36"}, {"gone", "x"}};
  now.identity = {{"commit", "b"}, {"libm", "glibc 2.36"}, {"instruction sets", "avx2"}};
  const auto comparison = compare_runs(before, now);
  REQUIRE(comparison.identity.size() == 3);
  CHECK(comparison.identity[0].name == "commit");
  CHECK(comparison.identity[1].before.empty());
  CHECK(comparison.identity[2].now.empty());
  CHECK_THAT(comparison.notes.back(), Catch::Contains("two different processors"));
}

TEST_CASE("the table has at most 80 columns, whatever the names, and JSON has every digit") {
  sb::Record before = sampled_row(std::string(10000, 'x') + "\n\x1b[31m", 1.0), now = before;
  now["max_ulp"] = 2.0000000000000004;
  now["n_wrong_nan"] = std::int64_t{123456};
  const auto comparison = compared({before, sampled_row("a", 1)}, {now, sampled_row("a", 2)});
  const std::string text = comparison_text(comparison, {});
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    CHECK(end - start <= 80);
    start = end + 1;
  }
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK_THAT(text, Catch::Contains("worse: larger max error (ULP)"));
  const auto json = nlohmann::json::parse(comparison_json(comparison));
  CHECK(json["verdict"] == "worse");
  CHECK(json["rows_worse"] == 2);
  CHECK(json["changes"][0]["change"] == "wrong_outputs");
  CHECK(json["changes"][1]["now"] == "2.0000000000000004");
}
