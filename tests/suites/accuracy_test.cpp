#include "suites/accuracy.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "core/narrow.hpp"
#include "core/text.hpp"
#include "impls/table.hpp"
#include "reference/function.hpp"
#include "suites/sweep.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/wrong_at.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

const Implementation& named(std::string_view name) {
  for (const Implementation* implementation : implementation_table())
    if (implementation->function == "softplus" && implementation->name == name &&
        implementation->target == Target::scalar)
      return *implementation;
  throw std::runtime_error("no implementation " + std::string(name));
}

// Those of softplus that exist in a format.
std::vector<const Implementation*> all_in(FormatId format) {
  std::vector<const Implementation*> found;
  for (const Implementation* implementation : implementation_table())
    visit_format(format, [&]<class T>(std::type_identity<T>) {
      if (implementation->function == "softplus" && implementation->variant<T>().kernel != nullptr)
        found.push_back(implementation);
    });
  return found;
}

// The oracle's own results, looked up.
std::vector<binary16>& table_of_results() {
  static std::vector<binary16> table = [] {
    constexpr FormatTraits f = format_traits<binary16>;
    Oracle oracle(softplus_function, f);
    std::vector<binary16> results;
    for (std::uint64_t x = 0; x < 65536; ++x) results.push_back(from_bits<binary16>(oracle(x).rounded));
    return results;
  }();
  return table;
}
void look_up(const binary16* x, const binary16*, binary16* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = table_of_results()[x[i].bits];
}
constexpr Implementation oracle_itself{.function = "softplus",
                                       .name = "oracle_itself",
                                       .strategy = "looked up",
                                       .credit = "this project",
                                       .binary16 = {look_up, {0.5}}};

AccuracyOptions on(unsigned threads) {
  AccuracyOptions options;
  options.threads = threads;
  return options;
}

// Which statistic of which implementation and region differs first; empty when none does.
std::string difference(const AccuracyResult& a, const AccuracyResult& b) {
  for (std::size_t k = 0; k < a.implementations.size(); ++k)
    for (std::size_t r = 0; r < a.implementations[k].regions.size(); ++r) {
      const auto& [region, x] = a.implementations[k].regions[r];
      const ErrorStatistics& y = b.implementations[k].regions[r].statistics;
      const std::string where = std::string(a.implementations[k].implementation->name) + " " + region + " ";
      if (!(x.lowest == y.lowest)) return where + "lowest";
      if (!(x.highest == y.highest)) return where + "highest";
      if (!(x.histogram == y.histogram)) return where + "histogram";
      if (x.max_relative_eps != y.max_relative_eps) return where + "max_relative_eps";
      if (x.max_conditioning_excess != y.max_conditioning_excess) return where + "max_conditioning_excess";
      if (!(x == y)) return where + "another";
    }
  return {};
}

bool equal(const AccuracyResult& a, const AccuracyResult& b) {
  if (a.implementations.size() != b.implementations.size()) return false;
  for (std::size_t k = 0; k < a.implementations.size(); ++k) {
    const auto& x = a.implementations[k];
    const auto& y = b.implementations[k];
    if (x.failure != y.failure || x.regions.size() != y.regions.size() || !(x.envelope == y.envelope)) return false;
    for (std::size_t r = 0; r < x.regions.size(); ++r)
      if (x.regions[r].region != y.regions[r].region || !(x.regions[r].statistics == y.regions[r].statistics))
        return false;
  }
  return true;
}

TEST_CASE("one, two and three threads give identical statistics") {
  for (const FormatId id : {FormatId::binary32, FormatId::binary64}) {
    const FormatTraits& f = traits(id);
    auto job = job_of(
        id, drawn(id, 9000, softplus_function.cutoffs),
        {&named("naive"), &named("symmetric"), &named("eps_two"), &faults::lane_crosstalk, &faults::rounding_left_set});
    job.inputs = "stratified";
    const auto one = measure_accuracy(job, {});
    CHECK(one.complete);
    CHECK(one.implementations.at(0).overall(f).n == job.sampler->size());
    for (const unsigned threads : {2u, 3u}) {
      const auto several = measure_accuracy(job, on(threads));
      CAPTURE(f.name, threads);
      CHECK(several.complete);
      CHECK(equal(one, several));
      CHECK(several.reference.shortcut + several.reference.fast + several.reference.settled +
                several.reference.computed >=
            job.sampler->size());
    }
  }
}

