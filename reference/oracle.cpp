#include "reference/oracle.hpp"

#include <algorithm>
#include <boost/version.hpp>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "core/narrow.hpp"
#include "reference/cell.hpp"
#include "reference/function.hpp"
#include "reference/real.hpp"

namespace softplus_bench {
namespace {

constexpr int highest_precision = 4096;

unsigned digits_for(int bits) { return static_cast<unsigned>(bits * 0.30103) + 1; }
int precision_of(const Real& x) { return static_cast<int>(mpfr_get_prec(x.backend().data())); }

Point<Real> in_reals(const Point<double>& at) { return {Real(at.x), Real(at.x2), Real(at.beta)}; }

constexpr std::int64_t one_ulp = std::int64_t{1} << tail_bits;

// A magnitude of `cells` 2^-40 ulp, in whole ulps.
uint128 rounded_quanta(uint128 cells, Rounding rounding, bool negative) {
  if (rounding == Rounding::nearest) {
    constexpr uint128 half = uint128{1} << (tail_bits - 1);
    const uint128 quanta = (cells + half) >> tail_bits;
    const bool tie = cells == ((quanta << tail_bits) - half);
    return tie && (quanta & 1) != 0 ? quanta - 1 : quanta;
  }
  const uint128 up = away_from_zero(rounding, negative) ? one_ulp - 1 : 0;
  return (cells + up) >> tail_bits;
}

Cell cell_of(const FormatTraits& f, const Real& v) {
  const mpfr_srcptr data = v.backend().data();
  const auto floor_log2 = mpfr_zero_p(data) != 0 ? mpfr_exp_t{f.emin} : mpfr_get_exp(data) - 1;
  const int exponent = static_cast<int>(std::clamp<mpfr_exp_t>(floor_log2, f.emin, f.emax + 2));
  Real scaled(v);
  mpfr_abs(scaled.backend().data(), data, MPFR_RNDN);
  mpfr_mul_2si(scaled.backend().data(), scaled.backend().data(), tail_bits + f.precision - 1 - exponent, MPFR_RNDN);
  mpz_t cell;
  mpz_init(cell);
  const int rounding = mpfr_get_z(cell, scaled.backend().data(), MPFR_RNDD);
  // Values beyond the format's range are cut off at 2^127: all they need is to round to infinity.
  uint128 count = uint128{1} << 127;
  if (mpz_sizeinbase(cell, 2) < 127)
    count = (static_cast<uint128>(mpz_getlimbn(cell, 1)) << 64) | mpz_getlimbn(cell, 0);
  mpz_clear(cell);
  return {mpfr_signbit(data) != 0, exponent, count, rounding == 0};
}

Expected expected_of(const FormatTraits& f, const Settled& settled, Rounding rounding) {
  Expected result;
  result.exact = settled.hair == 0;
  if (std::isnan(settled.value)) {
    result.rounded = f.nan_bits();
    return result;
  }
  if (std::isinf(settled.value)) {
    result.rounded = narrow_bits(f, settled.value);
    return result;
  }
  if (settled.value == 0) {
    if (settled.hair != 0) return expected_in(f, {settled.hair < 0, f.emin, 0, false}, rounding);
    result.exponent = f.emin;
    result.rounded = std::signbit(settled.value) ? f.sign_bit() : 0;
    return result;
  }
  Cell c = cell_of(f, value_of(settled));
  if (settled.hair == 0) return expected_in(f, c, rounding);
  const bool outward = (settled.hair > 0) != c.negative;
  // Inside a cell a hair goes nowhere.
  if (!outward && c.on_boundary) {
    // Below a power of two the exponent, and with it the ulp, is the lower binade's.
    if (c.cell == uint128{1} << (tail_bits + f.precision - 1) && c.exponent > f.emin) {
      --c.exponent;
      c.cell <<= 1;
    }
    --c.cell;
  }
  c.on_boundary = false;
  return expected_in(f, c, rounding);
}

}  // namespace

std::string version_of_mpfr() { return mpfr_get_version(); }

std::string version_of_boost() {
  return std::to_string(BOOST_VERSION / 100000) + "." + std::to_string(BOOST_VERSION / 100 % 1000) + "." +
         std::to_string(BOOST_VERSION % 100);
}

Expected expected_in(const FormatTraits& f, const Cell& c, Rounding rounding) {
  const uint128 odd = c.cell | (c.on_boundary ? 0 : 1);  // rounding to odd keeps "not exactly there"
  const uint128 quanta = rounded_quanta(odd, rounding, c.negative);
  const auto tail = static_cast<std::int64_t>(static_cast<int128>(odd) - static_cast<int128>(quanta << tail_bits));
  Expected result;
  result.exponent = c.exponent;
  result.exact = c.on_boundary;
  result.tail = c.negative ? -tail : tail;
  // quanta * 2^(exponent - p + 1) as bits; a carry out of the significand runs into the exponent field.
  const std::uint64_t sign = c.negative ? f.sign_bit() : 0;
  const auto field = static_cast<std::uint64_t>(c.exponent - f.emin);
  const uint128 bits = (static_cast<uint128>(field) << f.fraction_bits()) + quanta;
  if (c.exponent <= f.emax && bits < f.infinity_bits()) {
    result.rounded = sign | static_cast<std::uint64_t>(bits);
    return result;
  }
  if (rounding == Rounding::nearest || away_from_zero(rounding, c.negative)) {
    // Overflow: the tail has no meaning beside an infinity but its sign says that f is not infinite itself.
    result.rounded = sign | f.infinity_bits();
    result.tail = c.negative ? 1 : -1;
  } else {
    // As if a hair below 2^(emax+1): see Expected.
    result.rounded = sign | f.max_finite_bits();
    result.exponent = f.emax;
    result.tail = c.negative ? 1 - one_ulp : one_ulp - 1;
  }
  return result;
}

void OracleCounts::merge(const OracleCounts& other) {
  settled += other.settled;
  computed += other.computed;
  highest_precision = std::max(highest_precision, other.highest_precision);
}

Oracle::Oracle(const Function& function, const FormatTraits& format, Rounding rounding, double beta)
    : function_(function),
      format_(format),
      rounding_(rounding),
      beta_(beta),
      saved_digits_(Real::thread_default_precision()),
      saved_emin_(mpfr_get_emin()),
      saved_emax_(mpfr_get_emax()) {
  mpfr_set_emin(mpfr_get_emin_min());
  mpfr_set_emax(mpfr_get_emax_max());
}

Oracle::~Oracle() {
  mpfr_set_emin(saved_emin_);
  mpfr_set_emax(saved_emax_);
  Real::thread_default_precision(saved_digits_);
  mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE);
}

