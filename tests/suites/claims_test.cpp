#include "suites/claims.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/narrow.hpp"
#include "core/text.hpp"
#include "impls/table.hpp"
#include "suites/claims/measuring.hpp"
#include "suites/host_targets.hpp"
#include "suites/plan.hpp"
#include "suites/run.hpp"
#include "suites/suite.hpp"
#include "tests/faults/faults.hpp"

namespace softplus_bench {
namespace {

using claims::Verdict;

std::vector<ClaimRow> rows_of(std::initializer_list<const Implementation*> implementations) {
  std::vector<ClaimRow> rows;
  for (const Implementation* implementation : implementations)
    for (const FormatTraits& f : all_formats)
      visit_format(f.id, [&]<class T>(std::type_identity<T>) {
        if (implementation->variant<T>().kernel != nullptr) rows.push_back({implementation, f.id});
      });
  return rows;
}

std::vector<ClaimRow> real_rows() {
  std::vector<ClaimRow> rows;
  for (const Implementation* implementation : implementation_table())
    if (implementation->target == Target::scalar)
      for (const ClaimRow& row : rows_of({implementation})) rows.push_back(row);
  return rows;
}

const Implementation& softplus_named(std::string_view name) {
  for (const Implementation* implementation : implementation_table())
    if (implementation->function == "softplus" && implementation->name == name &&
        implementation->target == Target::scalar)
      return *implementation;
  throw std::out_of_range(std::string(name));
}

std::vector<Record> measured(std::string_view claim, const std::vector<ClaimRow>& rows) {
  ClaimsOptions options;
  options.rows = rows;
  options.samples = 4000;
  const auto records = measure_claim(claim, options);
  REQUIRE(records.has_value());
  REQUIRE_FALSE(records->empty());
  return *records;
}

const Record& row_of(const std::vector<Record>& records, std::string_view implementation, std::string_view format,
                     std::string_view function = "softplus", std::string_view parameters = "") {
  const auto found = std::find_if(records.begin(), records.end(), [&](const Record& r) {
    return r.text("implementation") == implementation && r.text("format") == format && r.text("function") == function &&
           (parameters.empty() || r.text("parameters") == parameters);
  });
  INFO(implementation << " " << format);
  REQUIRE(found != records.end());
  return *found;
}

std::uint64_t output(const Implementation& implementation, const FormatTraits& f, std::uint64_t x) {
  claims::Candidate candidate({&implementation, f.id});
  return candidate(x);
}

// Never 0: no less than the least number above it.
template <FloatFormat T>
void floored(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i)
    y[i] = widen(x[i]) < -50 ? from_bits<T>(1)
                             : narrow<T>(std::log1p(std::exp(-std::abs(widen(x[i])))) + std::max(widen(x[i]), 0.0));
}
constexpr Implementation never_zero{.function = "softplus",
                                    .name = "floored",
                                    .strategy = "at least the least number",
                                    .credit = "a test",
                                    .binary32 = {floored<float>}};

// x and a bit at -200, where softplus is 0 to any format: below 0 and below max(x, 0).
void straight(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i)
    y[i] = x[i] == -200
               ? -199.75f
               : static_cast<float>(std::log1p(std::exp(-std::abs(double{x[i]}))) + std::max(double{x[i]}, 0.0));
}
constexpr Implementation straight_at_minus_200{.function = "softplus",
                                               .name = "straight",
                                               .strategy = "x + 1/4 at -200",
                                               .credit = "a test",
                                               .binary32 = {straight}};

// Zero below -1.
void cut_off(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] < -1 ? 0.0f : std::log1p(std::exp(x[i]));
}
constexpr Implementation cut_off_at_minus_1{
    .function = "softplus", .name = "cut_off", .strategy = "0 below -1", .credit = "a test", .binary32 = {cut_off}};

// The stable form's name with 1/1000 too much.
void crude(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = 1.001f * (std::max(x[i], 0.0f) + std::log1p(std::exp(-std::abs(x[i]))));
}
constexpr Implementation crude_symmetric{
    .function = "softplus", .name = "symmetric", .strategy = "too much", .credit = "a test", .binary32 = {crude}};

