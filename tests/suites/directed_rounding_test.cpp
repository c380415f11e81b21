// The accuracy suite in rounding modes other than nearest.
#include <catch2/catch.hpp>
#include <cfenv>

#include "core/narrow.hpp"
#include "core/text.hpp"
#include "core/usage_error.hpp"
#include "impls/table.hpp"
#include "suites/executor/host.hpp"
#include "suites/float_environment.hpp"
#include "suites/plan.hpp"
#include "tests/faults/faults.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

constexpr Rounding directed[] = {Rounding::upward, Rounding::downward, Rounding::toward_zero};

Rounding mode_in_force() {
  for (const Rounding rounding : all_roundings)
    if (std::fegetround() == fe_rounding(rounding)) return rounding;
  throw std::runtime_error("no rounding mode");
}

std::vector<Rounding> modes_seen;
void divide_by_three(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  modes_seen.push_back(mode_in_force());
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] / 3;
}

TEST_CASE("a kernel computes in the mode asked for, after one trial to nearest, and the caller keeps its own") {
  Implementation implementation;
  implementation.binary32.kernel = divide_by_three;
  constexpr std::uint64_t one = 0x3f800000;
  const FloatControls before = float_controls();
  for (const auto& [rounding, third] : {std::pair{Rounding::nearest, 0x3eaaaaab},
                                        {Rounding::upward, 0x3eaaaaab},
                                        {Rounding::downward, 0x3eaaaaaa},
                                        {Rounding::toward_zero, 0x3eaaaaaa}}) {
    HostExecutor executor(implementation, traits(FormatId::binary32), 8, rounding);
    modes_seen.clear();
    std::uint64_t got = 0;
    for (int i = 0; i < 2; ++i) CHECK(executor.run({&one, 1}, {&got, 1}).empty());
    CHECK(got == static_cast<std::uint64_t>(third));
    CHECK(modes_seen.back() == rounding);
    CHECK(modes_seen.size() == (rounding == Rounding::nearest ? 2 : 3));
    CHECK(modes_seen.front() == Rounding::nearest);
    CHECK(float_controls() == before);
  }
}

AccuracyJob in_mode(Rounding rounding, AccuracyJob job) {
  job.rounding = rounding;
  return job;
}

TEST_CASE("a rounding mode left set is found in every mode, also in the one that is left", "[faults]") {
  for (const Rounding rounding : all_roundings)
    for (const FormatTraits& f : all_formats) {
      CAPTURE(name_of(rounding), f.name);
      const auto job = in_mode(rounding, job_of(f.id, drawn(f.id, 100), {&faults::rounding_left_set}));
      CHECK(measure_accuracy(job, {}).implementations.at(0).failure == "rounding mode left changed");
    }
}

TEST_CASE("a write past the end is found in every mode", "[faults]") {
  for (const Rounding rounding : directed) {
    const auto job =
        in_mode(rounding, job_of(FormatId::binary32, drawn(FormatId::binary32, 100), {&faults::write_past_end}));
    CHECK(measure_accuracy(job, {}).implementations.at(0).failure == "wrote past the end of its output");
  }
}

// f rounded in the mode in force.
void round_correctly(const binary16* x, const binary16*, binary16* y, std::size_t n, const double*) noexcept {
  const Rounding rounding = mode_in_force();
  std::fesetround(FE_TONEAREST);
  {
    Oracle oracle(softplus_function, format_traits<binary16>, rounding);
    for (std::size_t i = 0; i < n; ++i) y[i] = from_bits<binary16>(oracle(to_bits(x[i])).rounded);
  }
  std::fesetround(fe_rounding(rounding));
}
constexpr Implementation correct{.function = "softplus",
                                 .name = "correct",
                                 .strategy = "rounded correctly in the mode in force",
                                 .credit = "this project",
                                 .binary16 = {round_correctly, {0.5}, true}};

TEST_CASE("what is correctly rounded in the mode scores below 1 everywhere, and has no claim there") {
  constexpr FormatTraits f = format_traits<binary16>;
  for (const Rounding rounding : directed) {
    CAPTURE(name_of(rounding));
    const auto job = in_mode(rounding, job_of(f.id, exhaustive(f, InputRange{-18, 9}), {&correct}));
    const AccuracyResult result = measure_accuracy(job, {});
    const ErrorStatistics s = statistics_of(result.implementations.at(0), f.id);
    CHECK(s.n > 30000);
    CHECK(s.n_scored == s.n);
    CHECK(s.count(correctly_rounded) == s.n);
    CHECK(s.count(faithful) == s.n);
    CHECK(s.n_above_1 == 0);
    CHECK(s.max_integer_ulp == 0);
    CHECK(std::abs(s.worst(f).error.value) > 0.999);
    CHECK((rounding == Rounding::upward ? s.lowest : s.highest).error.value * (rounding == Rounding::upward ? 1 : -1) >
          0);
    const auto records = accuracy_records(job, result.implementations.at(0), 1);
    for (const Record& record : records) {
      CHECK(record.text("rounding") == name_of(rounding));
      CHECK(record.text("status") == "ok");
      for (const auto column : {"claim_ulp", "claim_lower", "claim_upper", "n_above_claim", "n_claim_violations"})
        CHECK_FALSE(record.has(column));
    }
    // Regions are where they are to nearest.
    const auto nearest = accuracy_records(in_mode(Rounding::nearest, job), result.implementations.at(0), 1);
    REQUIRE(nearest.size() == records.size());
    CHECK(nearest[0].text("rounding") == "nearest");
    CHECK(nearest[0].number("claim_ulp") == 0.5);
  }
}

