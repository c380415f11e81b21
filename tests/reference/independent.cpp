#include "tests/reference/independent.hpp"

#include <mpfr.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

namespace softplus_bench {
namespace {

// MPFR's widest exponent range for as long as it lives: e^x neither overflows nor underflows for |x| < 10^18.
class WidestExponents {
 public:
  WidestExponents() : emin_(mpfr_get_emin()), emax_(mpfr_get_emax()) {
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
  }
  ~WidestExponents() {
    mpfr_set_emin(emin_);
    mpfr_set_emax(emax_);
  }
  WidestExponents(const WidestExponents&) = delete;
  WidestExponents& operator=(const WidestExponents&) = delete;

 private:
  mpfr_exp_t emin_;
  mpfr_exp_t emax_;
};

// A number of MPFR's; results take the precision of their (first) operand and are rounded to nearest.
class Number {
 public:
  explicit Number(mpfr_prec_t bits, double x = 0) {
    mpfr_init2(v, bits);
    mpfr_set_d(v, x, MPFR_RNDN);
  }
  Number(const Number& other) : Number(other.bits()) { mpfr_set(v, other.v, MPFR_RNDN); }
  Number& operator=(const Number&) = delete;
  ~Number() { mpfr_clear(v); }
  mpfr_prec_t bits() const { return mpfr_get_prec(v); }

