// softplus(x) = max(x, 0) + log1p(e^-|x|), which needs no threshold and never overflows.
//
// From log(1 + e^x) = x + log(1 + e^-x): of the two equal forms the one whose exponential is at most
// 1 is taken, so e^-|x| underflows where log1p of it is negligible (x >> 0) or is the answer (x << 0).
// Worst for x < 0, where the error of e^-|x| passes into a lower binade. binary32, all inputs, 1.54 ulp:
// x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a384p-3; binary64, sampled, 1.55:
// x = -0x1.433f6046ce424p+0, got 0x1.fe317fcdd800ap-3, want 0x1.fe317fcdd800cp-3.
// Used by: JAX, NumPy, SciPy, MLX, Chainer, NNlib.jl, Stan (as a branch).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i)
    y[i] = arithmetic::positive_part(x[i]) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(x[i])));
}

}  // namespace

extern constinit const Implementation symmetric;
constinit const Implementation symmetric{
    .function = "softplus",
    .name = "symmetric",
    .strategy = "max(x,0) + log1p(e^-|x|)",
    .credit = "JAX, NumPy, SciPy, MLX, Chainer, NNlib.jl, Stan",
    .binary64 = {evaluate<double>, {1.75}},
    .binary32 = {evaluate<float>, {1.65}},
    .binary16 = {evaluate<binary16>, {1.35}},
    .bfloat16 = {evaluate<bfloat16>, {1.3}},
};

}  // namespace softplus_bench::portable::softplus
