// sigmoid(x) = -expm1(-softplus(x)).
//
// 1 - e^-softplus(x) without the cancellation: the relative error of softplus passes with the factor y / (e^y - 1) <=
// 1, so both ends are kept, subnormal results included. A backward pass that has stored the output y needs nothing
// else. Three library functions for what two_branch.cpp does with one.
// Worst, binary32, 2.33 ulp: x = -0x1.62be22p+2, got 0x1.ff306ep-9, want 0x1.ff3069597702fp-9.
// Used by: MXNet (softplus's gradient).
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::sigmoid {
namespace {

template <FloatFormat T>
inline T softplus_of(T x) {
  return arithmetic::positive_part(x) + arithmetic::log1p(arithmetic::exp(-arithmetic::abs(x)));
}

template <FloatFormat T>
inline T at(T x) {
  return -arithmetic::expm1(-softplus_of(x));
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation from_softplus_expm1;
constinit const Implementation from_softplus_expm1{
    .function = "sigmoid",
    .name = "from_softplus_expm1",
    .strategy = "-expm1(-softplus(x))",
    .credit = "MXNet",
    .binary64 = {evaluate<double>, {2.7}},
    .binary32 = {evaluate<float>, {2.65}},
    .binary16 = {evaluate<binary16>, {2.05}},
    .bfloat16 = {evaluate<bfloat16>, {1.5}},
};

}  // namespace softplus_bench::portable::sigmoid