TEST_CASE("verdicts follow from figures, and each of the three can") {
  CHECK(claims::from_counts(3, 3) == Verdict::holds);
  CHECK(claims::from_counts(1, 3) == Verdict::with_conditions);
  CHECK(claims::from_counts(0, 3) == Verdict::is_false);

  CHECK(claims::within(0.5, 0.5, 1) == Verdict::holds);
  CHECK(claims::within(0.9, 0.5, 1) == Verdict::with_conditions);
  CHECK(claims::within(5.8e5, 0.5, 1) == Verdict::is_false);
  CHECK(claims::within(std::nan(""), 0.5, infinity) == Verdict::is_false);

  const std::vector<Verdict> mixed{Verdict::holds, Verdict::is_false, Verdict::holds};
  const std::vector<Verdict> held{Verdict::holds, Verdict::holds};
  const std::vector<Verdict> broken{Verdict::is_false, Verdict::is_false};
  CHECK(claims::strictest(mixed) == Verdict::is_false);
  CHECK(claims::strictest(held) == Verdict::holds);
  CHECK(claims::strictest({}) == Verdict::is_false);
  CHECK(claims::shared(mixed) == Verdict::with_conditions);
  CHECK(claims::shared(held) == Verdict::holds);
  CHECK(claims::shared(broken) == Verdict::is_false);

  CHECK(claims::without_exception(false) == Verdict::holds);
  CHECK(claims::without_exception(true) == Verdict::is_false);

  CHECK(claims::ratio_between({1.15, 1.11, 1.19}, 1.1, 1.2) == Verdict::holds);
  CHECK(claims::ratio_between({1.15, 1.05, 1.19}, 1.1, 1.2) == Verdict::with_conditions);
  CHECK(claims::ratio_between({1.5, 1.45, 1.6}, 1.1, 1.2) == Verdict::is_false);
  CHECK(claims::ratio_between({1.01, 1.0, 1.05}, 1.1, 1.2) == Verdict::is_false);
  CHECK(claims::ratio_above_one({2, 1.9, 2.1}) == Verdict::holds);
  CHECK(claims::ratio_above_one({1, 0.9, 1.1}) == Verdict::with_conditions);
  CHECK(claims::ratio_above_one({0.8, 0.7, 0.9}) == Verdict::is_false);
}

TEST_CASE("an edge is found to the number, from samples far apart") {
  const FormatTraits& f = traits(FormatId::binary32);
  std::vector<std::uint64_t> inputs;
  for (double x = -1000; x <= 1000; x += 50) inputs.push_back(narrow_bits(f, x));
  const auto step = [&](std::uint64_t x) { return narrow_bits(f, widen(f, x) <= 3.25 ? 0.0 : 1.0); };
  std::vector<std::uint64_t> y;
  for (const std::uint64_t x : inputs) y.push_back(step(x));
  const auto is_zero_output = [&](std::uint64_t, std::uint64_t got) { return is_zero(f, got); };
  const auto last = claims::find_edge(f, inputs, y, claims::End::highest, is_zero_output, step);
  REQUIRE(last.found);
  CHECK(widen(f, last.input) == 3.25);
  CHECK(last.n_held == 21);
  const auto is_one = [&](std::uint64_t, std::uint64_t got) { return widen(f, got) == 1; };
  const auto first = claims::find_edge(f, inputs, y, claims::End::lowest, is_one, step);
  REQUIRE(first.found);
  CHECK(ordinal(f, first.input) == ordinal(f, last.input) + 1);
  const auto never = [](std::uint64_t, std::uint64_t) { return false; };
  CHECK_FALSE(claims::find_edge(f, inputs, y, claims::End::lowest, never, step).found);
}

