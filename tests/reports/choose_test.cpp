#include "reports/choose.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/choose_text.hpp"
#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
using sb::sample::accuracy_row;

namespace {

const sb::FormatTraits& f = sb::traits(sb::FormatId::binary32);

std::uint64_t bits(float x) { return sb::to_bits(x); }

sb::Record timed(const std::string& implementation, double ns) {
  sb::Record r = sb::sample::speed_row(implementation, "binary32", ns);
  r["input_mix"] = "uniform";
  return r;
}

// Errors of bins [-max, -20), [-20, -1), [-1, 1], (1, 20], (20, max].
sb::Record errors(const std::string& implementation, std::array<double, 5> ulp) {
  sb::Record r = accuracy_row(implementation, "binary32", *std::max_element(ulp.begin(), ulp.end()));
  const float ends[][2] = {{-std::numeric_limits<float>::max(), std::nextafter(-20.0f, -21.0f)},
                           {-20, std::nextafter(-1.0f, -2.0f)},
                           {-1, 1},
                           {std::nextafter(1.0f, 2.0f), 20},
                           {std::nextafter(20.0f, 21.0f), std::numeric_limits<float>::max()}};
  for (std::size_t i = 0; i < ulp.size(); ++i)
    r.envelope.push_back({bits(ends[i][0]), bits(ends[i][1]), 1000, ulp[i], ulp[i] / 2, bits(ends[i][0]), 0});
  return r;
}

sb::ChooseRequest request_of(double max_ulp) {
  sb::ChooseRequest request;
  request.function = "softplus";
  request.format = &f;
  request.max_ulp = max_ulp;
  return request;
}
sb::ChooseRequest request_of(double max_ulp, float from, float to) {
  sb::ChooseRequest request = request_of(max_ulp);
  request.domain = {bits(from), bits(to)};
  const std::int64_t most = f.max_finite_bits();
  request.regions = {{"exp_tail", -most, sb::ordinal(f, bits(-17.0f))},
                     {"core", sb::ordinal(f, bits(-17.0f)) + 1, sb::ordinal(f, bits(17.0f))},
                     {"linear", sb::ordinal(f, bits(17.0f)) + 1, most}};
  return request;
}

sb::Run chosen_run(std::vector<sb::Record> records) {
  sb::Run run = sb::sample::small_run();
  run.records = std::move(records);
  return run;
}

std::vector<std::string> names(const std::vector<sb::Candidate>& candidates) {
  std::vector<std::string> result;
  for (const auto& candidate : candidates) result.push_back(candidate.speed->text("implementation"));
  return result;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the fastest within the bound is chosen, and who is faster and not within it is named") {
  const sb::Run run = chosen_run({errors("exact", {0.5, 0.5, 0.5, 0.5, 0.5}), timed("exact", 9),
                                  errors("good", {0.9, 0.8, 0.7, 0.9, 0.5}), timed("good", 2),
                                  errors("fast", {3, 2, 2, 2, 0.5}), timed("fast", 1)});
  const sb::Choice choice = choose(run, request_of(1));
  CHECK(names(choice.keeping) == Names{"good", "exact"});
  CHECK(names(choice.excluded) == Names{"fast"});
  CHECK(choice.excluded[0].objection == "error 3.000 ULP");
  CHECK(choice.keeping[0].max_ulp == 0.9);
  CHECK(choice.keeping[0].n == 4294967296);
  CHECK_FALSE(choice.keeping[0].lower_bound());
  CHECK(names(choose(run, request_of(4)).keeping).front() == "fast");
  CHECK_FALSE(choose(run, request_of(0.4)).found());
}

TEST_CASE("what is fast and wrong on the domain is not chosen, and is where the fault lies outside") {
  const sb::Run run = chosen_run({errors("good", {0.9, 0.9, 0.9, 0.9, 0.9}), timed("good", 2),
                                  errors("fast", {900, 0.5, 0.6, 0.7, 0.5}), timed("fast", 1)});
  CHECK(names(choose(run, request_of(1)).keeping) == Names{"good"});
  CHECK(names(choose(run, request_of(1, -30, 5)).keeping) == Names{"good"});
  const sb::Choice inside = choose(run, request_of(1, -20, 20));
  CHECK(names(inside.keeping) == Names{"fast", "good"});
  CHECK(inside.keeping[0].max_ulp == 0.7);
  CHECK(inside.keeping[0].n == 3000);
  CHECK_FALSE(inside.keeping[0].beyond);
}

TEST_CASE("a bin that reaches beyond the domain counts whole") {
  const sb::Run run = chosen_run({errors("good", {0.5, 0.5, 0.5, 2.5, 0.5}), timed("good", 2)});
  CHECK(choose(run, request_of(1, 0, 1)).found());
  const sb::Choice choice = choose(run, request_of(4, 0, 3));
  REQUIRE(choice.found());
  CHECK(choice.keeping[0].max_ulp == 2.5);
  CHECK_FALSE(choice.keeping[0].beyond);  // the worst input is 1 and a bit
  CHECK(choose(run, request_of(4, 2, 3)).keeping.at(0).beyond);
  CHECK_FALSE(choose(run, request_of(1, 2, 3)).found());
}

TEST_CASE("a wrong NaN or infinity on the domain excludes whatever the error") {
  sb::Record wrong = errors("naive", {0.5, 0.5, 0.5, 0.5, 0.5});
  wrong["n_wrong_infinity"] = std::int64_t{3};
  wrong.envelope[4].n_unscored = 3;
  const sb::Run run = chosen_run({wrong, timed("naive", 1)});
  CHECK(choose(run, request_of(4)).excluded.at(0).objection == "3 wrong infinity");
  CHECK(choose(run, request_of(4, -20, 20)).found());
  CHECK_THAT(choose(run, request_of(4, -20, 21)).excluded.at(0).objection,
             Catch::StartsWith("wrong NaN or infinity for x in [20.000002, "));
}

TEST_CASE("a wrong sign excludes where its region and an error above 1 ULP meet the domain") {
  sb::Record overall = errors("negative", {3, 3, 0.5, 0.5, 0.5});
  overall["n_wrong_sign"] = std::int64_t{7};
  sb::Record tail = accuracy_row("negative", "binary32", 3);
  tail["region"] = "exp_tail";
  tail["n_wrong_sign"] = std::int64_t{7};
  const sb::Run run = chosen_run({overall, tail, timed("negative", 1)});
  CHECK(choose(run, request_of(4)).excluded.at(0).objection == "7 wrong sign");
  CHECK(choose(run, request_of(4, -18, 5)).excluded.at(0).objection == "7 wrong sign in the region exp_tail");
  CHECK(choose(run, request_of(4, -16, 5)).found());
  CHECK(choose(run, request_of(4, 0, 5)).found());
}

TEST_CASE("early overflow excludes where its region meets the domain") {
  sb::Record overall = errors("early", {0.5, 0.5, 0.5, 0.5, 0.5});
  overall["n_early_overflow"] = std::int64_t{2};
  sb::Record linear = accuracy_row("early", "binary32", 0.5);
  linear["region"] = "linear";
  linear["n_early_overflow"] = std::int64_t{2};
  const sb::Run run = chosen_run({overall, linear, timed("early", 1)});
  CHECK_FALSE(choose(run, request_of(1)).found());
  CHECK_FALSE(choose(run, request_of(1, 0, 1e30f)).found());
  CHECK(choose(run, request_of(1, 0, 10)).found());
}

TEST_CASE("an error above the bound says more than a region that reaches beyond the domain") {
  sb::Record overall = errors("bad", {0.5, 0.5, 5, 0.5, 0.5});
  sb::Record linear = accuracy_row("bad", "binary32", 0.5);
  linear["region"] = "linear";
  linear["n_early_overflow"] = std::int64_t{2};
  const sb::Run run = chosen_run({overall, linear, timed("bad", 1)});
  CHECK(choose(run, request_of(4, 0, 20)).excluded.at(0).objection == "error 5.000 ULP");
}

TEST_CASE("corpus inputs have bins and need not reach from end to end") {
  sb::Record sampled = errors("fused", {0.5, 0.5, 0.5, 0.5, 0.5});
  sampled["inputs"] = "stratified";
  sb::Record corpus = accuracy_row("fused", "binary32", 0.75);
  corpus["inputs"] = "corpus";
  corpus["n_wrong_infinity"] = std::int64_t{1};
  corpus.envelope = {{bits(2), bits(3), 1, 0.75, 0.75, bits(2.5f), 0}, {bits(90), bits(91), 0, 0, 0, 0, 1}};
  const sb::Run run = chosen_run({sampled, corpus, timed("fused", 1)});
  const sb::Choice choice = choose(run, request_of(1, 0, 20));
  REQUIRE(choice.found());
  CHECK(choice.keeping[0].max_ulp == 0.75);
  CHECK_FALSE(choose(run, request_of(1, 0, 100)).found());
}

TEST_CASE("hunted and corpus inputs count where they lie on the domain, and sampled errors are lower bounds") {
  sb::Record sampled = errors("fused", {0.5, 0.5, 0.9, 0.5, 0.5});
  sampled["inputs"] = "stratified";
  sb::Record hunted = accuracy_row("fused", "binary32", 1.2);
  hunted["inputs"] = "hunted";
  hunted["max_ulp_input"] = "-10";
  hunted["max_ulp_input_bits"] = "0xc1200000";
  const sb::Run run = chosen_run({sampled, hunted, timed("fused", 1)});
  CHECK_FALSE(choose(run, request_of(1)).found());
  CHECK_FALSE(choose(run, request_of(1, -20, 20)).found());
  const sb::Choice right = choose(run, request_of(1, -5, 20));
  REQUIRE(right.found());
  CHECK(right.keeping[0].lower_bound());
  CHECK(right.keeping[0].inputs == "stratified");
  CHECK(choose(run, request_of(2)).keeping.at(0).inputs == "stratified + hunted");
}

TEST_CASE("wrong outputs of unknown place exclude unless every input was tried") {
  sb::Record located = errors("fused", {0.5, 0.5, 0.5, 0.5, 0.5});
  sb::Record corpus = accuracy_row("fused", "binary32", 0.5);
  corpus["inputs"] = "corpus";
  corpus["n_wrong_nan"] = std::int64_t{1};
  CHECK(choose(chosen_run({located, corpus, timed("fused", 1)}), request_of(1, 0, 1)).found());
  located["inputs"] = "stratified";
  const sb::Run run = chosen_run({located, corpus, timed("fused", 1)});
  CHECK(choose(run, request_of(1, 0, 1)).excluded.at(0).objection ==
        "1 wrong NaN among corpus inputs of unknown place");
}

TEST_CASE("times whose intervals overlap that of the fastest are not told apart") {
  auto second = timed("second", 1.04);  // [1.0192, 1.0712] against [0.98, 1.03]
  const auto good = std::array<double, 5>{0.5, 0.5, 0.5, 0.5, 0.5};
  const sb::Run run = chosen_run({errors("first", good), timed("first", 1), errors("second", good), second,
                                  errors("third", good), timed("third", 1.2)});
  const sb::Choice choice = choose(run, request_of(1));
  CHECK(names(choice.keeping) == Names{"first", "second", "third"});
  CHECK(choice.told_apart == 2);
  CHECK_THAT(choice_text(request_of(1), choice),
             Catch::Contains("Not to be told apart from it") && Catch::Contains("  softplus/second/binary32/scalar\n"));
}

TEST_CASE("only times under the conditions asked for count, and a run without them says which it has") {
  auto threads = timed("first", 1);
  threads["threads"] = std::int64_t{2};
  auto moved = timed("first", 1);
  moved["layout"] = "code+16";
  auto in_place = timed("first", 1);
  in_place["in_place"] = std::int64_t{1};
  const auto good = errors("first", {0.5, 0.5, 0.5, 0.5, 0.5});
  CHECK(choose(chosen_run({good}), request_of(1)).missing == "the run has no times of softplus binary32");
  CHECK(choose(chosen_run({timed("first", 1)}), request_of(1)).excluded.at(0).objection == "no error was measured");
  CHECK(choose(chosen_run({}), request_of(1)).missing == "the run has no rows of softplus binary32");
  CHECK(choose(chosen_run({good, threads, in_place}), request_of(1)).missing ==
        "the run has no times of softplus binary32 under throughput, L1, uniform; there are: throughput, L1, uniform, "
        "2 threads; throughput, L1, uniform, in place");
  CHECK_FALSE(choose(chosen_run({good, moved}), request_of(1)).found());
  sb::ChooseRequest vectors = request_of(1);
  vectors.targets = {"avx2"};
  CHECK(choose(chosen_run({good, timed("first", 1)}), vectors).missing ==
        "the run has no rows of softplus binary32 on avx2");
}

TEST_CASE("errors of another rounding mode, and rows that failed, are no evidence") {
  auto upward = errors("first", {0.5, 0.5, 0.5, 0.5, 0.5});
  upward["rounding"] = "upward";
  CHECK_FALSE(choose(chosen_run({upward, timed("first", 1)}), request_of(1)).found());
  auto failed = errors("first", {0.5, 0.5, 0.5, 0.5, 0.5});
  failed["status"] = "failed";
  CHECK(choose(chosen_run({failed, timed("first", 1)}), request_of(1)).excluded.at(0).objection ==
        "its accuracy row failed");
}

TEST_CASE("a domain beyond what was measured excludes") {
  sb::Record part = errors("first", {0.5, 0.5, 0.5, 0.5, 0.5});
  part.envelope.erase(part.envelope.begin());
  part.envelope.pop_back();
  const sb::Run run = chosen_run({part, timed("first", 1)});
  CHECK(choose(run, request_of(1, -20, 20)).found());
  CHECK(choose(run, request_of(1, -21, 20)).excluded.at(0).objection == "measured on [-20, 20] only");
  CHECK(choose(run, request_of(1)).excluded.at(0).objection == "measured on [-20, 20] only");
}

TEST_CASE("the text of a choice fits into 80 columns, and its JSON holds the evidence") {
  std::vector<sb::Record> records;
  for (int i = 0; i < 30; ++i) {
    const std::string name = "implementation_of_a_rather_long_name_" + std::to_string(i);
    records.push_back(errors(name, {0.5, 0.5, i % 2 == 0 ? 0.51 : 1e30, 0.5, 0.5}));
    records.push_back(timed(name, 1 + i));
    records.back()["ns_per_element"] = 1234.5 + i;
  }
  const sb::Run run = chosen_run(records);
  const sb::ChooseRequest request = request_of(1, -20, 20);
  const sb::Choice choice = choose(run, request);
  std::istringstream lines(choice_text(request, choice));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
  const auto json = nlohmann::json::parse(choice_json(request, choice));
  CHECK(json["chosen"] == "softplus/implementation_of_a_rather_long_name_0/binary32/scalar");
  CHECK(json["keeping"].size() == 15);
  CHECK(json["excluded"].size() == 15);
  CHECK(json["keeping"][0]["max_ulp"] == 0.51);
  CHECK(json["keeping"][0]["max_ulp_input_bits"] == "0xbf800000");
  CHECK(json["keeping"][0]["inputs"] == "exhaustive");
  CHECK(json["excluded"][0].contains("objection"));
}
