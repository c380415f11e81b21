#include "tests/reference/independent_points.hpp"

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <random>

#include "core/narrow.hpp"

namespace softplus_bench {
namespace {

constexpr double log_2 = 0x1.62e42fefa39efp-1;

// Where a result reaches x, a limit, the subnormal range or zero, or e^x overflows: softplus's row of definitions.md
// for the format and what the same limits are of the others (gelu's e^(-x^2/2), gelu_tanh's cubic).
struct Cutoffs {
  FormatId id;
  double of_exponentials[5];
  double of_gelu[3];
  double of_gelu_tanh[3];
};
constexpr Cutoffs cutoffs[] = {
    {FormatId::binary64,
     {33.2711, 709.78271, -36.73680, -708.39642, -745.13322},
     {8.29, -37.52, -38.48},
     {6.0, -21.1, -21.6}},
    {FormatId::binary32,
     {14.5561, 88.72284, -16.63553, -87.33654, -103.97208},
     {5.42, -13.0, -14.17},
     {4.6, -9.9, -10.5}},
    {FormatId::binary16, {6.2383, 11.0899, -7.6246, -9.70, -17.3287}, {3.24, -4.1, -5.7}, {3.1, -4.0, -5.2}},
    {FormatId::bfloat16, {4.1562, 88.7209, -5.5452, -87.34, -92.8817}, {2.7, -13.0, -13.4}, {2.6, -9.9, -10.2}},
};

class Points {
 public:
  Points(std::string_view function, const FormatTraits& f) : function_(function), f_(f), betas_(betas_of(f)) {}

  // With a second input of every kind in turn.
  void add(std::uint64_t x) {
    next_beta();
    push(x);
  }
  void add(std::uint64_t x, std::uint64_t x2) {
    next_beta();
    points_.push_back({x, x2, beta_});
  }
  // The inputs within `reach` of the value on the number line; beta x is what is near it where there is a beta.
  void add_around(double value, int reach) {
    next_beta();
    const std::uint64_t middle = narrow_bits(f_, value / beta_);
    for (int step = -reach; step <= reach; ++step) push(moved(middle, step));
  }
  void add_around_bits(std::uint64_t bits, int reach) {
    for (int step = -reach; step <= reach; ++step) add(moved(bits, step));
  }

  std::uint64_t random_bits() { return random_() >> (64 - f_.bits); }
  std::uint64_t random_value(double low, double high) {
    return narrow_bits(f_, low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53);
  }
  // Of a random sign and an exponent in [low, high].
  std::uint64_t random_scale(int low, int high) {
    const double significand = 1 + static_cast<double>(random_() >> 11) * 0x1p-53;
    const double sign = random_() % 2 == 0 ? 1 : -1;
    const int exponent = low + static_cast<int>(random_() % static_cast<std::uint64_t>(high - low + 1));
    return narrow_bits(f_, std::ldexp(sign * significand, exponent));
  }
  std::uint64_t random_subnormal() { return (random_() % (f_.fraction_mask() + 1)) | (random_() % 2) * f_.sign_bit(); }
  std::uint64_t random() { return random_(); }

  std::uint64_t moved(std::uint64_t bits, std::int64_t steps) const {
    const auto end = static_cast<std::int64_t>(f_.infinity_bits());
    if (is_nan(f_, bits)) return bits;
    return bits_at_ordinal(f_, std::clamp(ordinal(f_, bits) + steps, -end, end));
  }
  // The number nearest to log(1 - e^a) (to a double of it, in the narrow formats); zero where a is not negative.
  std::uint64_t beside_root(std::uint64_t a) const {
    const double x = widen(f_, a);
    if (!(x < 0)) return 0;
    mpfr_t y;
    mpfr_init2(y, 1200);
    mpfr_set_d(y, x, MPFR_RNDN);
    mpfr_expm1(y, y, MPFR_RNDN);
    mpfr_neg(y, y, MPFR_RNDN);
    mpfr_log(y, y, MPFR_RNDN);
    const double partner = mpfr_get_d(y, MPFR_RNDN);
    mpfr_clear(y);
    return narrow_bits(f_, partner);
  }
  std::vector<IndependentPoint> take() { return std::move(points_); }

 private:
  void next_beta() { beta_ = has_beta(function_) ? betas_[points_.size() % betas_.size()] : 1; }
  void push(std::uint64_t x) {
    std::uint64_t x2 = 0;
    if (function_ == "logaddexp") {
      const std::uint64_t partners[] = {x, random_value(-30, 30), moved(x, 1), random_bits(), beside_root(x)};
      x2 = partners[random_() % std::size(partners)];
    } else if (has_second_input(function_)) {
      const std::uint64_t factors[] = {random_bits(), random_value(-30, 30), random_() % 64,
                                       f_.sign_bit() | (random_() % 64), f_.max_finite_bits() - random_() % 3};
      x2 = factors[random_() % std::size(factors)];
    }
    points_.push_back({x, x2, beta_});
  }