TEST_CASE("the oracle's own results are correctly rounded on every input") {
  const auto accuracy = measured(oracle_itself, FormatId::binary16);
  const auto s = statistics_of(accuracy, FormatId::binary16);
  CHECK(s.n == 65536);
  CHECK(s.n_scored == 65536);
  CHECK(s.count(correctly_rounded) == 65536);
  CHECK(s.count(faithful) == 65536);
  CHECK(s.n_claim_violations == 0);
  CHECK(std::abs(s.worst(traits(FormatId::binary16)).error.value) <= 0.5);
  CHECK(std::abs(s.worst(traits(FormatId::binary16)).error.value) > 0.4999);
  CHECK(s.max_integer_ulp == 0);
  for (const auto& [region, statistics] : accuracy.regions)
    if (region != "deep_negative" && statistics.max_relative_eps > 0.5) FAIL("relative error in " << region);
  for (const EnvelopeBin& bin : accuracy.envelope) {
    if (bin.max_ulp > 0.5) FAIL("a bin above half an ulp");
  }
}

TEST_CASE("a result that is not the oracle's own is found wherever it is") {
  constexpr FormatTraits f = format_traits<binary16>;
  for (const std::uint64_t at : {std::uint64_t{0}, std::uint64_t{0x8000}, std::uint64_t{0xcc00}, std::uint64_t{0x7bff},
                                 std::uint64_t{0xfc00}, std::uint64_t{0x3c00}}) {
    binary16& result = table_of_results()[at];
    const binary16 right = result;
    result.bits = static_cast<std::uint16_t>(result.bits == 0x7bff ? 0x7bfe : result.bits + 1);
    const auto s = statistics_of(measured(oracle_itself, FormatId::binary16), FormatId::binary16);
    result = right;
    CAPTURE(at);
    CHECK(s.count(correctly_rounded) == 65535);
    CHECK(s.n_claim_violations == 1);
    CHECK(s.first_violation.input == at);
    CHECK(s.worst(f).input == at);
  }
}

TEST_CASE("every claim in the table is met on every 16-bit input") {
  for (const FormatId id : {FormatId::binary16, FormatId::bfloat16}) {
    const FormatTraits& f = traits(id);
    const auto table = all_in(id);
    REQUIRE_FALSE(table.empty());
    const auto job = job_of(id, exhaustive(f, {}), table);
    const auto result = measure_accuracy(job, on(2));
    REQUIRE(result.implementations.size() == table.size());
    for (const ImplementationAccuracy& accuracy : result.implementations) {
      const auto s = accuracy.overall(f);
      CAPTURE(accuracy.implementation->name, f.name, hex_text(f, s.first_violation.input));
      CHECK(accuracy.failure.empty());
      CHECK(s.n == 65536);
      CHECK(s.n_claim_violations == 0);
    }
  }
}

TEST_CASE("naive loses the whole exponential tail, and the figures say where") {
  constexpr FormatTraits f = format_traits<bfloat16>;
  const auto accuracy = measured(named("naive"), FormatId::bfloat16);
  std::map<std::string, const ErrorStatistics*> by_region;
  for (const auto& [region, statistics] : accuracy.regions) by_region[region] = &statistics;
  REQUIRE(by_region.size() == 7);
  // 1 + e^x = 1: the result is 0 where the exact one has 8 bits; the largest in ulp is just below a power of two.
  CHECK(by_region["exp_tail"]->count(flushed) == by_region["exp_tail"]->n);
  CHECK(by_region["exp_tail"]->worst(f).error.value < -250);
  CHECK(by_region["exp_tail"]->worst(f).got == 0);
  CHECK(by_region["knee"]->count(flushed) == 0);
  // e^x overflows where softplus(x) is x.
  CHECK(by_region["identity"]->count(wrong_infinity) > 0);
  CHECK(by_region["log2_plateau"]->n_above_1 == 0);
  std::uint64_t n = 0;
  for (const auto& [region, statistics] : by_region) n += statistics->n;
  CHECK(n == 65536);
  CHECK(by_region["special"]->n == 2 * f.fraction_mask() + 2);
}