TEST_CASE("what the definition gives at 0, -2 and 5 is what texts print, as far as the format has it") {
  const auto records = measured("definition", {});
  CHECK(records.size() == 1 + 4 * 3);
  CHECK(row_of(records, "correctly_rounded", "binary64", "softplus", "x=0").number("value") == 0x1.62e42fefa39efp-1);
  CHECK(row_of(records, "correctly_rounded", "binary64", "softplus", "x=5").number("value") ==
        Approx(5.006715348489118).epsilon(1e-15));
  CHECK(row_of(records, "correctly_rounded", "binary32", "softplus", "x=-2").number("value") ==
        Approx(0.126928011).epsilon(1e-7));
  CHECK(row_of(records, "correctly_rounded", "binary32", "softplus", "x=5").text("verdict") == "holds");
  CHECK(row_of(records, "correctly_rounded", "bfloat16", "softplus", "x=5").text("verdict") == "holds with conditions");
  CHECK(records.front().text("verdict") == "holds with conditions");
}

TEST_CASE("softplus is 0 far below 0, also correctly rounded: the first counterexample stands") {
  const auto records = measured("always_positive", real_rows());
  CHECK(records.front().text("verdict") == "false");
  CHECK(records.front().has("witness_bits"));
  for (const Record& r : records) {
    if (r.text("format") == "all" || !r.has("witness_bits")) continue;
    CAPTURE(r.id());
    CHECK(r.text("verdict") == "false");
    const FormatTraits* f = nullptr;
    for (const FormatTraits& each : all_formats)
      if (each.name == r.text("format")) f = &each;
    REQUIRE(f != nullptr);
    const std::uint64_t x = *parse_bits(*f, r.text("witness_bits"));
    const std::uint64_t next = bits_at_ordinal(*f, ordinal(*f, x) + 1);
    if (r.text("implementation") == "correctly_rounded") {
      claims::Exact exact("softplus", *f);
      CHECK(is_zero(*f, exact(x)));
      CHECK(widen(*f, exact(next)) > 0);
      continue;
    }
    const Implementation& implementation = softplus_named(r.text("implementation"));
    CHECK_FALSE(widen(*f, output(implementation, *f, x)) > 0);
    CHECK(widen(*f, output(implementation, *f, next)) > 0);
  }
  CHECK(row_of(records, "correctly_rounded", "binary32").number("value") == Approx(-103.97208).epsilon(1e-6));
  CHECK(row_of(records, "correctly_rounded", "binary64").number("value") == Approx(-745.13322).epsilon(1e-6));
}

TEST_CASE("a way of computing that is never 0 is said to be so") {
  const auto records = measured("always_positive", rows_of({&never_zero}));
  CHECK(row_of(records, "floored", "binary32").text("verdict") == "holds");
  CHECK_FALSE(row_of(records, "floored", "binary32").has("witness_bits"));
}

TEST_CASE("gradients vanish: of the rounded sigmoid and of every way of computing it") {
  if (find_function("sigmoid") == nullptr) {
    const auto records = measured("gradient_never_zero", real_rows());
    CHECK(records.front().text("status") == "skipped");
    CHECK(records.front().text("reason").find("sigmoid") != std::string::npos);
    return;
  }
  const auto records = measured("gradient_never_zero", real_rows());
  CHECK(records.front().text("verdict") == "false");
  const FormatTraits& f = traits(FormatId::binary32);
  const Record& r = row_of(records, "correctly_rounded", "binary32", "sigmoid");
  const std::uint64_t x = *parse_bits(f, r.text("witness_bits"));
  claims::Exact exact("sigmoid", f);
  CHECK(is_zero(f, exact(x)));
  CHECK(widen(f, exact(bits_at_ordinal(f, ordinal(f, x) + 1))) > 0);
}

