// What every kernel of impls/simd promises beyond its claim, on every target that this CPU has.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/narrow.hpp"
#include "impls/table.hpp"
#include "suites/host_targets.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

// Vectors have 64 bytes at most.
template <class T>
constexpr std::size_t most_lanes = 64 / sizeof(T);

// The logistic functions, the inverse and mish have tests of their own.
bool of_softplus(std::string_view function) { return function == "softplus" || function == "log_sigmoid"; }

// Of both functions, or of one.
std::vector<const Implementation*> vectorised_here(std::string_view function = {}) {
  std::vector<const Implementation*> found;
  for (const Implementation* implementation : implementation_table())
    if ((function.empty() ? of_softplus(implementation->function) : implementation->function == function) &&
        implementation->target != Target::scalar && why_unavailable(implementation->target).empty())
      found.push_back(implementation);
  return found;
}

template <class T>
std::uint64_t bits_of(T x) {
  return to_bits(x);
}

// Every piece of the function, and every special value, in no order.
template <class T>
std::vector<T> varied_inputs(std::size_t n) {
  using Limits = std::numeric_limits<T>;
  const std::vector<T> chosen{0,
                              T(-0.0),
                              Limits::infinity(),
                              -Limits::infinity(),
                              Limits::quiet_NaN(),
                              Limits::denorm_min(),
                              1,
                              -1,
                              Limits::max(),
                              -Limits::max(),
                              -Limits::min(),
                              T(-87.5),
                              -90,
                              -103,
                              -104,
                              -710,
                              -744,
                              -746};
  std::vector<T> x;
  for (std::size_t i = 0; i < n; ++i)
    x.push_back(i % 3 == 0
                    ? chosen[(i / 3) % chosen.size()]
                    : static_cast<T>(std::sin(static_cast<double>(i)) * std::pow(1.4, static_cast<double>(i % 20))));
  return x;
}

template <class T>
std::vector<T> outputs(const Implementation& implementation, const std::vector<T>& x) {
  std::vector<T> y(x.size() + most_lanes<T>);  // room for what must not be written
  implementation.variant<T>().kernel(x.data(), nullptr, y.data(), x.size(), nullptr);
  y.resize(x.size());
  return y;
}

template <class T>
bool same_bits(const T* a, const T* b, std::size_t n) {
  return n == 0 || std::memcmp(a, b, n * sizeof(T)) == 0;
}

// A softplus to more digits than the format has, in the rounding mode to nearest.
long double softplus(long double x) { return std::fmax(x, 0.0L) + std::log1p(std::exp(-std::fabs(x))); }

TEMPLATE_TEST_CASE("any length at any alignment gives the bits of one long call, in place too, and writes no more", "",
                   float, double) {
  using T = TestType;
  constexpr std::size_t lanes = most_lanes<T>;
  const auto x = varied_inputs<T>(4 * lanes + 2);
  constexpr T untouched = T(-12345);
  for (const Implementation* implementation : vectorised_here()) {
    const auto kernel = implementation->variant<T>().kernel;
    if (kernel == nullptr) continue;
    CAPTURE(implementation->name, name_of(implementation->target));
    const auto y = outputs(*implementation, x);
    for (std::size_t from = 0; from <= lanes; ++from)
      for (std::size_t n = 0; n <= 2 * lanes + 1; ++n) {
        CAPTURE(from, n);
        std::vector<T> got(3 * lanes + 4, untouched);  // room for what must not be written
        kernel(x.data() + from, nullptr, got.data() + 1, n, nullptr);
        const bool right = same_bits(got.data() + 1, y.data() + from, n);
        const auto stays = [](T value) { return value == untouched; };
        const bool no_more =
            stays(got[0]) && std::all_of(got.begin() + 1 + static_cast<std::ptrdiff_t>(n), got.end(), stays);
        std::vector<T> in_place(x);
        kernel(in_place.data() + from, nullptr, in_place.data() + from, n, nullptr);
        const bool right_in_place = same_bits(in_place.data() + from, y.data() + from, n) &&
                                    same_bits(in_place.data(), x.data(), from) &&
                                    same_bits(in_place.data() + from + n, x.data() + from + n, x.size() - from - n);
        if (!right || !no_more || !right_in_place) FAIL("right " << right << no_more << right_in_place);
      }
  }
}

TEMPLATE_TEST_CASE("what stands in other lanes does not matter", "", float, double) {
  using T = TestType;
  using Limits = std::numeric_limits<T>;
  constexpr std::size_t n = most_lanes<T> + 3;
  const auto x = varied_inputs<T>(3 * n);
  for (const Implementation* implementation : vectorised_here()) {
    if (implementation->variant<T>().kernel == nullptr) continue;
    CAPTURE(implementation->name, name_of(implementation->target));
    for (const T other : {Limits::quiet_NaN(), Limits::signaling_NaN(), Limits::infinity(), -Limits::infinity(),
                          Limits::denorm_min(), -Limits::max(), T(-103), T(-740)})
      for (const T value : x) {
        const T alone = outputs(*implementation, std::vector<T>{value})[0];
        std::vector<T> among(n, other);
        const std::size_t at = bits_of(value) % n;
        among[at] = value;
        const T got = outputs(*implementation, among)[at];
        if (!same_bits(&got, &alone, 1)) FAIL("lane " << at << " of " << value << " among " << other);
      }
  }
}

