// relu(x) = max(x, +0): exact.
//
// A NaN stays a NaN: the comparison x < 0 is false for it and x is returned. -0 is returned as it is, which is as good
// as +0. The control that every other activation is timed against.
// Used by: everybody.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::relu {
namespace {

template <FloatFormat T>
inline T at(T x) {
  return arithmetic::positive_part(x);
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i]);
}

}  // namespace

extern constinit const Implementation maximum;
constinit const Implementation maximum{
    .function = "relu",
    .name = "maximum",
    .strategy = "max(x, 0)",
    .credit = "everybody",
    .binary64 = {evaluate<double>, {0}},
    .binary32 = {evaluate<float>, {0}},
    .binary16 = {evaluate<binary16>, {0}},
    .bfloat16 = {evaluate<bfloat16>, {0}},
};

}  // namespace softplus_bench::portable::relu
