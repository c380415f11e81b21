// What the vectorised sigmoid, silu and softplus_backward promise beyond their claims, on every target of this CPU.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/impls/logistic_rows.hpp"
#include "tests/suites/measured.hpp"

namespace softplus_bench {
namespace {

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
