// What the vectorised softplus_inverse and mish promise beyond their claims, on every target of this CPU.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

#include "core/narrow.hpp"
#include "impls/table.hpp"
#include "suites/host_targets.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

// Vectors have 64 bytes at most, and the 16-bit formats stand in lanes of 32.
template <class T>
constexpr std::size_t most_lanes = 64 / (sizeof(T) < 4 ? 4 : sizeof(T));
constexpr double inf = std::numeric_limits<double>::infinity();

std::vector<const Implementation*> fused_here(std::string_view function) {
  std::vector<const Implementation*> rows;
  for (const Implementation* row : implementation_table())
    if (row->function == function && row->name == "fused" && why_unavailable(row->target).empty()) rows.push_back(row);
  return rows;
}

template <class T>
std::vector<T> outputs(const Implementation& row, const std::vector<T>& x) {
  std::vector<T> y(x.size());
  row.variant<T>().kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
  return y;
}

template <class T>
T output(const Implementation& row, T x) {
  return outputs(row, std::vector<T>{x})[0];
}

template <class T>
double output_of(const Implementation& row, double x) {
  return widen(output(row, narrow<T>(x)));
}

// Every piece of the functions, and every special value, in no order.
template <class T>
std::vector<T> varied(std::size_t n) {
  const double chosen[] = {0,     -0.0,  inf,   -inf, std::nan(""), 0.693147, 0.34,  1e-30, -1e-30, 1e30,
                           -1e30, -87.5, -89,   -103, -104.5,       -708.5,   -744,  -746,  16.9,   35.9,
                           5e-7,  1e-40, 1e-45, 19.9, 21.9,         1.04,     -3e38, 3e38,  5e-324};
  std::vector<T> x;
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<double>(i);
    x.push_back(narrow<T>(i % 3 == 0 ? chosen[(i / 3) % std::size(chosen)] : std::sin(at) * std::pow(1.5, i % 20)));
  }
  return x;
}

template <class T>
bool same_bits(const T* a, const T* b, std::size_t n) {
  return n == 0 || std::memcmp(a, b, n * sizeof(T)) == 0;
}

TEMPLATE_TEST_CASE("fused softplus_inverse and mish: any length at any alignment gives the bits of one long call", "",
                   float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr std::size_t lanes = most_lanes<T>;
  const auto x = varied<T>(6 * lanes);
  const T untouched = narrow<T>(-12345);
  const auto stays = [&](const T& value) { return same_bits(&value, &untouched, 1); };
  for (const std::string_view function : {"softplus_inverse", "mish"})
    for (const Implementation* row : fused_here(function)) {
      CAPTURE(function, name_of(row->target));
      const auto kernel = row->variant<T>().kernel;
      const auto y = outputs(*row, x);
      for (std::size_t from = 0; from <= lanes; ++from)
        for (std::size_t n = 0; n <= 2 * lanes + 1; ++n) {
          std::vector<T> got(4 * lanes, untouched);  // room for what must not be written
          kernel(x.data() + from, nullptr, got.data() + 1, n, nullptr);
          const bool right = same_bits(got.data() + 1, y.data() + from, n);
          const bool no_more =
              stays(got[0]) && std::all_of(got.begin() + 1 + static_cast<std::ptrdiff_t>(n), got.end(), stays);
          std::vector<T> in_place(x);
          kernel(in_place.data() + from, nullptr, in_place.data() + from, n, nullptr);
          const bool right_in_place = same_bits(in_place.data() + from, y.data() + from, n) &&
                                      same_bits(in_place.data(), x.data(), from) &&
                                      same_bits(in_place.data() + from + n, x.data() + from + n, x.size() - from - n);
          if (!right || !no_more || !right_in_place)
            FAIL(from << " " << n << ": " << right << no_more << right_in_place);
        }
    }
}