Point<double> Oracle::at(std::uint64_t x, std::uint64_t x2) const {
  return {widen(format_, x), widen(format_, x2), beta_};
}

Expected Oracle::operator()(std::uint64_t x, std::uint64_t x2) {
  const Point<double> input = at(x, x2);
  if (const auto settled = function_.settle(format_, input)) {
    ++counts_.settled;
    Real::thread_default_precision(digits_for(160));
    return expected_of(format_, *settled, rounding_);
  }
  ++counts_.computed;
  // Result bits, tail bits, and 12 to spare: all but one input in a thousand is decided at once.
  for (int bits = format_.precision + tail_bits + function_.exact->error_bits + 12; bits <= highest_precision;
       bits *= 2) {
    Real::thread_default_precision(digits_for(bits));
    const Real approximation = function_.exact->evaluate(in_reals(input));
    const int precision = precision_of(approximation);
    counts_.highest_precision = std::max(counts_.highest_precision, precision);
    // Interval of half-width |v| 2^(error_bits - precision), itself rounded outwards by doubling.
    Real radius(approximation);
    mpfr_mul_2si(radius.backend().data(), approximation.backend().data(), function_.exact->error_bits + 1 - precision,
                 MPFR_RNDN);
    Cell low = cell_of(format_, approximation - radius);
    const Cell high = cell_of(format_, approximation + radius);
    low.on_boundary = high.on_boundary;
    if (low == high && !high.on_boundary) return expected_in(format_, high, rounding_);
  }
  std::array<char, 48> second{};
  if (function_.inputs == 2) std::snprintf(second.data(), second.size(), "; %a", input.x2);
  std::array<char, 160> message{};
  std::snprintf(message.data(), message.size(), "%.*s(%a%s): %d bits do not decide the rounding to %.*s",
                static_cast<int>(function_.name.size()), function_.name.data(), input.x, second.data(),
                highest_precision, static_cast<int>(format_.name.size()), format_.name.data());
  throw std::runtime_error(message.data());
}

