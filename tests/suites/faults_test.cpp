// Every planted fault is found by the accuracy suite, under the verdict that names it and at the input where it is,
// and the arithmetic that the faults start from passes the same judgement.
//
// What this suite sees by accident only, because it calls a kernel on blocks of 1024 inputs in the order of the set:
//   lane_crosstalk         where a number stands right after a special value in a block: -inf after a NaN in an
//   exhaustive
//                          set, and -max after -inf unless a block ends between them (as in binary16)
//   not_monotone_position  in the last input of a set of odd size; every other block is even
// The last test holds the limit down until position independence has a check of its own.
#include <catch2/catch.hpp>
#include <cfenv>

#include "core/narrow.hpp"
#include "core/text.hpp"
#include "suites/float_environment.hpp"
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = faults::right(x[i]);
}
constexpr Implementation right_itself{
    .function = "softplus",
    .name = "right_itself",
    .strategy = "what every fault starts from",
    .credit = "this project",
    .binary64 = {evaluate<double>, faults::right_claim<double>},
    .binary32 = {evaluate<float>, faults::right_claim<float>},
    .binary16 = {evaluate<binary16>, faults::right_claim<binary16>},
    .bfloat16 = {evaluate<bfloat16>, faults::right_claim<bfloat16>},
};

constexpr FormatId narrow_formats[] = {FormatId::binary16, FormatId::bfloat16};

struct Judged {
  const FormatTraits& f;
  ImplementationAccuracy accuracy;
  ErrorStatistics all;
  Judged(const Implementation& implementation, FormatId format, std::optional<InputRange> range = {})
      : f(traits(format)), accuracy(measured(implementation, format, range)), all(accuracy.overall(f)) {
    INFO(accuracy.failure);
    REQUIRE(accuracy.failure.empty());
  }
  // Verdicts that say that something is wrong; the right arithmetic has none of them.
  std::uint64_t wrong(OutputVerdict except = OutputVerdict{}) const {
    std::uint64_t n = 0;
    for (const OutputVerdict v :
         {wrong_nan, early_overflow, missed_overflow, wrong_infinity, wrong_sign, zero_sign, flushed})
      if (v != except) n += all.count(v);
    return n;
  }
  double first_input() const { return widen(f, all.first_violation.input); }
};

TEST_CASE("the arithmetic that the faults start from passes", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(right_itself, format);
    CAPTURE(judged.f.name);
    CHECK(judged.all.n == 65536);
    CHECK(judged.all.n_claim_violations == 0);
    CHECK(judged.wrong() == 0);
    CHECK(judged.all.n_above_1 == 0);
    CHECK_FALSE(judged.all.first_violation.any);
  }
  for (const auto& [low, high] : {std::pair{1.2299, 1.2301}, {1.4999, 1.5}, {-17.0001, -17.0}, {-103.98, -103.972}}) {
    const Judged judged(right_itself, FormatId::binary32, InputRange{low, high});
    CHECK(judged.all.n > 50);
    CHECK(judged.all.n_claim_violations == 0);
    CHECK(judged.wrong() == 0);
  }
  const Judged wide(right_itself, FormatId::binary64, InputRange{1, 1 + 0x1p-42});
  CHECK(wide.all.n_claim_violations == 0);
}

TEST_CASE("flushed subnormals are counted, and the worst is the largest of them", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::flushed_subnormals, format);
    const FormatTraits& f = judged.f;
    CAPTURE(f.name);
    // Told apart from the exact results: every input whose rounded result is subnormal, and no other.
    Oracle oracle(softplus_function, f);
    std::uint64_t subnormal = 0;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    double most_lost = 0;
    for (std::int64_t place = -static_cast<std::int64_t>(f.max_finite_bits()); place < 0; ++place) {
      const std::uint64_t x = bits_at_ordinal(f, place);
      const Expected e = oracle(x);
      if (e.rounded == 0 || e.rounded > f.fraction_mask()) continue;
      ++subnormal;
      const double lost = static_cast<double>(e.rounded) + static_cast<double>(e.tail) * tail_unit;
      last = x;
      most_lost = lost;
      if (first == 0 && lost > 0.501) first = x;
    }
    CHECK(judged.all.count(flushed) == subnormal);
    CHECK(judged.wrong(flushed) == 0);
    CHECK(judged.all.n_claim_violations > 0);
    CHECK(judged.all.first_violation.input == first);
    CHECK(judged.all.first_violation.got == 0);
    CHECK(judged.all.worst(f).input == last);
    CHECK(judged.all.worst(f).error.value == Approx(-most_lost));
    CHECK(most_lost > 100);
  }
}

