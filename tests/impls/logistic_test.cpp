// What the vectorised sigmoid, silu and softplus_backward promise beyond their claims, on every target of this CPU.
#include <algorithm>
#include <array>
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
constexpr std::size_t most_lanes = 64 / (sizeof(T) < 4 ? 4 : sizeof(T));

const std::vector<const Implementation*>& fused_here() {
  static const std::vector<const Implementation*> found = [] {
    std::vector<const Implementation*> rows;
    for (const Implementation* row : implementation_table())
      if ((row->function == "sigmoid" || row->function == "silu" || row->function == "softplus_backward") &&
          row->target != Target::scalar && why_unavailable(row->target).empty())
        rows.push_back(row);
    return rows;
  }();
  return found;
}

bool has_gradient(const Implementation& row) { return row.function == "softplus_backward"; }

template <class T>
T number(double value) {
  return narrow<T>(value);
}

template <class T>
std::vector<T> outputs(const Implementation& row, const std::vector<T>& x, const std::vector<T>& g, double beta = 1) {
  std::vector<T> y(x.size());
  const std::array<double, parameter_count> parameters{beta, 20};
  const bool two = has_gradient(row);
  row.variant<T>().kernel(x.data(), two ? g.data() : nullptr, y.data(), x.size(), two ? parameters.data() : nullptr);
  return y;
}

template <class T>
T output(const Implementation& row, T x, T g = number<T>(1), double beta = 1) {
  return outputs(row, std::vector<T>{x}, std::vector<T>{g}, beta)[0];
}

// Every piece of the functions, and every special value, in no order.
template <class T>
std::vector<T> varied(std::size_t n, double phase) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double chosen[] = {0,     -0.0,  inf,  -inf,   std::nan(""), 1,    -1,   1e-30, -1e-30, 1e30, -1e30,
                           -87.5, -88.9, -103, -104.5, -708.5,       -744, -746, 20.5,  40.5,   5e-7, 1e-40};
  std::vector<T> x;
  for (std::size_t i = 0; i < n; ++i) {
    const auto at = static_cast<double>(i) + phase;
    x.push_back(
        number<T>(i % 3 == 0 ? chosen[(i / 3) % std::size(chosen)] : std::sin(at) * std::pow(1.5, std::fmod(at, 20))));
  }
  return x;
}

template <class T>
bool same_bits(const T* a, const T* b, std::size_t n) {
  return n == 0 || std::memcmp(a, b, n * sizeof(T)) == 0;
}

TEMPLATE_TEST_CASE(
    "fused logistic functions: any length at any alignment gives the bits of one long call, in place "
    "too, and writes no more",
    "", float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr std::size_t lanes = most_lanes<T>;
  const auto x = varied<T>(4 * lanes + 2, 0), g = varied<T>(4 * lanes + 2, 1.5);
  const T untouched = number<T>(-12345);
  REQUIRE_FALSE(fused_here().empty());
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    const auto kernel = row->variant<T>().kernel;
    const std::array<double, parameter_count> parameters{3, 20};
    const auto y = outputs(*row, x, g, parameters[beta_parameter]);
    for (std::size_t from = 0; from <= lanes; ++from)
      for (std::size_t n = 0; n <= 2 * lanes + 1; ++n) {
        std::vector<T> got(3 * lanes + 4, untouched);
        kernel(x.data() + from, g.data() + from, got.data() + 1, n, parameters.data());
        const bool right = same_bits(got.data() + 1, y.data() + from, n);
        const auto stays = [&](const T& value) { return same_bits(&value, &untouched, 1); };
        const bool no_more =
            stays(got[0]) && std::all_of(got.begin() + 1 + static_cast<std::ptrdiff_t>(n), got.end(), stays);
        std::vector<T> in_place(x);
        kernel(in_place.data() + from, g.data() + from, in_place.data() + from, n, parameters.data());
        const bool right_in_place = same_bits(in_place.data() + from, y.data() + from, n) &&
                                    same_bits(in_place.data(), x.data(), from) &&
                                    same_bits(in_place.data() + from + n, x.data() + from + n, x.size() - from - n);
        if (!right || !no_more || !right_in_place) FAIL(from << " " << n << ": " << right << no_more << right_in_place);
      }
  }
}

