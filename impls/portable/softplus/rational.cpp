// softplus(x) = max(x, 0) + e^-a R(a), a = |x|, R(a) = e^a log1p(e^-a) by a fraction of degrees 6 over 6 on [0, 9].
//
// R grows from log 2 at 0 towards 1, so the product keeps the relative accuracy of e^-a, and nothing cancels: all
// coefficients are positive. Beyond 9, R = 1 - t/2, t = e^-a: t^2/3, left out, is below 2^-27. The nearest
// singularity is at a = i pi, which makes polynomials slow and the fraction quick. Coefficients from rational.py,
// relative error about 2^-25. The 16-bit formats compute in binary32 and round once.
// Worst, binary32, 6.2 ulp: x = -0x1.64d148p+2, got 0x1.efe188p-9, want 0x1.efe19466fa346p-9.
// Used by: a sketch in NNlib.jl's tracker (issue 443).
#include <cmath>

#include "core/implementation.hpp"
#include "core/narrow.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

// python3 rational.py, constant first.
constexpr float numerator[] = {0x1.62e43p-1f,  0x1.616976p-2f,  0x1.9985ecp-4f, 0x1.5264c2p-6f,
                               0x1.63ff66p-9f, 0x1.3afd52p-13f, 0x1.a8da26p-15f};
constexpr float denominator[] = {0x1p+0f,        0x1.c10d14p-3f,  0x1.fc892cp-4f, 0x1.24c1fap-6f,
                                 0x1.7e3d4ap-9f, 0x1.298b12p-13f, 0x1.aa21e4p-15f};

constexpr float tail_from = 9;
constexpr double thresholds[] = {-tail_from, tail_from};

inline float polynomial(const float (&coefficients)[7], float a) {
  float sum = coefficients[6];
  for (std::size_t k = 6; k-- > 0;) sum = coefficients[k] + a * sum;
  return sum;
}

inline float at(float x) {
  const float a = std::abs(x);
  const float t = std::exp(-a);
  const float ratio = a < tail_from ? polynomial(numerator, a) / polynomial(denominator, a) : 1 - t / 2;
  return arithmetic::positive_part(x) + t * ratio;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = narrow<T>(at(static_cast<float>(widen(x[i]))));
}

}  // namespace

extern constinit const Implementation rational;
constinit const Implementation rational{
    .function = "softplus",
    .name = "rational",
    .strategy = "max(x,0) + e^-|x| P(|x|) / Q(|x|)",
    .credit = "NNlib.jl (sketch)",
    .binary32 = {evaluate<float>, {7}},
    .binary16 = {evaluate<binary16>, {0.501}},
    .bfloat16 = {evaluate<bfloat16>, {0.501}},
    .thresholds = in_every_format(thresholds),
};

}  // namespace softplus_bench::portable::softplus
