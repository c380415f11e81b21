#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/format.hpp"
#include "core/narrow.hpp"
#include "reference/function.hpp"
#include "reference/real.hpp"
#include "reference/simd_target.hpp"
#include "reference/table.hpp"

using namespace softplus_bench;

namespace {

const FastFunction& fast = *softplus_function.fast;

struct Wide {
  std::vector<double> hi, lo;
  std::vector<std::int32_t> exponent;
};

std::vector<double> evaluate(const std::vector<double>& x) {
  std::vector<double> r(x.size());
  fast.evaluate(x.data(), r.data(), x.size());
  return r;
}

Wide evaluate_wide(const std::vector<double>& x) {
  Wide r{std::vector<double>(x.size()), std::vector<double>(x.size()), std::vector<std::int32_t>(x.size())};
  fast.evaluate_wide(x.data(), r.hi.data(), r.lo.data(), r.exponent.data(), x.size());
  return r;
}

// Runs the checks on each SIMD target of this CPU, and leaves the best one in use.
template <class Check>
void on_each_target(Check&& check) {
  for (const std::string& target : simd_targets()) {
    INFO(target);
    use_simd_target(target);
    check();
  }
  use_simd_target("");
}

// Inputs of the format that analysis does not settle: spread over the domain and its numbers, near 0 and log 2's
// plateau, and every neighbour of the ends of the domain.
std::vector<double> unsettled_inputs(const FormatTraits& f, std::size_t n) {
  const auto unsettled = [&](double x) { return !softplus_function.settle(f, x).has_value(); };
  const auto end = [&](int sign) {
    std::int64_t inside = 0, outside = static_cast<std::int64_t>(f.max_finite_bits());
    while (inside + 1 < outside) {
      const std::int64_t middle = inside + (outside - inside) / 2;
      (unsettled(sign * widen(f, bits_at_ordinal(f, middle))) ? inside : outside) = middle;
    }
    return sign * inside;
  };
  const std::int64_t first = end(-1), last = end(1);
  const double left = widen(f, bits_at_ordinal(f, first)), right = widen(f, bits_at_ordinal(f, last));
  std::vector<double> x;
  const auto add = [&](double value) {
    const double narrowed = widen(f, narrow_bits(f, value));
    if (narrowed >= left && narrowed <= right) x.push_back(narrowed);
  };
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> on_line(left, right), knee(-3, 3);
  std::uniform_int_distribution<std::int64_t> place(first, last);
  for (std::size_t i = 0; i < n / 4; ++i) {
    add(on_line(random));
    add(knee(random));
    add(knee(random) * 0x1p-26);
    x.push_back(widen(f, bits_at_ordinal(f, place(random))));
  }
  for (std::int64_t i = 0; i < 64; ++i) {
    x.push_back(widen(f, bits_at_ordinal(f, first + i)));
    x.push_back(widen(f, bits_at_ordinal(f, last - i)));
    x.push_back(widen(f, bits_at_ordinal(f, i - 32)));
  }
  for (const double cutoff : softplus_function.cutoffs) add(cutoff);
  return x;
}

std::vector<Real> exact_values(const std::vector<double>& x) {
  const unsigned digits = Real::thread_default_precision();
  Real::thread_default_precision(45);
  std::vector<Real> f;
  for (const double v : x) f.push_back(softplus_function.exact->evaluate(Real(v)));
  Real::thread_default_precision(digits);
  return f;
}

double relative_error(double hi, double lo, std::int32_t exponent, const Real& exact) {
  // Exact: the numbers of Real that come of two doubles and of `exact` have its precision at least.
  Real got(exact);
  mpfr_set_d(got.backend().data(), hi, MPFR_RNDN);
  mpfr_add_d(got.backend().data(), got.backend().data(), lo, MPFR_RNDN);
  mpfr_mul_2si(got.backend().data(), got.backend().data(), exponent, MPFR_RNDN);
  mpfr_sub(got.backend().data(), got.backend().data(), exact.backend().data(), MPFR_RNDN);
  mpfr_div(got.backend().data(), got.backend().data(), exact.backend().data(), MPFR_RNDN);
  return std::abs(mpfr_get_d(got.backend().data(), MPFR_RNDN));
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

const double inf = std::numeric_limits<double>::infinity();
const double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("the fast softplus of a narrow format errs by less than a sixteenth of its bound, on every SIMD target") {
  for (const FormatId id : {FormatId::binary32, FormatId::binary16, FormatId::bfloat16}) {
    const std::vector<double> x = unsettled_inputs(traits(id), id == FormatId::binary32 ? 50000 : 10000);
    const std::vector<Real> exact = exact_values(x);
    INFO(traits(id).name);
    on_each_target([&] {
      const std::vector<double> r = evaluate(x);
      double largest = 0, at = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double relative = relative_error(r[i], 0, 0, exact[i]);
        if (!(relative <= largest)) largest = relative, at = x[i];
      }
      CAPTURE(at);
      CHECK(largest * 16 <= fast.bound);
    });
  }
}

TEST_CASE("the fast softplus of binary64 errs by less than a sixteenth of its bound, on every SIMD target") {
  const std::vector<double> x = unsettled_inputs(traits(FormatId::binary64), 50000);
  const std::vector<Real> exact = exact_values(x);
  on_each_target([&] {
    const Wide r = evaluate_wide(x);
    double largest = 0, at = 0;
    std::int32_t least_exponent = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double relative = relative_error(r.hi[i], r.lo[i], r.exponent[i], exact[i]);
      if (!(relative <= largest)) largest = relative, at = x[i];
      least_exponent = std::min(least_exponent, r.exponent[i]);
    }
    CAPTURE(at);
    CHECK(largest * 16 <= fast.wide_bound);
    CHECK(least_exponent < -1110);
  });
}