TEMPLATE_TEST_CASE("fused logistic functions: what stands in other lanes does not matter", "", float, double, binary16,
                   bfloat16) {
  using T = TestType;
  constexpr double inf = std::numeric_limits<double>::infinity();
  constexpr std::size_t n = most_lanes<T> + 3;
  const auto x = varied<T>(4 * n, 0), g = varied<T>(4 * n, 1.5);
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    for (const double other : {std::nan(""), inf, -inf, 1e-45, -3e38, -103.0, -740.0})
      for (std::size_t i = 0; i < x.size(); ++i) {
        const T alone = output(*row, x[i], g[i], 3);
        std::vector<T> among(n, number<T>(other)), gradients(n, number<T>(-other));
        among[i % n] = x[i];
        gradients[i % n] = g[i];
        const T got = outputs(*row, among, gradients, 3)[i % n];
        if (!same_bits(&got, &alone, 1)) FAIL("lane " << i % n << ", input " << i << " among " << other);
      }
  }
}

template <class T>
bool is_nan(T x) {
  return std::isnan(widen(x));
}

TEMPLATE_TEST_CASE("fused logistic functions: special values", "", float, double, binary16, bfloat16) {
  using T = TestType;
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double huge = widen(traits(format_id<T>), traits(format_id<T>).max_finite_bits());
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    const auto is = [&](double x, double g, double want) {
      CAPTURE(x, g, want);
      const T got = output(*row, number<T>(x), number<T>(g)), expected = number<T>(want);
      CHECK(same_bits(&got, &expected, 1));
    };
    CHECK(is_nan(output(*row, number<T>(std::nan("")))));
    CHECK(is_nan(output(*row, number<T>(-std::nan("")))));
    if (row->function == "sigmoid") {
      for (const double x : {inf, huge, 1000.0}) is(x, 1, 1);
      for (const double x : {-inf, -huge, -1000.0}) is(x, 1, 0);
      for (const double x : {0.0, -0.0, 1e-30, -1e-30}) is(x, 1, 0.5);
    } else if (row->function == "silu") {
      for (const double x : {inf, huge, 1000.0, 0.0, -0.0}) is(x, 1, x);
      for (const double x : {-inf, -huge, -1000.0}) is(x, 1, -0.0);
    } else {
      for (const double g : {1.5, -1.5, inf, -inf, 0.0, -0.0, huge, -huge}) {
        for (const double x : {inf, huge, 1000.0}) is(x, g, g);
        is(0, g, std::fabs(g) == inf || g == 0 ? g : g / 2);
        if (std::fabs(g) == inf || g == 0)
          for (const double x : {-1.0, -100.0, -huge}) is(x, g, g);
        else
          for (const double x : {-inf, -huge}) is(x, g, std::copysign(0.0, g));
      }
      for (const double g : {0.0, -0.0}) is(-inf, g, g);
      for (const double g : {inf, -inf}) CHECK(is_nan(output(*row, number<T>(-inf), number<T>(g))));
      for (const double x : {inf, -inf, 0.0, 1.0}) CHECK(is_nan(output(*row, number<T>(x), number<T>(std::nan("")))));
      for (const double g : {inf, -inf, 0.0, 1.0}) CHECK(is_nan(output(*row, number<T>(std::nan("")), number<T>(g))));
    }
  }
}

// The functions to more digits than the format has, in the rounding mode to nearest. A rounded bx would be half an ulp
// of binary64 off where it is 1000.
long double sigmoid(long double x, long double residual) {
  const long double t = std::exp(-std::fabs(x)) * (1 + (x < 0 ? residual : -residual));
  return (x < 0 ? t : 1) / (1 + t);
}
long double exact(const Implementation& row, long double x, long double g, long double beta) {
  const long double z = beta * x;
  const long double of_z = sigmoid(z, std::fma(beta, x, -z));
  return row.function == "sigmoid" ? of_z : row.function == "silu" ? x * of_z : g * of_z;
}

// In units of the format at f.
template <class T>
double error_in_ulp(T y, long double f) {
  const FormatTraits& format = traits(format_id<T>);
  const int exponent = std::max(static_cast<int>(std::ilogb(f)), format.emin);
  return static_cast<double>(std::ldexp(static_cast<long double>(y) - f, format.precision - 1 - exponent));
}

TEMPLATE_TEST_CASE("fused logistic functions: subnormal results are kept, into them and out again", "", float, double) {
  using T = TestType;
  using Limits = std::numeric_limits<T>;
  const auto highest = static_cast<int>(std::log(Limits::min()) * 32) + 64;
  const auto lowest = static_cast<int>(std::log(Limits::denorm_min()) * 32) - 256;
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    const double most = row->variant<T>().claim.max_ulp;
    for (int i = highest; i > lowest; --i) {
      const T x = static_cast<T>(i) / 32;
      const double apart = error_in_ulp(output(*row, x), exact(*row, x, 1, 1));
      if (!(std::fabs(apart) <= most)) FAIL("at " << x << ": " << apart);
    }
  }
}

