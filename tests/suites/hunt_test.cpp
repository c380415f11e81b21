#include "suites/hunt.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/table.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

// softplus without anything known about where formulas switch.
const Function& without_cutoffs() {
  static const Function function = [] {
    Function copy = softplus_function;
    copy.cutoffs = {};
    return copy;
  }();
  return function;
}

// x above an unusual threshold, and nearly right below: an error of 1e7 ulp that no table of cutoffs knows of.
constexpr double threshold = 17.318530717958648;
void thresholded(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] > threshold ? x[i] : faults::right(x[i]);
}
constexpr Implementation unusual_threshold{.function = "softplus",
                                           .name = "unusual_threshold",
                                           .strategy = "x > 17.3185... ? x : right",
                                           .credit = "this project: a planted fault",
                                           .binary64 = {thresholded, {1.75}}};

// A smooth bump of 8 ulp around 3, a hundredth of a binade wide.
void bumped(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const double away = (x[i] - 3) / 0.02;
    y[i] = faults::moved_up(faults::right(x[i]), static_cast<int>(8 * std::exp(-away * away)));
  }
}
constexpr Implementation bump{.function = "softplus",
                              .name = "bump",
                              .strategy = "8 ulp up around 3",
                              .credit = "this project: a planted fault",
                              .binary64 = {bumped}};

// Infinity from 100 on, where x is due.
void cut_short(const double* x, const double*, double* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = x[i] >= 100.1 ? infinity : faults::right(x[i]);
}
constexpr Implementation early_infinity{.function = "softplus",
                                        .name = "early_infinity",
                                        .strategy = "x >= 100.1 ? infinity : right",
                                        .credit = "this project: a planted fault",
                                        .binary64 = {cut_short, {1.75}}};

HuntOutcome hunted(const Implementation& implementation, FormatId format, std::uint64_t rounds, unsigned threads = 2,
                   const Function& function = without_cutoffs(), std::uint64_t seed = 1) {
  HuntOptions options;
  options.most_rounds = rounds;
  options.threads = threads;
  options.seed = seed;
  return hunt({&function, format, &implementation}, options);
}

bool equal(const HuntOutcome& a, const HuntOutcome& b) {
  const FormatTraits& f = traits(FormatId::binary32);
  return a.worst == b.worst && a.rounds == b.rounds && a.accuracy.overall(f) == b.accuracy.overall(f) &&
         a.accuracy.envelope == b.accuracy.envelope;
}

}  // namespace

TEST_CASE("a hunt finds the first input above a threshold that nobody told it of") {
  const HuntOutcome outcome = hunted(unusual_threshold, FormatId::binary64, 2);
  REQUIRE_FALSE(outcome.worst.empty());
  CHECK(outcome.worst[0].input == to_bits(std::nextafter(threshold, 20.0)));
  CHECK(outcome.worst[0].error.value < -1e6);
  CHECK(outcome.accuracy.overall(traits(FormatId::binary64)).lowest.input == outcome.worst[0].input);
}

TEST_CASE("a hunt climbs a smooth error that draws hardly meet") {
  const HuntOutcome outcome = hunted(bump, FormatId::binary64, 3);
  REQUIRE_FALSE(outcome.worst.empty());
  CHECK(outcome.worst[0].error.value > 7.4);
  CHECK(std::abs(from_bits<double>(outcome.worst[0].input) - 3) < 0.0074);
}

TEST_CASE("a hunt counts outputs without a figure and finds the first of them") {
  const HuntOutcome outcome = hunted(early_infinity, FormatId::binary64, 2);
  const ErrorStatistics all = outcome.accuracy.overall(traits(FormatId::binary64));
  CHECK(all.count(wrong_infinity) > 0);
  REQUIRE(all.first_violation.any);
  CHECK(from_bits<double>(all.first_violation.input) == 100.1);
}