TEST_CASE("a swallowed NaN is a wrong NaN at every NaN", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::nan_swallowed, format);
    const std::uint64_t nans = 2 * judged.f.fraction_mask();
    CHECK(judged.all.count(wrong_nan) == nans);
    CHECK(judged.wrong(wrong_nan) == 0);
    CHECK(judged.all.n_scored == 65536 - nans);
    CHECK(judged.all.n_claim_violations == nans);
    CHECK(judged.all.first_violation.input == 0xffff);
    CHECK(judged.all.first_violation.got == 0);
  }
}

TEST_CASE("a negative softplus is a wrong sign from its first input on", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::negative_softplus, format);
    const FormatTraits& f = judged.f;
    const auto inputs = static_cast<std::uint64_t>(ordinal(f, narrow_bits(f, -17)) - ordinal(f, narrow_bits(f, -30)));
    CHECK(judged.all.count(wrong_sign) == inputs + 1);
    CHECK(judged.wrong(wrong_sign) == 0);
    CHECK(judged.all.n_claim_violations == inputs + 1);
    CHECK(judged.first_input() == -30);
    CHECK(judged.all.first_violation.got == narrow_bits(f, -0x1p-19));
    CHECK(judged.all.n_above_4 == inputs + 1);
  }
  // In the subnormal results of binary16 the ulp is the same everywhere: the worst is where softplus is largest.
  const Judged judged(faults::negative_softplus, FormatId::binary16);
  CHECK(widen(judged.f, judged.all.worst(judged.f).input) == -17);
  CHECK(judged.all.worst(judged.f).error.value == Approx(-32 - std::exp(-17.0) * 0x1p24));
  const Judged single(faults::negative_softplus, FormatId::binary32, InputRange{-17.0001, -16.9999});
  CHECK(single.all.count(wrong_sign) > 10);
  CHECK(single.all.count(wrong_sign) < single.all.n);
}

TEST_CASE("one wrong input is found, and it alone", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::one_wrong_input, format);
    const Witness& worst = judged.all.worst(judged.f);
    CHECK(judged.all.n_claim_violations == 1);
    CHECK(judged.all.n_above_4 == 1);
    CHECK(worst.input == narrow_bits(judged.f, 1.23));
    CHECK(worst == judged.all.first_violation);
    CHECK(worst.got == worst.want + 16);
    CHECK(worst.error.value == Approx(16).margin(0.5));
    CHECK(judged.wrong() == 0);
  }
  const Judged single(faults::one_wrong_input, FormatId::binary32, InputRange{1.2299, 1.2301});
  CHECK(single.all.n > 1000);
  CHECK(single.all.n_claim_violations == 1);
  CHECK(single.all.first_violation.input == to_bits(1.23f));
}

TEST_CASE("infinity from 2^emax is an early overflow from there on", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::overflow_to_infinity, format);
    const FormatTraits& f = judged.f;
    CHECK(judged.all.count(early_overflow) == f.fraction_mask() + 1);
    CHECK(judged.wrong(early_overflow) == 0);
    CHECK(judged.all.n_claim_violations == f.fraction_mask() + 1);
    CHECK(judged.first_input() == std::ldexp(1.0, f.emax));
    CHECK(judged.all.first_violation.got == f.infinity_bits());
    CHECK(judged.all.worst(f).input == judged.all.first_violation.input);
    CHECK(judged.all.worst(f).error.value == Approx(std::ldexp(1.0, f.precision - 1)));
  }
}

TEST_CASE("3 ulp on an interval are in the maximum, in the counts and in the envelope, and break the claim",
          "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::three_ulp, format);
    const FormatTraits& f = judged.f;
    const std::uint64_t inputs = (f.fraction_mask() + 1) / 2 + 1;
    CHECK(judged.all.n_above_2 == inputs);
    CHECK(judged.all.n_claim_violations == inputs);
    CHECK(judged.wrong() == 0);
    CHECK(judged.first_input() == 1);
    const double worst = judged.all.worst(f).error.value;
    CHECK(worst > 3);
    CHECK(worst <= 3.501);
    for (const EnvelopeBin& bin : judged.accuracy.envelope) {
      const bool inside = widen(f, bin.last_bits) >= 1 && widen(f, bin.first_bits) <= 1.5;
      if ((bin.max_ulp > 2) != inside) FAIL("the envelope from " << widen(f, bin.first_bits));
    }
  }
}