TEST_CASE("the first record is the whole, with its histogram and envelope; the regions follow and add up") {
  constexpr FormatTraits f = format_traits<bfloat16>;
  const auto job = job_of(FormatId::bfloat16, exhaustive(f, {}), {&named("symmetric")});
  const auto result = measure_accuracy(job, {});
  const auto records = accuracy_records(job, result.implementations.at(0), 5);
  REQUIRE(records.size() == 8);
  const Record& whole = records[0];
  CHECK(whole.id() == "softplus/symmetric/bfloat16/scalar");
  CHECK(whole.text("region") == "overall");
  CHECK(whole.text("status") == "ok");
  CHECK(whole.text("inputs") == "exhaustive");
  CHECK_FALSE(whole.has("seed"));
  CHECK(whole.integer("n") == 65536);
  CHECK(whole.number("claim_ulp") == 1.3);
  CHECK(whole.integer("n_claim_violations") == 0);
  CHECK_FALSE(whole.has("claim_witness_bits"));
  CHECK(whole.number("max_ulp") == std::max(-whole.number("min_signed_ulp"), whole.number("max_signed_ulp")));
  CHECK(whole.number("max_ulp") > 1);
  CHECK(whole.number("mean_ulp") <= whole.number("rms_ulp"));
  CHECK(whole.number("rms_ulp") <= whole.number("max_ulp"));
  CHECK(whole.number("p50_ulp") <= whole.number("p999_ulp"));
  CHECK(whole.number("share_correctly_rounded") < whole.number("share_faithful"));
  std::uint64_t in_bins = 0;
  for (const HistogramBin& bin : whole.histogram) in_bins += bin.n;
  CHECK(in_bins == 65536);
  std::uint64_t in_envelope = 0;
  for (const EnvelopeBin& bin : whole.envelope) in_envelope += bin.n;
  CHECK(in_envelope == 65536 - 2 * f.fraction_mask());
  std::int64_t n = 0;
  double largest = 0;
  for (std::size_t i = 1; i < records.size(); ++i) {
    CHECK(records[i].envelope.empty());
    n += records[i].integer("n");
    largest = std::max(largest, records[i].number("max_ulp"));
  }
  CHECK(n == 65536);
  CHECK(largest == whole.number("max_ulp"));
  // The witness is an input that gives what is printed.
  const std::uint64_t input = *parse_bits(f, whole.text("max_ulp_input_bits"));
  CHECK(parse_number(f, whole.text("max_ulp_input")) == input);
  CHECK(parse_number(f, whole.text("max_ulp_input_hex")) == input);
  Oracle oracle(softplus_function, f);
  CHECK(*parse_bits(f, whole.text("max_ulp_want_bits")) == oracle(input).rounded);
  const std::uint64_t got = *parse_bits(f, whole.text("max_ulp_got_bits"));
  CHECK(std::abs(oracle.exact_error(input, 0, got, oracle(input)).value) == whole.number("max_ulp"));
}

TEST_CASE("drawn inputs leave their seed in one record without regions") {
  const FormatTraits& f = traits(FormatId::binary32);
  auto job = job_of(FormatId::binary32, weighted(f, "normal", 500, 5), {&named("naive")});
  job.inputs = "weighted:normal";
  job.per_region = false;
  const auto records = accuracy_records(job, measure_accuracy(job, {}).implementations.at(0), 5);
  REQUIRE(records.size() == 1);
  CHECK(records[0].integer("seed") == 5);
  CHECK(records[0].integer("n") == 500);
}

TEST_CASE("a broken claim names its first witness") {
  const FormatTraits& f = traits(FormatId::binary16);
  const auto job = job_of(FormatId::binary16, exhaustive(f, {}), {&faults::one_wrong_input});
  const auto records = accuracy_records(job, measure_accuracy(job, {}).implementations.at(0), 1);
  CHECK(records.at(0).text("claim_witness_bits") == "0x3cec");
  CHECK(records.at(0).integer("n_claim_violations") == 1);
  CHECK(records.at(0).text("claim_witness_got_bits") != records.at(0).text("claim_witness_want_bits"));
}

TEST_CASE("a stop leaves the result incomplete, and progress never exceeds the inputs") {
  const FormatTraits& f = traits(FormatId::binary16);
  const auto job = job_of(FormatId::binary16, exhaustive(f, {}), {&named("naive")});
  std::atomic<bool> stop = false;
  AccuracyOptions options;
  options.threads = 2;
  options.stop = &stop;
  std::uint64_t most = 0;
  options.progress = [&](std::uint64_t done) {
    most = std::max(most, done);
    stop = true;
  };
  const auto result = measure_accuracy(job, options);
  CHECK_FALSE(result.complete);
  CHECK(most > 0);
  CHECK(most < 65536);
  CHECK(result.implementations.at(0).overall(f).n < 65536);
}

// In every rounding mode.
void check_fast_against_mpfr(AccuracyJob job, const std::vector<std::shared_ptr<const Sampler>>& sets) {
  for (const auto& sampler : sets)
    for (const Rounding rounding : all_roundings) {
      job.sampler = sampler;
      job.rounding = rounding;
      AccuracyOptions options;
      const auto fast = measure_accuracy(job, options);
      CHECK(fast.reference.fast > 0);
      options.reference = ReferencePath::mpfr;
      const auto exact = measure_accuracy(job, options);
      CHECK(exact.reference.fast == 0);
      CAPTURE(sampler->size(), name_of(rounding), difference(fast, exact));
      CHECK(equal(fast, exact));
    }
}