std::string Oracle::exact_text(std::uint64_t x, std::uint64_t x2, int digits) {
  const Point<double> input = at(x, x2);
  Real value;
  const auto settled = function_.settle(format_, input);
  Real::thread_default_precision(static_cast<unsigned>(digits) + 40);
  if (settled && settled->hair == 0) value = value_of(*settled);
  else value = function_.exact->evaluate(in_reals(input));
  const mpfr_srcptr data = value.backend().data();
  if (mpfr_nan_p(data) != 0) return "nan";
  if (mpfr_inf_p(data) != 0) return mpfr_signbit(data) != 0 ? "-inf" : "inf";
  char* text = nullptr;
  mpfr_asprintf(&text, "%.*Rg", digits, data);
  std::string result(text);
  mpfr_free_str(text);
  return result;
}

UlpError Oracle::exact_error(std::uint64_t x, std::uint64_t x2, std::uint64_t got, const Expected& expected) {
  const Point<double> input = at(x, x2);
  if (is_nan(format_, got) || is_infinite(format_, expected.rounded)) return {};
  const auto settled = function_.settle(format_, input);
  if (settled && settled->hair != 0) {
    // The hair is below every printed digit: what the statistics have is exact to them.
    return score(format_, got, expected).error;
  }
  // Enough for the cancellation y - f when y = RN(f) agrees with f in all its bits and more.
  Real::thread_default_precision(digits_for(2 * format_.precision + tail_bits + 64));
  const Real f = settled ? value_of(*settled) : function_.exact->evaluate(in_reals(input));
  // From 2^(emax+1) on, rounded to the largest number: a convention and no distance.
  if (mpfr_regular_p(f.backend().data()) != 0 && mpfr_get_exp(f.backend().data()) - 1 > format_.emax)
    return score(format_, got, expected).error;
  const double overflowed = std::ldexp(is_negative(format_, got) ? -1.0 : 1.0, 1000);
  Real y = is_infinite(format_, got) ? Real(overflowed) : Real(widen(format_, got));
  if (is_infinite(format_, got))
    mpfr_mul_2si(y.backend().data(), y.backend().data(), format_.emax + 1 - 1000, MPFR_RNDN);
  Real error = y - f;
  const mpfr_ptr data = error.backend().data();
  mpfr_mul_2si(data, data, format_.precision - 1 - expected.exponent, MPFR_RNDN);
  if (mpfr_zero_p(data) != 0 || mpfr_get_exp(data) <= 1000) return {mpfr_get_d(data, MPFR_RNDN) + 0.0, 0};
  const auto scale = static_cast<int>(mpfr_get_exp(data) - 1);
  mpfr_mul_2si(data, data, -scale, MPFR_RNDN);
  return {mpfr_get_d(data, MPFR_RNDN), scale};
}

double Oracle::condition_estimate(std::uint64_t x, std::uint64_t x2) const {
  return function_.condition_estimate(at(x, x2));
}

double Oracle::condition(std::uint64_t x, std::uint64_t x2) {
  const Point<double> input = at(x, x2);
  if (!std::isfinite(input.x) || !std::isfinite(input.x2)) return std::nan("");
  Real::thread_default_precision(digits_for(80));
  return mpfr_get_d(function_.exact->condition(in_reals(input)).backend().data(), MPFR_RNDN);
}

}  // namespace softplus_bench
