// softplus_backward(x; g) = g sigma(bx), right for every g and beta, subnormal results and special values included.
//
// Three repairs of two_branch.cpp:
// - z = fl(bx) is off by r = fma(b, x, -z), which changes e^z by the factor e^r = 1 + expm1(r). In the 16-bit formats
//   r reaches 1/2, so the whole exponential is needed. Beyond |z| = 4c, with c as below, the result is settled
//   whatever r is.
// - Below z = -c, where e^z nears the subnormal range, e^z = e^(z + kc) (e^-c)^k with z + kc in (-c, 0]: those sums
//   are exact (c and z are multiples of z's unit), and g is multiplied in first, so that only the last product can be
//   subnormal: were an earlier one, the result would be 0. sigma = e^z there: e^-c is below 2^-p (2^-12.98 for
//   binary16). c = 700, 80, 9, 80 (binary64, binary32, binary16, bfloat16), below -log of the least normal number,
//   708.4, 87.3, 9.7, 87.3.
// - (finite x, g = +-inf) is g, also where sigma(bx) rounds to 0; (x = -inf, g = +-inf) stays NaN as 0 inf.
// binary32, sampled, 3.33 ulp: x = -0x1.a8fde4p-4, g = 0x1.ecb034p+16, b = 100, got 0x1.f7588ep+1, want
// 0x1.f75894a6f23b2p+1. Used by: nobody found.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_backward {
namespace {

// c and e^-c.
template <FloatFormat T>
constexpr double piece = std::is_same_v<T, double>     ? 700
                         : std::is_same_v<T, binary16> ? 9
                                                       : 80;
template <FloatFormat T>
constexpr double piece_factor = std::is_same_v<T, double>     ? 0x1.14f2b0fb9307fp-1010
                                : std::is_same_v<T, binary16> ? 0x1.02cf22526545ap-13
                                                              : 0x1.7fd974d372e45p-116;

// Beyond this |z| the result is settled, and r is not asked for.
template <FloatFormat T>
constexpr double settled_from = 4 * piece<T>;
template <FloatFormat T>
constexpr double thresholds[] = {-settled_from<T>, -piece<T>, 0, settled_from<T>};

// g e^z for z < 0, off by the factor e^residual.
template <FloatFormat T>
inline T tail(T g, T z, T residual) {
  constexpr T c = arithmetic::constant<T>(piece<T>);
  int pieces = 0;
  for (; pieces < 4 && z < -c; ++pieces) z = z + c;
  const T t = arithmetic::exp(z);
  T result = g * arithmetic::fma(t, arithmetic::expm1(residual), t);
  for (; pieces > 0; --pieces) result = result * arithmetic::constant<T>(piece_factor<T>);
  return result;
}

template <FloatFormat T>
inline T at(T x, T g, T beta) {
  constexpr T one = arithmetic::constant<T>(1);
  if (arithmetic::is_infinite(g) && arithmetic::abs(x) < arithmetic::constant<T>(infinity)) return g;
  const T z = beta * x;
  const bool settled = !(arithmetic::abs(z) < arithmetic::constant<T>(settled_from<T>));
  const T residual = settled ? arithmetic::constant<T>(0) : arithmetic::fma(beta, x, -z);
  if (z < arithmetic::constant<T>(-piece<T>)) return tail(g, z, residual);
  const T t = arithmetic::exp(-arithmetic::abs(z));
  const bool negative = arithmetic::computing(z) < 0;
  const T corrected = arithmetic::fma(t, arithmetic::expm1(negative ? residual : -residual), t);
  return negative ? g * (corrected / (one + corrected)) : g / (one + corrected);
}

template <FloatFormat T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], g[i], beta);
}

}  // namespace

extern constinit const Implementation full_range;
constinit const Implementation full_range{
    .function = "softplus_backward",
    .name = "full_range",
    .strategy = "g sigma(bx + r), r = fma(b, x, -bx), e^(bx) in pieces",
    .credit = "this project",
    .binary64 = {evaluate<double>, {4.2}},
    .binary32 = {evaluate<float>, {4.2}},
    .binary16 = {evaluate<binary16>, {4.1}},
    .bfloat16 = {evaluate<bfloat16>, {3.8}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_backward
