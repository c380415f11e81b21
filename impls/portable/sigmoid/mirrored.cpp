// sigmoid(x) = s for x >= 0, 1 - s for x < 0, s = 1 / (1 + e^-|x|).
//
// The symmetry taken on the side where it cancels: s is near 1 and 1 - s a multiple of eps / 2, so it is 0 below -p
// log 2 and 1.7e4 ulp off at -9.7 in binary32. The other mirror, 1 - 1 / (1 + e^|x|) for x >= 0, loses nothing but
// the subnormal results.
// Worst in the claim, which begins at -1, binary32, 2.31 ulp: x = -0x1.61bb6cp-1, got 0x1.55d94cp-2, want
// 0x1.55d9475ec57a3p-2.
// Used by: ONNX Runtime (generic kernel); MLX has the good mirror.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T at(T x) {
  constexpr T one = arithmetic::constant<T>(1);
  const T s = one / (one + arithmetic::exp(-arithmetic::abs(x)));
  return x < arithmetic::constant<T>(0) ? one - s : s;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation mirrored;
constinit const Implementation mirrored{
    .function = "sigmoid",
    .name = "mirrored",
    .strategy = "x < 0 ? 1 - s : s, s = 1 / (1 + e^-|x|)",
    .credit = "ONNX Runtime (generic)",
    .binary64 = {evaluate<double>, {2.6, {-1, infinity}}},
    .binary32 = {evaluate<float>, {2.6, {-1, infinity}}},
    .binary16 = {evaluate<binary16>, {2.4, {-1, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {2.3, {-1, infinity}}},
    .thresholds = in_every_format(sign_threshold),
};

}  // namespace softplus_bench::portable::sigmoid