  mpfr_t v;
};

template <auto apply>
Number unary(const Number& a) {
  Number y(a.bits());
  apply(y.v, a.v, MPFR_RNDN);
  return y;
}
template <auto apply>
Number binary(const Number& a, const Number& b) {
  Number y(a.bits());
  apply(y.v, a.v, b.v, MPFR_RNDN);
  return y;
}

Number exp(const Number& a) { return unary<mpfr_exp>(a); }
Number log(const Number& a) { return unary<mpfr_log>(a); }
Number tanh(const Number& a) { return unary<mpfr_tanh>(a); }
Number erfc(const Number& a) { return unary<mpfr_erfc>(a); }
Number sqrt(const Number& a) { return unary<mpfr_sqrt>(a); }
Number operator-(const Number& a) { return unary<mpfr_neg>(a); }
Number operator+(const Number& a, const Number& b) { return binary<mpfr_add>(a, b); }
Number operator-(const Number& a, const Number& b) { return binary<mpfr_sub>(a, b); }
Number operator*(const Number& a, const Number& b) { return binary<mpfr_mul>(a, b); }
Number operator/(const Number& a, const Number& b) { return binary<mpfr_div>(a, b); }
Number operator+(double a, const Number& b) { return Number(b.bits(), a) + b; }
Number operator-(double a, const Number& b) { return Number(b.bits(), a) - b; }
Number operator*(double a, const Number& b) { return Number(b.bits(), a) * b; }
Number operator/(double a, const Number& b) { return Number(b.bits(), a) / b; }
Number operator-(const Number& a, double b) { return a - Number(a.bits(), b); }
Number operator/(const Number& a, double b) { return a / Number(a.bits(), b); }
bool operator<(const Number& a, double b) { return mpfr_cmp_d(a.v, b) < 0; }
bool operator>(const Number& a, double b) { return mpfr_cmp_d(a.v, b) > 0; }
bool is_infinite(const Number& a) { return mpfr_inf_p(a.v) != 0; }
bool is_zero(const Number& a) { return mpfr_zero_p(a.v) != 0; }

// e^-3000 < 2^-4328: times any number of any format, still below half of the least subnormal. A representable number
// plus so little rounds to itself.
constexpr double negligible = 3000;

Number log_1_plus_exp(const Number& t) {
  if (t > negligible) return t;
  return log(1 + exp(t));
}
Number sigma(const Number& x) { return 1 / (1 + exp(-x)); }

struct Inputs {
  Number x, x2, beta;
};

// e^x of a finite x may exceed MPFR's range, but sigma is never zero there.
Number backward(const Inputs& in) {
  const Number t = in.beta * in.x;
  if (is_infinite(in.x2) && !is_infinite(t)) return in.x2;
  return in.x2 * sigma(t);
}

// x times a factor that vanishes at -inf faster than x grows.
template <class Factor>
Number x_times(const Inputs& in, Factor&& factor) {
  if (is_infinite(in.x) && in.x < 0) return Number(in.x.bits(), -0.0);
  return in.x * factor(in.x);
}

// erfc(t) < e^(-t^2) for t > 1: beyond |x| = 78 it is negligible, and slow to compute.
Number gelu(const Number& x) {
  if (x > 78) return x;
  if (x < -78) return Number(x.bits(), -0.0);
  return x * erfc(-x / sqrt(Number(x.bits(), 2))) / 2;
}

// sqrt(2/pi) (x + 44715/10^6 x^3)
Number gelu_tanh_argument(const Number& x) {
  Number pi(x.bits());
  mpfr_const_pi(pi.v, MPFR_RNDN);
  return sqrt(2 / pi) * (x + 44715 * (x * x * x) / 1e6);
}

Number log_sum(const Number& a, const Number& b) {
  if (is_infinite(a) || is_infinite(b)) return mpfr_cmp(a.v, b.v) > 0 ? a : b;
  const Number& larger = mpfr_cmp(a.v, b.v) > 0 ? a : b;
  const Number& smaller = mpfr_cmp(a.v, b.v) > 0 ? b : a;
  if (larger < negligible && smaller > -negligible) return log(exp(a) + exp(b));
  const Number difference = smaller - larger;
  if (difference < -negligible && !is_zero(larger)) return larger;
  return larger + log(1 + exp(difference));
}

Number entropy(const Number& p) {
  if (is_zero(p) || mpfr_cmp_si(p.v, 1) == 0) return Number(p.bits(), -0.0);
  return p * log(p) + (1 - p) * log(1 - p);
}

Number scaled_elu(const Number& x, double lambda, double alpha) {
  if (is_zero(x)) return x;
  return lambda * (x > 0 ? x : alpha * (exp(x) - 1));
}

// Where infinities and zeros have no line of their own, MPFR's rules for them give the values of the definitions.
enum class Needs { x, x_x2, x_beta, x_x2_beta };
struct Definition {
  std::string_view name;
  Needs needs;
  Number (*value)(const Inputs& in);
};
constexpr Definition definitions[] = {
    {"elu", Needs::x, [](const Inputs& in) { return scaled_elu(in.x, 1, 1); }},
    {"gelu", Needs::x, [](const Inputs& in) { return gelu(in.x); }},
    {"gelu_tanh", Needs::x,
     [](const Inputs& in) {
       return x_times(in, [](const Number& x) { return (1 + tanh(gelu_tanh_argument(x))) / 2; });
     }},
    {"log_sigmoid", Needs::x, [](const Inputs& in) { return -log_1_plus_exp(-in.x); }},
    {"logaddexp", Needs::x_x2, [](const Inputs& in) { return log_sum(in.x, in.x2); }},
    {"logit", Needs::x, [](const Inputs& in) { return log(in.x / (1 - in.x)); }},
    {"mish", Needs::x,
     [](const Inputs& in) { return x_times(in, [](const Number& x) { return tanh(log_1_plus_exp(x)); }); }},
    {"negative_binary_entropy", Needs::x, [](const Inputs& in) { return entropy(in.x); }},
    {"relu", Needs::x, [](const Inputs& in) { return in.x > 0 ? in.x : Number(in.x.bits(), 0); }},
    {"selu", Needs::x, [](const Inputs& in) { return scaled_elu(in.x, 1.0507009873554805, 1.6732632423543772); }},
    {"sigmoid", Needs::x, [](const Inputs& in) { return sigma(in.x); }},
    {"sigmoid_derivative", Needs::x, [](const Inputs& in) { return sigma(in.x) * sigma(-in.x); }},
    {"silu", Needs::x, [](const Inputs& in) { return x_times(in, sigma); }},
    {"softplus", Needs::x, [](const Inputs& in) { return log_1_plus_exp(in.x); }},
    {"softplus_backward", Needs::x_x2_beta, backward},
    {"softplus_beta", Needs::x_beta, [](const Inputs& in) { return log_1_plus_exp(in.beta * in.x) / in.beta; }},
    {"softplus_inverse", Needs::x, [](const Inputs& in) { return in.x > negligible ? in.x : log(exp(in.x) - 1); }},
};

// The number that the fields of `bits` spell, exactly; infinities too.
Number decoded(const FormatTraits& f, std::uint64_t bits, mpfr_prec_t precision) {
  const std::uint64_t magnitude_bits = bits % f.sign_bit();
  const std::uint64_t field = magnitude_bits >> (f.precision - 1);
  const std::uint64_t fraction = magnitude_bits - (field << (f.precision - 1));
  const auto largest_field = static_cast<std::uint64_t>(f.emax - f.emin + 2);
  Number y(precision);
  if (field == largest_field) mpfr_set_inf(y.v, 1);
  else if (field == 0) mpfr_set_ui_2exp(y.v, fraction, f.emin - f.precision + 1, MPFR_RNDN);
  else
    mpfr_set_ui_2exp(y.v, fraction + (std::uint64_t{1} << (f.precision - 1)),
                     static_cast<mpfr_exp_t>(field) - 1 + f.emin - f.precision + 1, MPFR_RNDN);
  return bits >= f.sign_bit() ? -y : y;
}

// To nearest, ties to even: the significand as an integer in units of the last place, which a carry out of it leaves
// right because the exponent's field lies above.
std::uint64_t encoded(const FormatTraits& f, const Number& y) {
  if (mpfr_nan_p(y.v)) return f.nan_bits();
  const std::uint64_t sign = mpfr_signbit(y.v) ? f.sign_bit() : 0;
  const std::uint64_t infinity = static_cast<std::uint64_t>(f.emax - f.emin + 2) << (f.precision - 1);
  if (is_zero(y)) return sign;
  if (is_infinite(y) || mpfr_get_exp(y.v) - 1 > f.emax) return sign | infinity;
  const mpfr_exp_t exponent = std::max<mpfr_exp_t>(mpfr_get_exp(y.v) - 1, f.emin);
  Number scaled(y.bits());
  mpfr_mul_2si(scaled.v, y.v, f.precision - 1 - exponent, MPFR_RNDN);
  mpz_t units;
  mpz_init(units);
  mpfr_get_z(units, scaled.v, MPFR_RNDN);
  const std::uint64_t count = mpz_get_ui(units);  // of the magnitude
  mpz_clear(units);
  return sign | std::min(infinity, (static_cast<std::uint64_t>(exponent - f.emin) << (f.precision - 1)) + count);
}

// Binary orders of magnitude between 1 and a number.
double orders(const Number& a) { return mpfr_regular_p(a.v) ? std::abs(static_cast<double>(mpfr_get_exp(a.v))) : 0; }

// So many that 1200 are left after every cancellation: 1 + x is told from 1 and 1 + e^t too, in both terms of a
// product.
mpfr_prec_t bits_needed(const Inputs& in, const Definition& function) {
  double exponent = std::abs(mpfr_get_d(in.beta.v, MPFR_RNDN) * mpfr_get_d(in.x.v, MPFR_RNDN));
  if (function.name == "gelu_tanh") exponent = std::abs(mpfr_get_d(gelu_tanh_argument(in.x).v, MPFR_RNDN));
  if (function.name == "logaddexp") exponent += std::abs(mpfr_get_d(in.x2.v, MPFR_RNDN));
  const double cancelled = exponent < 2 * negligible ? 4 * exponent : 0;  // 2 / log 2 bits for each unit, and more
  return static_cast<mpfr_prec_t>(1200 + 2 * (orders(in.x) + orders(in.x2) + orders(in.beta)) + cancelled);
}

constexpr auto names = [] {
  std::array<std::string_view, std::size(definitions)> result;
  std::transform(std::begin(definitions), std::end(definitions), result.begin(),
                 [](const Definition& d) { return d.name; });
  return result;
}();

}  // namespace

std::span<const std::string_view> independent_functions() { return names; }

std::uint64_t independent_bits(std::string_view function, const FormatTraits& f, std::uint64_t x, std::uint64_t x2,
                               double beta) {
  const auto* const found = std::find_if(std::begin(definitions), std::end(definitions),
                                         [&](const Definition& d) { return d.name == function; });
  if (found == std::end(definitions)) throw std::invalid_argument("no definition of " + std::string(function));
  const std::uint64_t infinity = static_cast<std::uint64_t>(f.emax - f.emin + 2) << (f.precision - 1);
  if (x % f.sign_bit() > infinity) return f.nan_bits();
  if (found->needs == Needs::x || found->needs == Needs::x_beta) x2 = 0;
  if (found->needs == Needs::x || found->needs == Needs::x_x2) beta = 1;  // so that it asks for no precision
  if (x2 % f.sign_bit() > infinity) return f.nan_bits();
  const WidestExponents exponents;
  // 120 bits hold an input, beta, and beta times an input.
  const Inputs exact{decoded(f, x, 120), decoded(f, x2, 120), Number(120, beta)};
  const mpfr_prec_t bits = bits_needed(exact, *found);
  return encoded(f, found->value({decoded(f, x, bits), decoded(f, x2, bits), Number(bits, beta)}));
}

}  // namespace softplus_bench
