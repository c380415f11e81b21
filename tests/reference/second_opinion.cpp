#include "tests/reference/second_opinion.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include "tests/core/slow_arithmetic.hpp"

namespace softplus_bench {
namespace {

using boost::multiprecision::cpp_int;
using Wide = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<120>, boost::multiprecision::et_off>;

// log(1 + t) for 0 < t <= 1, to 80 digits: above 10^-40 that many survive the addition of 1, below it
// the fourth term of the series is under 10^-120.
Wide log_1_plus(const Wide& t) {
  if (t > Wide(1e-40)) return log(Wide(1 + t));
  return t - t * t / 2 + t * t * t / 3;
}

Wide softplus(const Wide& x) {
  if (x > 0) return x + log_1_plus(exp(Wide(-x)));
  return log_1_plus(exp(x));
}

Wide log_2() { return log(Wide(2)); }

}  // namespace

Expected second_opinion(const FormatTraits& f, std::uint64_t x) {
  // The value is transcendental (Lindemann-Weierstrass), so never on the grid of 2^-40 ulp; where it is too near for
  // 120 digits it lies above: x plus a hair, or zero plus a hair.
  const Wide value = softplus(Wide(widen(f, x)));
  Expected e;
  e.exponent = value == 0 ? f.emin : std::max(static_cast<int>(ilogb(value)), f.emin);
  const auto cell = static_cast<cpp_int>(floor(ldexp(value, tail_bits + f.precision - 1 - e.exponent)));
  const cpp_int quanta = (cell + (cpp_int(1) << (tail_bits - 1))) >> tail_bits;
  e.tail = static_cast<std::int64_t>((cell | 1) - (quanta << tail_bits));
  const double rounded = std::ldexp(static_cast<double>(quanta), e.exponent - f.precision + 1);
  e.rounded = f.id == FormatId::binary64 ? to_bits(rounded) : slow::rounded(f, rounded);
  return e;
}

double second_opinion_of_condition(const FormatTraits& f, std::uint64_t x) {
  const Wide input = widen(f, x);
  // x / ((1 + e^-x) softplus(x)), with e^x / (1 + e^x) for the sigmoid where x < 0.
  const Wide e = exp(Wide(-abs(input)));
  const Wide sigmoid = (input < 0 ? e : Wide(1)) / (1 + e);
  return static_cast<double>(abs(Wide(input * sigmoid / softplus(input))));
}

int compare_with_log_2_times(double x, double factor) { return Wide(x).compare(Wide(factor * log_2())); }

double log_of_difference(int exponent, int below) {
  return static_cast<double>(Wide(log(Wide(ldexp(Wide(1), exponent) - ldexp(Wide(1), below)))));
}

std::uint64_t input_beside_midpoint(const FormatTraits& f, int steps) {
  // softplus(x) = log 2 + x/2 + x^2/8 - ..., turned round by Newton's iteration.
  const double log2_rounded = widen(f, narrow_bits(f, 0x1.62e42fefa39efp-1));
  const Wide ulp = ldexp(Wide(1), -f.precision);  // log 2 lies in [1/2, 1)
  const Wide midpoint = log2_rounded + (steps + Wide(0.5)) * ulp;
  Wide x = 2 * (midpoint - log_2());
  for (int i = 0; i < 6; ++i) x -= (softplus(x) - midpoint) * 2;
  return narrow_bits(f, static_cast<double>(x));
}

}  // namespace softplus_bench