TEMPLATE_TEST_CASE("fused softplus_inverse and mish: what stands in other lanes does not matter", "", float, double,
                   binary16, bfloat16) {
  using T = TestType;
  constexpr std::size_t n = most_lanes<T> + 3;
  const auto x = varied<T>(4 * n);
  for (const std::string_view function : {"softplus_inverse", "mish"})
    for (const Implementation* row : fused_here(function)) {
      CAPTURE(function, name_of(row->target));
      for (const double other : {std::nan(""), inf, -inf, 1e-45, -3e38, -103.0, -740.0, 0.6931471805599453})
        for (std::size_t i = 0; i < x.size(); ++i) {
          const T alone = output(*row, x[i]);
          std::vector<T> among(n, narrow<T>(other));
          among[i % n] = x[i];
          const T got = outputs(*row, among)[i % n];
          if (!same_bits(&got, &alone, 1)) FAIL("lane " << i % n << ", input " << i << " among " << other);
        }
    }
}

TEMPLATE_TEST_CASE("fused softplus_inverse: special values", "", float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr FormatTraits f = format_traits<T>;
  const double huge = widen(f, f.max_finite_bits());
  REQUIRE_FALSE(fused_here("softplus_inverse").empty());
  for (const Implementation* row : fused_here("softplus_inverse")) {
    CAPTURE(name_of(row->target));
    const auto of = [&](double y) { return output_of<T>(*row, y); };
    for (const double y : {std::nan(""), -std::nan(""), -1.0, -huge, -inf, -widen(f, 1)}) CHECK(std::isnan(of(y)));
    for (const double y : {0.0, -0.0}) CHECK(of(y) == -inf);
    for (const double y : {inf, huge, 1000.0, 64.0}) CHECK(of(y) == y);
    // The least number: its logarithm, rounded.
    CHECK(of(widen(f, 1)) == widen(narrow<T>(std::log(widen(f, 1)))));
  }
}

TEMPLATE_TEST_CASE("fused mish: special values", "", float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr FormatTraits f = format_traits<T>;
  const double huge = widen(f, f.max_finite_bits());
  REQUIRE_FALSE(fused_here("mish").empty());
  for (const Implementation* row : fused_here("mish")) {
    CAPTURE(name_of(row->target));
    const auto of = [&](double x) { return output_of<T>(*row, x); };
    for (const double x : {std::nan(""), -std::nan("")}) CHECK(std::isnan(of(x)));
    for (const double x : {inf, huge, 1000.0, 64.0}) CHECK(of(x) == x);
    for (const double x : {-inf, -huge, -1000.0, -0.0}) CHECK((of(x) == 0 && std::signbit(of(x))));
    CHECK((of(0.0) == 0 && !std::signbit(of(0.0))));
    // 3x/5 of 1, 2 and 3 quanta.
    for (const int quanta : {1, 2, 3}) {
      const double x = quanta * widen(f, 1);
      CHECK(of(x) == std::round(0.6 * quanta) * widen(f, 1));
      CHECK(of(-x) == -of(x));
    }
  }
}

// The rows of one function against the exact values.
void meet_claims(const Function& function, std::string_view name, FormatId format,
                 const std::shared_ptr<const Sampler>& sampler) {
  AccuracyJob job = job_of(format, sampler, fused_here(name));
  job.function = &function;
  const auto result = measure_accuracy(job, {});
  REQUIRE(result.implementations.size() == job.implementations.size());
  for (const ImplementationAccuracy& accuracy : result.implementations) {
    CAPTURE(name, name_of(accuracy.implementation->target), traits(format).name);
    CHECK(accuracy.failure.empty());
    CHECK(accuracy.overall(traits(format)).n_claim_violations == 0);
  }
}