TEST_CASE("a hunt through a format of 16 bits meets every finite input and ends") {
  const HuntOutcome outcome = hunted(faults::three_ulp, FormatId::bfloat16, 1000);
  CHECK(outcome.exhausted);
  const ErrorStatistics everything =
      measured(faults::three_ulp, FormatId::bfloat16).overall(traits(FormatId::bfloat16));
  const ErrorStatistics all = outcome.accuracy.overall(traits(FormatId::bfloat16));
  CHECK(all.highest == everything.highest);
  CHECK(all.lowest == everything.lowest);
  REQUIRE_FALSE(outcome.worst.empty());
  CHECK(outcome.worst[0] == everything.worst(traits(FormatId::bfloat16)));
}

TEST_CASE("a hunt depends on seed and rounds, not on threads") {
  const auto once = [&](unsigned threads, std::uint64_t seed) {
    return hunted(portable::softplus::symmetric, FormatId::binary32, 3, threads, softplus_function, seed);
  };
  const HuntOutcome alone = once(1, 1);
  CHECK(alone.rounds == 3);
  CHECK(equal(alone, once(3, 1)));
  CHECK_FALSE(equal(alone, once(1, 2)));
}

TEST_CASE("what a hunt lists is wrong, exact, worst first and far apart") {
  const HuntOutcome outcome = hunted(portable::softplus::symmetric, FormatId::binary32, 4);
  const FormatTraits& f = traits(FormatId::binary32);
  Oracle oracle(softplus_function, f);
  REQUIRE(outcome.worst.size() == HuntOptions{}.witnesses);
  for (std::size_t i = 0; i < outcome.worst.size(); ++i) {
    const Witness& w = outcome.worst[i];
    CHECK(w.got != w.want);
    CHECK(w.error == oracle.exact_error(w.input, 0, w.got, oracle(w.input)));
    for (std::size_t k = 0; k < i; ++k) {
      CHECK_FALSE(larger_magnitude(w.error, outcome.worst[k].error));
      CHECK(std::abs(ordinal(f, w.input) - ordinal(f, outcome.worst[k].input)) >= 65535);
    }
  }
}

TEST_CASE("an implementation that fails ends the hunt with its reason") {
  const HuntOutcome outcome = hunted(faults::write_past_end, FormatId::binary32, 10);
  CHECK(outcome.accuracy.failure == "wrote past the end of its output");
  CHECK(outcome.rounds == 0);
  CHECK(outcome.worst.empty());
  const auto records = hunt_records({&softplus_function, FormatId::binary32, &faults::write_past_end}, outcome, 1);
  REQUIRE(records.size() == 1);
  CHECK(records[0].text("status") == "failed");
}

TEST_CASE("records of a hunt say hunted and leave out what would say nothing") {
  const HuntJob job{&softplus_function, FormatId::binary32, &portable::softplus::symmetric};
  HuntOptions options;
  options.most_rounds = 1;
  const auto records = hunt_records(job, hunt(job, options), 7);
  REQUIRE(records.size() > 1);
  for (const Record& record : records) {
    CHECK(record.text("inputs") == "hunted");
    CHECK(record.integer("seed") == 7);
    CHECK(record.has("max_ulp"));
    for (const auto* column : {"mean_ulp", "rms_ulp", "bias_ulp", "p50_ulp", "p999_ulp", "share_correctly_rounded"})
      CHECK_FALSE(record.has(column));
    CHECK(record.histogram.empty());
  }
  CHECK_FALSE(records[0].envelope.empty());
}

TEST_CASE("a hunt that is stopped keeps what it has") {
  std::atomic<bool> stop = false;
  HuntOptions options;
  options.stop = &stop;
  options.spent = [&] {
    stop = true;
    return false;
  };
  const HuntOutcome outcome = hunt({&softplus_function, FormatId::binary32, &portable::softplus::symmetric}, options);
  CHECK(outcome.rounds == 1);
  CHECK_FALSE(outcome.worst.empty());
}

}  // namespace softplus_bench
