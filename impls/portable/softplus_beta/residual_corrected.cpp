// softplus(x; beta) = (softplus(bx) + d sigmoid(bx)) / beta, bx = RN(beta x), d = beta x - bx by one FMA.
//
// The first-order term of softplus(bx + d) takes back what the rounding of the product costs, 61 to 65 ulp on bx in
// [-80, -17] in binary32; the second, d^2 / 8 at most for small |bx| and d^2 / 2 relative in the tail, |d| <= |bx|
// eps / 2, is 1e-11 in binary32 and 0.1 in bfloat16 near -88, where 8 bits are few. d = 0 where bx is not finite.
// softplus(bx) = max(bx, 0) + log1p(t), sigmoid(bx) = (bx < 0 ? t : 1) / (1 + t), t = e^-|bx|. Above p log 2 the
// answer is x, to within 2^-4 ulp: e^-bx < eps / 2 is divided by bx >= 5.5, so bx may overflow. Below, e^(bx) goes
// through the subnormal numbers to 0, and for beta < 1 the quotient brings it back: residual_corrected_scaled.cpp.
// The claim begins where e^x is normal.
// Worst in the claim, binary32, 2.65 ulp: x = -0x1.e8e182p-1, got 0x1.de8ba4p-18, want 0x1.de8b9eb50f205p-18;
// binary64, 2.7 ulp: x = -0x1.e7429346127adp-2, got 0x1.bfe2b88a4fb1ep-11, want 0x1.bfe2b88a4fb20b46p-11.
// Used by: this project; found nowhere else.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

// Where softplus is the identity to within 2^-4 ulp.
template <FloatFormat T>
constexpr T identity = arithmetic::constant<T>(format_traits<T>.precision * 0x1.62e42fefa39efp-1);
template <FloatFormat T>
constexpr double thresholds[] = {0, widen(identity<T>)};

template <FloatFormat T>
inline T at(T x, T beta) {
  constexpr T one = arithmetic::constant<T>(1);
  constexpr T zero = arithmetic::constant<T>(0);
  const T bx = beta * x;
  if (bx > identity<T>) return x;
  const T d = arithmetic::is_infinite(bx) ? zero : arithmetic::fma(beta, x, -bx);
  const T t = arithmetic::exp(-arithmetic::abs(bx));
  const T slope = (bx < zero ? t : one) / (one + t);
  return (arithmetic::positive_part(bx) + (arithmetic::log1p(t) + d * slope)) / beta;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], beta);
}

}  // namespace

extern constinit const Implementation residual_corrected;
constinit const Implementation residual_corrected{
    .function = "softplus_beta",
    .name = "residual_corrected",
    .strategy = "(softplus(b x) + d sigmoid(b x)) / b, d = fma(b, x, -b x)",
    .credit = "this project",
    .binary64 = {evaluate<double>, {3.1, {-700, infinity}}},
    .binary32 = {evaluate<float>, {3, {-80, infinity}}},
    .binary16 = {evaluate<binary16>, {2.55, {-9.7, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {12, {-87, infinity}}},
    .thresholds = {thresholds<double>, thresholds<float>, thresholds<binary16>, thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_beta