TEST_CASE("what rounds to nearest is not correctly rounded in a directed mode") {
  constexpr FormatTraits f = format_traits<binary16>;
  static constexpr Implementation to_nearest{
      .function = "softplus",
      .name = "to_nearest",
      .strategy = "correct to nearest",
      .credit = "this project",
      .binary16 = {[](const binary16* x, const binary16* x2, binary16* y, std::size_t n, const double* p) noexcept {
                     const int mode = std::fegetround();
                     std::fesetround(FE_TONEAREST);
                     round_correctly(x, x2, y, n, p);
                     std::fesetround(mode);
                   },
                   {0.5}}};
  const auto job = in_mode(Rounding::upward, job_of(f.id, exhaustive(f, InputRange{-5, 5}), {&to_nearest}));
  const auto s = statistics_of(measure_accuracy(job, {}).implementations.at(0), f.id);
  CHECK(s.count(faithful) == s.n);
  const double share = static_cast<double>(s.count(correctly_rounded)) / static_cast<double>(s.n);
  CHECK(share > 0.3);
  CHECK(share < 0.7);
}

// Every output scored exactly, one after the other.
ErrorStatistics one_by_one(const AccuracyJob& job, const Implementation& implementation) {
  const FormatTraits& f = traits(job.format);
  Oracle oracle(*job.function, f, job.rounding);
  HostExecutor executor(implementation, f, 1, job.rounding);
  struct Condition {
    Oracle& oracle;
    double estimate(std::uint64_t x, std::uint64_t) const { return oracle.condition_estimate(x); }
    double exact(std::uint64_t x, std::uint64_t) const { return oracle.condition(x); }
  };
  ErrorStatistics s;
  for (std::uint64_t i = 0; i < job.sampler->size(); ++i) {
    std::uint64_t x = 0;
    std::uint64_t got = 0;
    job.sampler->fill(i, {&x, 1});
    executor.run({&x, 1}, {&got, 1});
    const Expected expected = oracle(x);
    accumulate(s, f, Observation{x, 0, got, expected, score(f, got, expected)}, Claim{}, false, Condition{oracle});
  }
  s.lowest.error = oracle.exact_error(s.lowest.input, 0, s.lowest.got, oracle(s.lowest.input));
  s.highest.error = oracle.exact_error(s.highest.input, 0, s.highest.got, oracle(s.highest.input));
  return s;
}

TEST_CASE("the statistics of a directed mode are those of scoring every output by itself") {
  for (const FormatId id : {FormatId::binary64, FormatId::binary32})
    for (const Rounding rounding : directed)
      for (const Implementation* implementation : implementation_table()) {
        if (implementation->function != "softplus") continue;
        if (implementation->name != "symmetric" && implementation->name != "naive") continue;
        const auto job = in_mode(rounding, job_of(id, drawn(id, 700), {implementation}));
        const auto s = statistics_of(measure_accuracy(job, {}).implementations.at(0), id);
        CAPTURE(traits(id).name, name_of(rounding), implementation->name);
        CHECK(s == one_by_one(job, *implementation));
      }
}

TEST_CASE("beyond the range the printed error counts from the largest number too") {
  constexpr FormatTraits f = format_traits<binary16>;
  // A function that is 2^20 everywhere.
  static Function function = softplus_function;
  function.settle = [](const FormatTraits&, const Point<double>&) -> std::optional<Settled> {
    return Settled{0x1p20, 0};
  };
  static constexpr Implementation short_of_it{
      .function = "softplus",
      .name = "short_of_it",
      .strategy = "five numbers below the largest",
      .credit = "this project",
      .binary16 = {[](const binary16*, const binary16*, binary16* y, std::size_t n, const double*) noexcept {
        for (std::size_t i = 0; i < n; ++i) y[i] = binary16{0x7bff - 5};
      }}};
  auto job = in_mode(Rounding::downward, job_of(f.id, exhaustive(f, InputRange{1, 2}), {&short_of_it}));
  job.function = &function;
  job.per_region = false;
  const auto s = statistics_of(measure_accuracy(job, {}).implementations.at(0), f.id);
  CHECK(s.n_scored == s.n);
  CHECK(s.lowest.error.value == -6 + tail_unit);
  CHECK(s.lowest.want == f.max_finite_bits());
}