TEST_CASE("the certified fast reference and MPFR give identical statistics") {
  const FormatTraits& f = traits(FormatId::binary32);
  std::vector<std::shared_ptr<const Sampler>> sets{
      stratified(f, 9000, 7, std::vector<OrdinalInterval>{{ordinal(f, 0xc2d00000u), ordinal(f, 0x42000000u)}},
                 softplus_function.cutoffs, {})};
  for (const InputRange range : {InputRange{1, 1.0005},
                                 {-16.64, -16.638},
                                 {14.555, 14.557},
                                 {5.9e-8, 5.905e-8},
                                 {-103.98, -103.96},
                                 {20.79, 20.8},
                                 {-1e-12, -0.9999e-12},
                                 {-1e-45, 1e-40}})
    sets.push_back(exhaustive(f, range));
  check_fast_against_mpfr(job_of(f.id, nullptr, {&named("naive"), &named("symmetric"), &named("symmetric_widened")}),
                          sets);
}

TEST_CASE("the certified fast reference and MPFR give identical statistics in binary64") {
  const FormatTraits& f = traits(FormatId::binary64);
  std::vector<std::shared_ptr<const Sampler>> sets{
      stratified(f, 3000, 7, std::vector<OrdinalInterval>{{ordinal(-750.0), ordinal(40.0)}}, {}, {}),
      stratified(f, 3000, 8,
                 std::vector<OrdinalInterval>{{ordinal(-800.0), ordinal(-1e-3)}, {ordinal(1e-3), ordinal(40.0)}},
                 softplus_function.cutoffs, {})};
  for (const double x : {1.0, -36.7368, 33.2711, 1e-16, -745.1, 36.0, -708.4, -1e-320})
    sets.push_back(exhaustive(f, InputRange{x, from_bits<double>(to_bits(x) + (x < 0 ? -500 : 500))}));
  check_fast_against_mpfr(job_of(f.id, nullptr, {&named("thresholded_20"), &named("symmetric"), &named("naive")}),
                          sets);
}

// What a sweep of few inputs measures, which no rule settles in spans.
ErrorStatistics one_by_one(const Implementation& implementation, Rounding rounding, std::uint64_t first,
                           std::uint64_t n) {
  const FormatTraits& f = traits(FormatId::binary32);
  constexpr std::uint64_t piece = 3 * consecutive_portion_size;
  ErrorStatistics all;
  for (std::uint64_t done = 0; done < n; done += piece) {
    const auto from = bits_at_index(f, index_of_bits(f, first) + done);
    auto job = job_of(f.id, bit_patterns(f, from, std::min(piece, n - done)), {&implementation});
    job.rounding = rounding;
    all.merge(f, measure_accuracy(job, on(1)).implementations[0].overall(f));
  }
  return all;
}

TEST_CASE("spans settled by a rule are measured as if looked at one by one") {
  const FormatTraits& f = traits(FormatId::binary32);
  constexpr std::uint64_t n = 5 * consecutive_portion_size + 12345;
  // Around the ends of the plateau, the identity, the constant zero, an overflow of e^x, and among NaNs.
  for (const float x : {-1e-7f, 5.5e-8f, 14.2f, 19.0f, 88.0f, -104.5f, -87.5f, 1e-40f, -1e30f}) {
    const std::uint64_t first = to_bits(x);
    CAPTURE(x);
    for (const Rounding rounding : all_roundings) {
      CAPTURE(name_of(rounding));
      for (const auto name : {"naive", "thresholded_20", "residual_relative"}) {
        // Upward, naive errs by all there is below -16, and takes its time.
        if (rounding == Rounding::upward && name == std::string_view("naive")) continue;
        auto job = job_of(f.id, bit_patterns(f, first, n), {&named(name)});
        job.rounding = rounding;
        const AccuracyResult whole = measure_accuracy(job, on(2));
        CHECK(whole.implementations[0].overall(f) == one_by_one(named(name), rounding, first, n));
      }
    }
  }
  const auto job = job_of(f.id, bit_patterns(f, 0xff800100u + n, n + 1000), {&named("naive")});
  const AccuracyResult whole = measure_accuracy(job, on(2));
  CHECK(whole.reference.shortcut > n / 2);
  CHECK(whole.implementations[0].overall(f) ==
        one_by_one(named("naive"), Rounding::nearest, 0xff800100u + n, n + 1000));
}