TEMPLATE_TEST_CASE("fused softplus_backward: a sigmoid below the format's range times a large gradient", "", float,
                   double) {
  using T = TestType;
  using Limits = std::numeric_limits<T>;
  const T lowest = static_cast<T>(2.2) * std::log(Limits::min());
  for (const Implementation* row : fused_here()) {
    if (!has_gradient(*row)) continue;
    CAPTURE(name_of(row->target));
    const double most = row->variant<T>().claim.max_ulp;
    for (const double beta : {1.0, 0.1, 3.0, 100.0, 1e-6, 1e30})
      for (const T g : {Limits::max(), T(-1e30), T(1), T(1e-18), Limits::min(), T(-77) * Limits::denorm_min()})
        for (T z = 30; z > lowest; z -= T(0.37)) {
          const T b = static_cast<T>(beta), x = z / b;
          const double apart = error_in_ulp(output(*row, x, g, b), exact(*row, x, g, b));
          if (!(std::fabs(apart) <= most)) FAIL("at " << x << ", " << g << ", beta " << beta << ": " << apart);
        }
  }
}

TEMPLATE_TEST_CASE("fused logistic functions: every rounding mode gives a few ulp, and is left as it was", "", float,
                   double) {
  using T = TestType;
  std::vector<T> x, g;
  for (int i = -2700; i <= 1000; ++i) x.push_back(static_cast<T>(i) / 32 + T(1) / 97);
  for (std::size_t i = 0; i < x.size(); ++i) g.push_back(T(1.1));
  for (const Implementation* row : fused_here()) {
    CAPTURE(row->function, name_of(row->target));
    for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
      std::fesetround(mode);
      const auto y = outputs(*row, x, g);
      const int mode_after = std::fegetround();
      std::fesetround(FE_TONEAREST);
      CHECK(mode_after == mode);
      double worst = 0;
      for (std::size_t i = 0; i < x.size(); ++i)
        worst = std::max(worst, std::fabs(error_in_ulp(y[i], exact(*row, x[i], g[i], 1))));
      CHECK(worst < 4);
    }
  }
}

TEMPLATE_TEST_CASE("fused sigmoid and silu are correctly rounded for every number of 16 bits", "", binary16, bfloat16) {
  const FormatId id = format_id<TestType>;
  for (const char* name : {"sigmoid", "silu"}) {
    std::vector<const Implementation*> rows;
    for (const Implementation* row : fused_here())
      if (row->function == name) rows.push_back(row);
    AccuracyJob job = job_of(id, exhaustive(traits(id), {}), rows);
    job.function = find_function(name);
    const auto result = measure_accuracy(job, {});
    REQUIRE(result.implementations.size() == rows.size());
    for (const ImplementationAccuracy& accuracy : result.implementations) {
      CAPTURE(name, name_of(accuracy.implementation->target));
      const ErrorStatistics statistics = accuracy.overall(traits(id));
      CHECK(statistics.n_claim_violations == 0);
      CHECK(accuracy.implementation->variant<TestType>().claim.max_ulp == 0.5);
    }
  }
}

TEST_CASE("the claims of fused sigmoid and silu are met on a sample of every piece") {
  for (const FormatId id : {FormatId::binary32, FormatId::binary64})
    for (const char* name : {"sigmoid", "silu"}) {
      std::vector<const Implementation*> rows;
      for (const Implementation* row : fused_here())
        if (row->function == name) rows.push_back(row);
      std::vector<OrdinalInterval> pieces;
      const double lowest = id == FormatId::binary32 ? -110 : -755;
      visit_format(id, [&]<class T>(std::type_identity<T>) {
        for (const auto& [from, to] :
             {std::pair{lowest, -80.0}, {-80.0, -1.0}, {-1.0, -1e-4}, {1e-4, 1.0}, {1.0, 45.0}})
          pieces.push_back({ordinal(narrow<T>(from)), ordinal(narrow<T>(to))});
      });
      AccuracyJob job =
          job_of(id, stratified(traits(id), id == FormatId::binary32 ? 200000 : 20000, 1, pieces, {}, {}), rows);
      job.function = find_function(name);
      const auto result = measure_accuracy(job, {});
      REQUIRE(result.implementations.size() == rows.size());
      for (const ImplementationAccuracy& accuracy : result.implementations) {
        CAPTURE(name, name_of(accuracy.implementation->target), traits(id).name);
        CHECK(accuracy.failure.empty());
        CHECK(accuracy.overall(traits(id)).n_claim_violations == 0);
      }
    }
}

}  // namespace
}  // namespace softplus_bench