TEST_CASE("the threshold of 20 is false of binary64, and of binary32 it is not") {
  const auto records = measured("threshold_harmless", real_rows());
  CHECK(records.front().text("verdict") == "false");
  CHECK(records.front().text("explanation").find("binary64") != std::string::npos);
  const Record& wide = row_of(records, "identity_above_20", "binary64", "softplus", "beta=1");
  CHECK(wide.text("verdict") == "false");
  CHECK(wide.number("value") == Approx(5.8e5).epsilon(0.01));
  CHECK(row_of(records, "identity_above_20", "binary32", "softplus", "beta=1").text("verdict") == "holds");
  const Record& row = row_of(records, "thresholded_20", "binary64", "softplus", "");
  CHECK(row.text("verdict") == "false");
  const FormatTraits& f = traits(FormatId::binary64);
  const std::uint64_t x = *parse_bits(f, row.text("witness_bits"));
  const std::uint64_t before = bits_at_ordinal(f, ordinal(f, x) - 1);
  CHECK(widen(f, before) == 20);
  const Implementation& thresholded = softplus_named("thresholded_20");
  CHECK(output(thresholded, f, x) == x);
  CHECK(output(thresholded, f, before) > x);  // the output falls where it should rise
  claims::Exact exact("softplus", f);
  CHECK(exact.ulp(output(thresholded, f, before), before) < 2);
  CHECK(exact.ulp(x, x) == Approx(wide.number("value")));
  // Nothing of it is left in training in binary32.
  for (const Record& r : records)
    if (r.text("measured").starts_with("training") && r.text("format") == "binary32") CHECK(r.number("value") == 0);
}

TEST_CASE("25 comes back as 25, which binary64 knows better") {
  const auto records = measured("threshold_value", rows_of({&softplus_named("thresholded_20")}));
  CHECK(records.front().text("verdict") == "holds with conditions");
  CHECK(row_of(records, "correctly_rounded", "binary32").text("verdict") == "holds");
  CHECK(row_of(records, "correctly_rounded", "binary64").number("value") > 1000);
}

TEST_CASE("overflow is said of those that overflow", "[faults]") {
  const Implementation& naive = softplus_named("naive");
  const Implementation& fit = softplus_named("residual_relative");
  CHECK(measured("overflow", rows_of({&naive})).front().text("verdict") == "holds");
  CHECK(measured("overflow", rows_of({&fit})).front().text("verdict") == "false");
  const auto both = measured("overflow", rows_of({&naive, &fit}));
  CHECK(both.front().text("verdict") == "holds with conditions");
  const FormatTraits& f = traits(FormatId::binary32);
  const Record& r = row_of(both, "naive", "binary32");
  CHECK(r.number("value") == Approx(88.72284).epsilon(1e-6));
  const std::uint64_t x = *parse_bits(f, r.text("witness_bits"));
  CHECK(is_infinite(f, output(naive, f, x)));
  CHECK(is_finite(f, output(naive, f, bits_at_ordinal(f, ordinal(f, x) - 1))));
}

TEST_CASE("a planted fault turns the verdict of what it breaks", "[faults]") {
  const Implementation& fit = softplus_named("residual_relative");
  const auto right = measured("relu_distance", rows_of({&fit}));
  CHECK(right.front().text("verdict") == "holds with conditions");
  CHECK(row_of(right, "residual_relative", "binary32").text("verdict") == "holds with conditions");
  const auto negative = measured("relu_distance", rows_of({&faults::negative_softplus}));
  CHECK(row_of(negative, "negative_softplus", "binary32").text("verdict") == "false");
  CHECK(negative.front().number("value") == 4);

  CHECK(measured("sparsity", rows_of({&fit})).front().text("verdict") == "holds");
  const auto sparse = measured("sparsity", rows_of({&cut_off_at_minus_1}));
  CHECK(sparse.front().text("verdict") == "holds with conditions");
  CHECK(row_of(sparse, "cut_off", "binary32").text("verdict") == "false");

  const auto stable = measured("stable_form", rows_of({&softplus_named("symmetric")}));
  CHECK(stable.front().text("verdict") == "holds");
  CHECK(measured("stable_form", rows_of({&crude_symmetric})).front().text("verdict") == "false");
}

TEST_CASE("one output off the curve far below 0 is found where every cutoff's neighbours are tried", "[faults]") {
  // -200 is no cutoff: samples miss it. Where all inputs are few enough to be tried, none is missed.
  const FormatTraits& f = traits(FormatId::binary32);
  const std::vector<std::uint64_t> inputs{narrow_bits(f, -300), narrow_bits(f, -200), narrow_bits(f, -90)};
  claims::Candidate candidate({&straight_at_minus_200, f.id});
  const auto edge = claims::find_edge(candidate, inputs, claims::End::highest,
                                      [&](std::uint64_t, std::uint64_t y) { return widen(f, y) < 0; });
  REQUIRE(edge.found);
  CHECK(widen(f, edge.input) == -200);
  CHECK(edge.n_held == 1);
}