  std::string_view function_;
  const FormatTraits& f_;
  std::vector<double> betas_;
  double beta_ = 1;
  std::mt19937_64 random_{20};
  std::vector<IndependentPoint> points_;
};

void add_cutoffs(Points& points, std::string_view function, const FormatTraits& f) {
  const Cutoffs& of_format = cutoffs[static_cast<std::size_t>(f.id)];
  for (const double cutoff : of_format.of_exponentials)
    for (const double sign : {1.0, -1.0}) points.add_around(sign * cutoff, 2);
  if (function == "gelu")
    for (const double cutoff : of_format.of_gelu) points.add_around(cutoff, 3);
  if (function == "gelu_tanh")
    for (const double cutoff : of_format.of_gelu_tanh) points.add_around(cutoff, 3);
}

void add_root_curve(Points& points, const FormatTraits& f) {
  for (int i = 0; i < 60; ++i) {
    // From where b is a's tiny correction (a near 0) to where a is b's.
    const std::uint64_t a = i % 2 == 0 ? f.sign_bit() | points.random_scale(f.emin, 4)
                                       : points.random_value((f.emin - f.precision) * log_2, 0);
    const std::uint64_t b = points.beside_root(a);
    for (int step = -3; step <= 3; ++step) {
      const std::uint64_t beside = points.moved(b, step);
      if (step % 2 == 0) points.add(a, beside);
      else points.add(beside, a);
    }
  }
}

// Each with each.
void add_pairs(Points& points, const FormatTraits& f) {
  const std::uint64_t s = f.sign_bit();
  const std::uint64_t one = narrow_bits(f, 1);
  const std::uint64_t values[] = {0,
                                  s,
                                  1,
                                  s | 1,
                                  one,
                                  s | one,
                                  3,
                                  s | 3,
                                  f.nan_bits(),
                                  f.max_finite_bits(),
                                  s | f.max_finite_bits(),
                                  f.infinity_bits(),
                                  s | f.infinity_bits()};
  for (const std::uint64_t x : values)
    for (const std::uint64_t x2 : values) points.add(x, x2);
}

}  // namespace

bool has_second_input(std::string_view function) { return function == "logaddexp" || function == "softplus_backward"; }
bool has_beta(std::string_view function) { return function == "softplus_beta" || function == "softplus_backward"; }

std::vector<double> betas_of(const FormatTraits& f) {
  std::vector<double> betas;
  for (const double beta : {0.1, 0.5, 1.0, 2.0, 3.0, 10.0, 100.0, 1e-6, 1e30}) {
    const std::uint64_t bits = narrow_bits(f, beta);
    if (is_finite(f, bits) && bits > f.fraction_mask()) betas.push_back(widen(f, bits));
  }
  return betas;
}

std::vector<IndependentPoint> points_for(std::string_view function, const FormatTraits& f) {
  Points points(function, f);
  const bool of_probability = function == "logit" || function == "negative_binary_entropy";
  for (const std::uint64_t bits : {std::uint64_t{0}, f.infinity_bits(), f.nan_bits(), f.max_finite_bits(),
                                   f.max_finite_bits() - 1, std::uint64_t{1}, f.fraction_mask()})
    for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()}) points.add(sign | bits);
  for (const double value : {log_2, 0.5, 1.0, 2.0}) {
    points.add_around(value, 3);
    points.add_around(-value, 3);
  }
  points.add_around_bits(0, 6);                      // odd halves of the least subnormal: ties but for a hair
  points.add_around_bits(f.fraction_mask() + 1, 3);  // the least normal number
  points.add_around_bits(f.sign_bit() | (f.fraction_mask() + 1), 3);
  add_cutoffs(points, function, f);
  for (int i = 0; i < 40; ++i) points.add(points.random_bits());
  for (int i = 0; i < 60; ++i) points.add(points.random_value(-30, 30));
  for (int i = 0; i < 60; ++i) points.add(points.random_value(of_probability ? 0 : -3, of_probability ? 1 : 3));
  for (int i = 0; i < 40; ++i) points.add(points.random_scale(-2 * f.precision, 0));
  for (int i = 0; i < 20; ++i) points.add(points.random_scale(f.emin, -f.precision));
  for (int i = 0; i < 20; ++i) points.add(points.random_scale(0, f.emax));
  for (int i = 0; i < 40; ++i) points.add(points.random_subnormal());
  if (of_probability || function == "softplus_inverse") {
    // Every scale of the domain, and every distance from its root and from its end.
    for (int i = 0; i < 160; ++i) points.add(points.random_scale(f.emin - f.precision, 0) & ~f.sign_bit());
    const std::uint64_t root = narrow_bits(f, of_probability ? 0.5 : log_2);
    for (int i = 0; i < 60; ++i) {
      const int dropped = static_cast<int>(points.random() % static_cast<std::uint64_t>(f.precision));
      const auto distance = static_cast<std::int64_t>(points.random() >> (64 - f.precision + dropped));
      points.add(points.moved(root, distance));
      points.add(points.moved(root, -distance));
      points.add(points.moved(narrow_bits(f, 1), -distance));
    }
  } else {
    // Down to where results vanish.
    for (int i = 0; i < 40; ++i) points.add_around((f.emin - f.precision) * log_2 * i / 40, 0);
  }
  if (has_second_input(function)) add_pairs(points, f);
  if (function == "logaddexp") add_root_curve(points, f);
  return points.take();
}

}  // namespace softplus_bench