TEST_CASE("a negative zero at -infinity is a wrong sign of zero, which costs no ulp and breaks no claim", "[faults]") {
  for (const FormatId format : narrow_formats) {
    const Judged judged(faults::wrong_zero_sign, format);
    CHECK(judged.all.count(zero_sign) == 1);
    CHECK(judged.wrong(zero_sign) == 0);
    CHECK(judged.all.n_claim_violations == 0);
    REQUIRE(judged.accuracy.regions.at(0).region == "special");
    CHECK(judged.accuracy.regions.at(0).statistics.count(zero_sign) == 1);
    const auto records =
        accuracy_records(job_of(format, exhaustive(judged.f, {}), {&faults::wrong_zero_sign}), judged.accuracy, 1);
    CHECK(records.at(0).integer("n_zero_sign") == 1);
    CHECK(records.at(0).text("zero_sign_witness_bits") ==
          bits_text(judged.f, judged.f.infinity_bits() | judged.f.sign_bit()));
  }
}

TEST_CASE("kernels that break their contract fail with the reason, and the environment is right afterwards",
          "[faults]") {
  struct Broken {
    const Implementation* implementation;
    std::string reason;
  };
  std::vector<Broken> all{{&faults::rounding_left_set, "rounding mode left changed"},
                          {&faults::write_past_end, "wrote past the end of its output"}};
  if (faults::ftz_left_set.binary32.kernel != nullptr)
    all.push_back({&faults::ftz_left_set, "flush-to-zero left changed"});
  for (const Broken& broken : all)
    for (const FormatTraits& f : all_formats) {
      CAPTURE(broken.implementation->name, f.name);
      const FloatControls before = float_controls();
      const auto job = job_of(f.id, exhaustive(f, InputRange{1, 1.0078125}), {broken.implementation, &right_itself});
      // Where the format has many numbers there, a few.
      AccuracyJob few = job;
      if (f.bits > 16) few.sampler = drawn(f.id, 300);
      const auto result = measure_accuracy(few, {});
      CHECK(result.implementations.at(0).failure == broken.reason);
      CHECK(result.implementations.at(1).failure.empty());
      CHECK(result.implementations.at(1).overall(f).n == few.sampler->size());
      CHECK(float_controls() == before);
      CHECK(std::fegetround() == FE_TONEAREST);
      const auto records = accuracy_records(few, result.implementations.at(0), 1);
      REQUIRE(records.size() == 1);
      CHECK(records[0].text("status") == "failed");
      CHECK(records[0].text("reason") == broken.reason);
      CHECK_FALSE(records[0].has("max_ulp"));
    }
}

TEST_CASE("crosstalk between lanes shows at -infinity, beside the NaNs and the other infinity", "[faults]") {
  const Judged narrow(faults::lane_crosstalk, FormatId::binary16);
  CHECK(narrow.all.n_claim_violations == 1);
  const Judged judged(faults::lane_crosstalk, FormatId::bfloat16);
  CHECK(judged.all.n_claim_violations == 2);  // -max too
  for (const Judged* j : {&narrow, &judged}) {
    CHECK(j->all.first_violation.input == (j->f.infinity_bits() | j->f.sign_bit()));
    CHECK(j->all.first_violation.got == 1);
    CHECK(j->all.first_violation.want == 0);
  }
  // Stratified inputs end with the special values, where -infinity follows +infinity.
  const FormatTraits& f = traits(FormatId::binary32);
  const auto job = job_of(f.id, drawn(f.id, 2000), {&faults::lane_crosstalk});
  const auto all = measure_accuracy(job, {}).implementations.at(0).overall(f);
  CHECK(all.n_claim_violations > 0);
  CHECK(all.first_violation.input == (f.infinity_bits() | f.sign_bit()));
}

TEST_CASE("a tail computed otherwise shows in the last of an odd number of inputs", "[faults]") {
  const Judged judged(faults::not_monotone_position, FormatId::binary32, InputRange{1, 1 + 0x1p-22});
  CHECK(judged.all.n == 3);
  CHECK(judged.all.n_claim_violations == 1);
  CHECK(judged.first_input() == 1 + 0x1p-22);
}

TEST_CASE("not seen yet: a tail computed otherwise, where the set of inputs is even", "[faults]") {
  CHECK(Judged(faults::not_monotone_position, FormatId::binary16).all.n_claim_violations == 0);
}

}  // namespace
}  // namespace softplus_bench