TEST_CASE("the parts of a double-double value do not overlap, and the upper one lies in [1, 2]") {
  const std::vector<double> x = unsettled_inputs(traits(FormatId::binary64), 20000);
  on_each_target([&] {
    const Wide r = evaluate_wide(x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool apart = r.hi[i] + r.lo[i] == r.hi[i] && r.hi[i] >= 1 && r.hi[i] <= 2;
      if (!apart) FAIL(x[i] << " gives " << r.hi[i] << " + " << r.lo[i]);
    }
  });
}

TEST_CASE("any length and any alignment give the same bits, and nothing is written past the end") {
  const std::size_t most = 33, offsets = 8;
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> inputs(-120, 40);
  std::vector<double> x(most + offsets);
  for (double& v : x) v = inputs(random);
  on_each_target([&] {
    const std::vector<double> want = evaluate(x);
    const Wide want_wide = evaluate_wide(x);
    for (std::size_t n = 0; n <= most; ++n)
      for (std::size_t from = 0; from < offsets; ++from)
        for (const std::size_t to : {std::size_t{0}, std::size_t{1}, from}) {
          const double guard = -7;
          std::vector<double> r(most + offsets + 16, guard), hi = r, lo = r;
          std::vector<std::int32_t> exponent(r.size(), -7);
          fast.evaluate(x.data() + from, r.data() + to, n);
          fast.evaluate_wide(x.data() + from, hi.data() + to, lo.data() + to, exponent.data() + to, n);
          bool good = true;
          for (std::size_t i = 0; i < r.size(); ++i) {
            if (i >= to && i < to + n) {
              const std::size_t source = i - to + from;
              good = good && same_bits(r[i], want[source]) && same_bits(hi[i], want_wide.hi[source]) &&
                     same_bits(lo[i], want_wide.lo[source]) && exponent[i] == want_wide.exponent[source];
            } else {
              good = good && r[i] == guard && hi[i] == guard && lo[i] == guard && exponent[i] == -7;
            }
          }
          if (!good) FAIL("length " << n << ", offsets " << from << " and " << to);
        }
  });
}

TEST_CASE("a value does not depend on what is beside its input") {
  const std::vector<double> beside{0.0, inf, -inf, not_a_number, -5e-324, 1e308, -1e308, 2000, -2000};
  on_each_target([&] {
    const double want = evaluate({-1.5}).front();
    const Wide want_wide = evaluate_wide({-1.5});
    for (const double other : beside)
      for (std::size_t place = 0; place < 16; ++place) {
        std::vector<double> x(16, other);
        x[place] = -1.5;
        const Wide wide = evaluate_wide(x);
        CHECK(same_bits(evaluate(x)[place], want));
        CHECK(same_bits(wide.hi[place], want_wide.hi[0]));
        CHECK(same_bits(wide.lo[place], want_wide.lo[0]));
      }
  });
}

TEST_CASE("input and output may be the same array") {
  std::vector<double> x(21);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i) - 10.25;
  on_each_target([&] {
    const std::vector<double> want = evaluate(x);
    std::vector<double> in_place = x;
    fast.evaluate(in_place.data(), in_place.data(), x.size());
    CHECK(in_place == want);
  });
}

TEST_CASE("a SIMD target is chosen by name, and one that is not here is refused") {
  const std::vector<std::string> targets = simd_targets();
  REQUIRE_FALSE(targets.empty());
  CHECK(targets.back() == "baseline");
  CHECK(simd_target_in_use() == targets.front());
  use_simd_target("baseline");
  CHECK(simd_target_in_use() == "baseline");
  CHECK(simd_targets() == targets);
  CHECK(simd_target_in_use() == "baseline");
  CHECK_THROWS_AS(use_simd_target("avx1024"), std::invalid_argument);
  use_simd_target("");
  CHECK(simd_target_in_use() == targets.front());
}