TEST_CASE("identities that need functions without exact values are skipped by name, never silently") {
  for (const std::string_view claim : claim_names()) {
    if (claim.starts_with("cost_")) continue;
    const auto records = measured(claim, rows_of({&softplus_named("symmetric"), &softplus_named("naive")}));
    CAPTURE(claim);
    const Record& summary = records.front();
    CHECK(summary.text("claim") == claim);
    CHECK_FALSE(summary.text("statement").empty());
    if (summary.text("status") == "skipped") {
      CHECK_FALSE(summary.text("reason").empty());
      continue;
    }
    CHECK(summary.text("status") == "ok");
    CHECK_FALSE(summary.text("verdict").empty());
    CHECK_FALSE(summary.text("explanation").empty());
    CHECK(summary.has("value"));
    CHECK(std::count_if(records.begin(), records.end(),
                        [](const Record& r) { return r.text("implementation") == "all"; }) == 1);
  }
}

TEST_CASE("stopped, a claim leaves nothing behind") {
  const std::atomic<bool> stop = true;
  ClaimsOptions options;
  const auto rows = real_rows();
  options.rows = rows;
  options.stop = &stop;
  for (const std::string_view claim : claim_names()) CHECK_FALSE(measure_claim(claim, options).has_value());
}

TEST_CASE("a suite asks for claims by name, and a misspelt one is an error") {
  const Suite suite = parse_suite("[claims]\nonly = [\"definition\"]\nrounds = 20\ntraining = false\n", "a.toml");
  REQUIRE(suite.claims.has_value());
  CHECK(suite.claims->only == std::vector<std::string>{"definition"});
  CHECK(suite.claims->rounds == 20);
  CHECK_FALSE(suite.claims->training);
  CHECK_THROWS_WITH(parse_suite("[claims]\nonly = [\"definitoin\"]\n", "a.toml"),
                    Catch::Matchers::Contains("did you mean 'definition'"));
}

class Kept final : public RecordSink {
 public:
  void accept(const Record& record) override { records.push_back(record); }
  void accept(const Omission& omission) override { omissions.push_back(omission); }
  std::vector<Record> records;
  std::vector<Omission> omissions;
};

TEST_CASE("a run of claims hands on a summary and its figures, with a command to measure them again") {
  Request request;
  request.suite = parse_suite("name = \"one\"\n[claims]\nonly = [\"threshold_value\"]\n", "one.toml");
  request.accuracy = request.speed = false;
  request.claims = true;
  request.filters = {"softplus/thresholded_20/*"};
  const Plan plan = make_plan(request, implementation_table());
  CHECK(plan.claims == std::vector<std::string>{"threshold_value"});
  CHECK(plan.accuracy.empty());
  Kept kept;
  const RunOutcome outcome = carry_out(plan, request, "id", kept, {});
  CHECK_FALSE(outcome.any_failed);
  REQUIRE(kept.records.size() > 4);
  for (const Record& r : kept.records) {
    CHECK(r.kind == RecordKind::claims);
    CHECK(r.text("run_id") == "id");
    CHECK(r.text("reproduce").find("run claims --suite one") != std::string::npos);
  }
  const std::atomic<bool> stop = true;
  RunOptions options;
  options.stop = &stop;
  Kept none;
  CHECK(carry_out(plan, request, "id", none, options).unfinished);
  CHECK(none.records.empty());
  REQUIRE_FALSE(none.omissions.empty());
  CHECK(none.omissions.back().id == "claims/threshold_value");
}

TEST_CASE("the network trains where its library was found, and why it does not is said where not") {
  ClaimsOptions options;
  options.training = false;
  const auto records = measure_claim("cost_training", options);
  REQUIRE(records.has_value());
  CHECK(records->front().text("status") == "skipped");
  CHECK_FALSE(records->front().text("reason").empty());
}

}  // namespace
}  // namespace softplus_bench