TEST_CASE("one wrong input among the millions around it is found, wherever it lies", "[faults]") {
  const FormatTraits& f = traits(FormatId::binary32);
  for (const faults::WrongAt& fault : faults::one_wrong_input_each) {
    CAPTURE(fault.place);
    // The wrong input lies a quarter into the range: that of 2^21 inputs, of which NaNs have room for fewer.
    const std::uint64_t index = index_of_bits(f, fault.bits);
    const std::uint64_t before = std::min<std::uint64_t>(index, std::uint64_t{1} << 19);
    const std::uint64_t n =
        std::min<std::uint64_t>(std::uint64_t{1} << 21, (std::uint64_t{1} << 32) - (index - before));
    const std::shared_ptr<const Sampler> range = bit_patterns(f, bits_at_index(f, index - before), n);
    const auto result = measure_accuracy(job_of(f.id, range, {fault.implementation}), on(2));
    const ErrorStatistics s = result.implementations[0].overall(f);
    CHECK(s.n == n);
    CHECK(s.n_claim_violations == 1);
    CHECK(s.first_violation.input == fault.bits);
    const bool nan = is_nan(f, fault.bits);
    CHECK(s.count(wrong_nan) == (nan ? 1 : 0));
    if (!nan) CHECK(s.worst(f).input == fault.bits);
  }
}

// Right, but an ulp up at one input, and at the next the output of the one before: there it falls.
template <std::uint32_t wrong>
void dip(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    const bool hit = to_bits(x[i]) == wrong;
    y[i] = to_bits(x[i]) == wrong + 1 ? faults::right(from_bits<float>(wrong - 1)) : faults::right(x[i]);
    if (hit) y[i] = faults::moved_up(y[i], 1);
  }
}

template <std::uint32_t wrong>
void check_dip(std::uint64_t first, std::uint64_t n) {
  const FormatTraits& f = traits(FormatId::binary32);
  constexpr Implementation dipping{.function = "softplus",
                                   .name = "dipping",
                                   .strategy = "falls once",
                                   .credit = "this project: a planted fault",
                                   .binary32 = {dip<wrong>, {}}};
  const auto job = job_of(f.id, bit_patterns(f, first, n), {&dipping});
  const ErrorStatistics s = measure_accuracy(job, on(2)).implementations[0].overall(f);
  CAPTURE(first, n, wrong);
  CHECK(s.n_decreases == 1);
  CHECK(s.first_decrease.input == wrong + 1);
}

TEST_CASE("an output below the one before it is a decrease, on either side of a block or a portion", "[faults]") {
  constexpr std::uint32_t one = 0x3f800000;
  check_dip<one + 100>(one, 1024);   // inside a block
  check_dip<one + 1023>(one, 5000);  // between blocks
  check_dip<one + 1024>(one, 5000);  // right after
  check_dip<one + consecutive_portion_size - 1>(one, 5 * consecutive_portion_size);
  check_dip<one + consecutive_portion_size>(one, 5 * consecutive_portion_size);
  constexpr std::uint32_t tiny = 0x30000000;  // on the plateau, settled by a rule
  check_dip<tiny + 2 * consecutive_portion_size - 1>(tiny, 5 * consecutive_portion_size);
  constexpr std::uint32_t large = 0x50000000;  // where softplus(x) = x
  check_dip<large + 2 * consecutive_portion_size - 1>(large, 5 * consecutive_portion_size);
  const FormatTraits& f = traits(FormatId::binary32);
  for (const auto name : {"symmetric_widened", "residual_relative"}) {
    const auto job = job_of(f.id, bit_patterns(f, tiny, 5 * consecutive_portion_size), {&named(name)});
    CHECK(measure_accuracy(job, on(2)).implementations[0].overall(f).n_decreases == 0);
  }
}

TEST_CASE("an error of the reference is thrown, from whichever thread") {
  Function undecided = softplus_function;
  undecided.settle = [](const FormatTraits&, const Point<double>& at) -> std::optional<Settled> {
    const double x = at.x;
    if (x > 1.0009) throw std::runtime_error("4096 bits do not decide");
    return std::nullopt;
  };
  const FormatTraits& f = traits(FormatId::binary32);
  auto job = job_of(FormatId::binary32, exhaustive(f, InputRange{1, 1.001}), {&named("naive")});
  undecided.fast = nullptr;
  job.function = &undecided;
  job.per_region = false;
  CHECK_THROWS_WITH(measure_accuracy(job, on(2)), Catch::Contains("do not decide"));
}

}  // namespace
}  // namespace softplus_bench