TEST_CASE("fused softplus_inverse and mish round every 16-bit input correctly") {
  for (const FormatId format : {FormatId::binary16, FormatId::bfloat16})
    for (const std::string_view name : {"softplus_inverse", "mish"})
      for (const Implementation* row : fused_here(name)) {
        AccuracyJob job = job_of(format, exhaustive(traits(format), {}), {row});
        job.function = name == "mish" ? &mish_function : &softplus_inverse_function;
        const auto all = measure_accuracy(job, {}).implementations.at(0).overall(traits(format));
        CAPTURE(name, name_of(row->target), traits(format).name);
        CHECK(all.count(correctly_rounded) == 65536);
      }
}

template <class T>
std::shared_ptr<const Sampler> pieces(std::uint64_t n, std::initializer_list<InputRange> ranges) {
  std::vector<OrdinalInterval> intervals;
  for (const InputRange& range : ranges)
    intervals.push_back({ordinal(narrow<T>(range.lower)), ordinal(narrow<T>(range.upper))});
  return stratified(format_traits<T>, n, 1, intervals, {}, {});
}

TEST_CASE("fused softplus_inverse keeps its claim at the root, at the ends of every piece, and for subnormal inputs") {
  const Function& f = softplus_inverse_function;
  // All of binary32 within 2^-9 of log 2, and of binary64 within 2^-40.
  meet_claims(f, "softplus_inverse", FormatId::binary32, exhaustive(traits(FormatId::binary32), {{0.691, 0.695}}));
  meet_claims(f, "softplus_inverse", FormatId::binary64,
              exhaustive(traits(FormatId::binary64), {{0x1.62e42fefap-1, 0x1.62e42fefa8p-1}}));
  meet_claims(f, "softplus_inverse", FormatId::binary32,
              pieces<float>(100000, {{0, 0x1p-126}, {0x1p-126, 0.3}, {0.3, 0.7}, {0.7, 1.5}, {1.5, 4}, {4, 18}}));
  meet_claims(f, "softplus_inverse", FormatId::binary64,
              pieces<double>(20000, {{0, 0x1p-1022}, {0x1p-1022, 0.3}, {0.3, 0.7}, {0.7, 1.5}, {1.5, 4}, {4, 38}}));
}

TEST_CASE("fused mish keeps its claim in every piece and into the subnormal results") {
  meet_claims(mish_function, "mish", FormatId::binary32,
              pieces<float>(20000, {{-110, -86}, {-86, -1}, {-1, -1e-30}, {-1e-30, 1e-30}, {1e-30, 1}, {1, 21}}));
  meet_claims(
      mish_function, "mish", FormatId::binary64,
      pieces<double>(20000, {{-755, -707}, {-707, -1}, {-1, -1e-300}, {-1e-300, 1e-300}, {1e-300, 1}, {1, 23}}));
}

TEMPLATE_TEST_CASE("fused softplus_inverse and mish: a few ulp in every rounding mode, which is left as it was", "",
                   float, double) {
  using T = TestType;
  std::vector<T> x;
  for (int i = -2700; i <= 1000; ++i) x.push_back(static_cast<T>(i) / 32 + T(1) / 97);
  for (const std::string_view function : {"softplus_inverse", "mish"})
    for (const Implementation* row : fused_here(function)) {
      CAPTURE(function, name_of(row->target));
      const auto nearest = outputs(*row, x);
      for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
        std::fesetround(mode);
        const auto y = outputs(*row, x);
        const int mode_after = std::fegetround();
        std::fesetround(FE_TONEAREST);
        CHECK(mode_after == mode);
        for (std::size_t i = 0; i < x.size(); ++i) {
          const bool both_nan = std::isnan(y[i]) && std::isnan(nearest[i]);
          const T apart = std::fabs(y[i] - nearest[i]) / std::fabs(nearest[i]) / std::numeric_limits<T>::epsilon();
          if (!both_nan && !(apart < 4)) FAIL(x[i] << ": " << y[i] << " in mode " << mode << ", not " << nearest[i]);
        }
      }
    }
}

}  // namespace
}  // namespace softplus_bench
