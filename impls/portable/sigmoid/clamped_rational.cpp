// sigmoid(x) = 1/2 + x P(x^2) / Q(x^2), degrees 9 over 10, x clamped to [-18, 18].
//
// An odd fraction fitted to absolute error: one division and no exponential, 2^-23.6 everywhere and nothing relative
// for x < 0. Below about -15 what is due is less than that error, so the result has whatever sign the fit leaves,
// -5.96e-8 in ONNX Runtime and tract (a power of it was NaN in somebody's model), and below -18 it is constant. For x
// > 0 it is right to a few ulp; a clamp of the result to [0, 1], added later, hides the sign and not the loss. The
// claim is for x >= -1. Coefficients are this project's own (clamped_rational.py), of the degrees of the original,
// which is a binary32 kernel; the 16-bit formats compute in binary32 and round once.
// Worst in the claim, binary32, 3.27 ulp: x = 0x1.64c53cp+1, got 0x1.e24bcp-1, want 0x1.e24bb9737104cp-1.
// Used by: Eigen (older), ONNX Runtime (MLAS), tract (clamped at 18.6).
#include "core/implementation.hpp"
#include "core/narrow.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

// python3 clamped_rational.py, constant first.
constexpr float numerator[] = {0x1.fffff2p-3f, 0x1.17f19ap-7f, 0x1.fa8670p-15f, 0x1.e15774p-24f, 0x1.66e2bcp-35f};
constexpr float denominator[] = {0x1p+0f,         0x1.e14dcep-4f,  0x1.bdc0d8p-10f,
                                 0x1.9ebb7ep-18f, 0x1.793ed6p-28f, 0x1.394070p-41f};

constexpr float clamp = 18;
constexpr double thresholds[] = {-clamp, clamp};

template <std::size_t size>
inline float polynomial(const float (&coefficients)[size], float x) {
  float sum = coefficients[size - 1];
  for (std::size_t k = size - 1; k-- > 0;) sum = coefficients[k] + x * sum;
  return sum;
}

inline float at(float x) {
  const float clamped = x < -clamp ? -clamp : x > clamp ? clamp : x;
  const float square = clamped * clamped;
  return 0.5f + clamped * polynomial(numerator, square) / polynomial(denominator, square);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(at(static_cast<float>(widen(x[i]))));
}

}  // namespace

extern constinit const Implementation clamped_rational;
constinit const Implementation clamped_rational{
    .function = "sigmoid",
    .name = "clamped_rational",
    .strategy = "1/2 + x P(x^2)/Q(x^2), x clamped to [-18, 18]",
    .credit = "Eigen (older), ONNX Runtime (MLAS), tract",
    .binary32 = {evaluate<float>, {3.7, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {0.501, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {0.501, {-1, infinity}}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::sigmoid