TEMPLATE_TEST_CASE("a long array gives the bits of its elements one by one, wherever its strips end", "", float,
                   double) {
  using T = TestType;
  // Strips are of 16 vectors of binary64, whatever the format.
  const auto x = varied_inputs<T>(3 * 16 * 8 + 5);
  for (const Implementation* implementation : vectorised_here()) {
    const auto kernel = implementation->variant<T>().kernel;
    if (kernel == nullptr) continue;
    CAPTURE(implementation->name, name_of(implementation->target));
    std::vector<T> alone(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) kernel(&x[i], nullptr, &alone[i], 1, nullptr);
    for (std::size_t n = 0; n <= x.size(); ++n) {
      std::vector<T> got(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n));
      kernel(got.data(), nullptr, got.data(), n, nullptr);
      if (!same_bits(got.data(), alone.data(), n)) FAIL("differs at length " << n);
    }
  }
}

TEMPLATE_TEST_CASE("special values of the vectorised softplus", "", float, double) {
  using T = TestType;
  using Limits = std::numeric_limits<T>;
  const T log_2 = static_cast<T>(0.693147180559945309417L);
  for (const Implementation* implementation : vectorised_here("softplus")) {
    if (implementation->variant<T>().kernel == nullptr) continue;
    CAPTURE(implementation->name, name_of(implementation->target));
    const auto of = [&](T x) { return outputs(*implementation, std::vector<T>{x})[0]; };
    CHECK(std::isnan(of(Limits::quiet_NaN())));
    CHECK(std::isnan(of(-Limits::quiet_NaN())));
    CHECK(std::isnan(of(Limits::signaling_NaN())));
    CHECK(of(Limits::infinity()) == Limits::infinity());
    for (const T x : {-Limits::infinity(), -Limits::max(), T(-1000)}) CHECK(bits_of(of(x)) == 0);
    for (const T x : {T(0), T(-0.0), Limits::denorm_min(), -Limits::denorm_min(), -Limits::min()})
      CHECK(of(x) == log_2);
    for (const T x : {T(1000), Limits::max()}) CHECK(of(x) == x);
    // Into the subnormal results and out of them at the other end: within one of the least.
    const auto highest = static_cast<int>(std::log(Limits::min()) * 32) + 32;
    const auto lowest = static_cast<int>(std::log(Limits::denorm_min()) * 32) - 32;
    for (int i = highest; i > lowest; --i) {
      const T x = static_cast<T>(i) / 32;
      const auto apart = (static_cast<long double>(of(x)) - softplus(x)) / std::exp(static_cast<long double>(x));
      const auto least = static_cast<long double>(Limits::denorm_min()) / std::exp(static_cast<long double>(x));
      if (std::fabs(apart) > 2 * Limits::epsilon() + least * 0.501L) FAIL("at " << x << ": " << of(x));
    }
  }
}

TEMPLATE_TEST_CASE("every rounding mode gives a few units in the last place, and is left as it was", "", float,
                   double) {
  using T = TestType;
  std::vector<T> x;
  for (int i = -2800; i <= 1000; ++i) x.push_back(static_cast<T>(i) / 32 + T(1) / 97);
  for (const Implementation* implementation : vectorised_here("softplus")) {
    if (implementation->variant<T>().kernel == nullptr) continue;
    CAPTURE(implementation->name, name_of(implementation->target));
    for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
      std::fesetround(mode);
      const auto y = outputs(*implementation, x);
      const int mode_after = std::fegetround();
      std::fesetround(FE_TONEAREST);
      CHECK(mode_after == mode);
      long double worst = 0;
      for (std::size_t i = 0; i < x.size(); ++i)
        worst = std::max(worst, std::fabs(static_cast<long double>(y[i]) / softplus(x[i]) - 1));
      CHECK(static_cast<double>(worst / std::numeric_limits<T>::epsilon()) < 4);
    }
  }
}

TEST_CASE("the claims of vectorised rows are met on a sample of every piece") {
  for (const FormatId id : {FormatId::binary32, FormatId::binary64}) {
    const FormatTraits& f = traits(id);
    std::vector<const Implementation*> implementations;
    for (const Implementation* implementation : vectorised_here("softplus"))
      visit_format(id, [&]<class T>(std::type_identity<T>) {
        if (implementation->variant<T>().kernel != nullptr) implementations.push_back(implementation);
      });
    // Where softplus is neither x, nor log 2 + x/2, nor 0.
    const double lowest = id == FormatId::binary32 ? -105 : -750;
    std::vector<OrdinalInterval> pieces;
    visit_format(id, [&]<class T>(std::type_identity<T>) {
      for (const auto& [from, to] : {std::pair{lowest, -80.0}, {-80.0, -1.0}, {-1.0, -1e-4}, {1e-4, 1.0}, {1.0, 40.0}})
        pieces.push_back({ordinal(narrow<T>(from)), ordinal(narrow<T>(to))});
    });
    const std::shared_ptr<const Sampler> sampler =
        stratified(f, id == FormatId::binary32 ? 200000 : 20000, 1, pieces, {}, {});
    const auto result = measure_accuracy(job_of(id, sampler, implementations), {});
    REQUIRE(result.implementations.size() == implementations.size());
    for (const ImplementationAccuracy& accuracy : result.implementations) {
      CAPTURE(accuracy.implementation->name, name_of(accuracy.implementation->target), f.name);
      CHECK(accuracy.failure.empty());
      CHECK(accuracy.overall(f).n_claim_violations == 0);
      CHECK(accuracy.overall(f).count(wrong_nan) == 0);
    }
  }
}

}  // namespace
}  // namespace softplus_bench