// Results of inputs in the knee, where every formula computes.
std::vector<std::uint64_t> results_in(Rounding rounding, const Implementation& implementation, const FormatTraits& f) {
  std::vector<std::uint64_t> x;
  for (int i = 0; i < 500; ++i) x.push_back(narrow_bits(f, -2 + i / 125.0 + 0x1.9p-9));
  // The domains of logit and of the entropy.
  const Function& function = *find_function(implementation.function);
  if (function.name == "logit" || function.name == "negative_binary_entropy")
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = narrow_bits(f, (static_cast<double>(i) + 0.3) / 501);
  const std::vector<std::uint64_t> x2(function.inputs == 2 ? x.size() : 0, narrow_bits(f, 0.7));
  const std::optional<Parameters> parameters =
      function.betas.empty() ? std::nullopt : std::optional(Parameters{.beta = 3});
  std::vector<std::uint64_t> got(x.size());
  CHECK(HostExecutor(implementation, f, x.size(), rounding, parameters).run(x, x2, got).empty());
  return got;
}

TEST_CASE("implementations follow the rounding mode where they say so, and hardly anywhere else") {
  for (const Implementation* implementation : implementation_table())
    for (const FormatTraits& f : all_formats) {
      const bool exists = visit_format(
          f.id, [&]<class T>(std::type_identity<T>) { return implementation->variant<T>().kernel != nullptr; });
      if (!exists) continue;
      const auto up = results_in(Rounding::upward, *implementation, f);
      const auto down = results_in(Rounding::downward, *implementation, f);
      int moved = 0;
      for (std::size_t i = 0; i < up.size(); ++i) moved += up[i] != down[i] ? 1 : 0;
      CAPTURE(implementation->name, f.name, moved);
      // Errors in opposite directions meet in a quotient: the least is 139, 1 - 1/(1 + e^-|x|). relu rounds nothing.
      if (implementation->function == "relu") CHECK(moved == 0);
      else if (implementation->follows_rounding(f.id)) CHECK(moved > 100);
      else CHECK(moved < 50);
    }
}

Request request_in(Rounding rounding, std::string_view toml) {
  Request request;
  request.suite = parse_suite(toml, "test.toml");
  request.rounding = rounding;
  return request;
}
constexpr std::string_view both =
    "name = 'test'\n[accuracy]\nsamples = 100\n[speed]\nmetrics = ['throughput']\n"
    "footprints = ['L1']\ninput_mixes = ['uniform']\n";

TEST_CASE("in a directed mode rows that round to nearest, and speed, are named omissions") {
  Request request = request_in(Rounding::downward, both);
  request.filters = {"softplus/log1p/*"};
  const Plan plan = make_plan(request, implementation_table());
  REQUIRE(plan.accuracy.size() == 2);
  for (const AccuracyJob& job : plan.accuracy) {
    CHECK(job.rounding == Rounding::downward);
    CHECK(traits(job.format).bits >= 32);
  }
  CHECK(plan.speed.empty());
  REQUIRE(plan.omissions.size() == 3);
  CHECK(plan.omissions[0] == Omission{"softplus/log1p/binary16/scalar", std::string(rounds_to_nearest_always)});
  CHECK(plan.omissions[1].id == "softplus/log1p/bfloat16/scalar");
  CHECK(plan.omissions[2].id == "speed");
  request.rounding = Rounding::nearest;
  const Plan nearest = make_plan(request, implementation_table());
  CHECK(nearest.accuracy.size() == 4);
  CHECK(nearest.omissions.empty());
  CHECK_FALSE(nearest.speed.empty());
}

TEST_CASE("a request that a directed mode leaves nothing of is refused with the reason") {
  Request request = request_in(Rounding::upward, both);
  request.filters = {"softplus/log1p/binary16/*"};
  request.speed = false;
  CHECK_THROWS_WITH(make_plan(request, implementation_table()),
                    "softplus/log1p/binary16/scalar: " + std::string(rounds_to_nearest_always));
  request.filters = {"softplus/log1p/binary32/*"};
  request.accuracy = false;
  request.speed = true;
  CHECK_THROWS_AS(make_plan(request, implementation_table()), UsageError);
  CHECK_THROWS_WITH(make_plan(request, implementation_table()),
                    "speed: is measured in rounding to nearest only: leave out --rounding");
}

TEST_CASE("the options of a request name a directed mode, and no other") {
  CHECK(request_in(Rounding::upward, both).options_text("test") == "all --suite test --rounding u --seed 1");
  CHECK(request_in(Rounding::toward_zero, both).options_text("test") == "all --suite test --rounding z --seed 1");
  CHECK(request_in(Rounding::nearest, both).options_text("test") == "all --suite test --seed 1");
}

}  // namespace
}  // namespace softplus_bench
