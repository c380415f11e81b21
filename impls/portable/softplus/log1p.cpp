// softplus(x) = log1p(e^x), the textbook repair of log(1 + e^x).
//
// Right for every x below log(max): log1p keeps the relative accuracy that 1 + e^x loses, and e^x is
// the answer, subnormals included, where log1p no longer changes it. Above log(max), which is 11.09
// (binary16), 88.72 (bfloat16 and binary32) or 709.78 (binary64), e^x is +inf where the answer is x.
// Its error is that of e^x, at most doubled where the result has crossed into a lower binade, plus
// log1p's own. Worst in binary32, 1.54 ulp: x = -0x1.43ff2p+0, got 0x1.fcdf9cp-3, want 0x1.fcdf9f153a384p-3;
// in binary64, 1.55: x = -0x1.433f6046ce424p+0, got 0x1.fe317fcdd800ap-3, want 0x1.fe317fcdd800cp-3.
// Used by: OpenCV's CPU layers, MIOpen's test reference.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"

namespace softplus_bench::portable::softplus {
namespace {

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = arithmetic::log1p(arithmetic::exp(x[i]));
}

}  // namespace

extern constinit const Implementation log1p;
constinit const Implementation log1p{
    .function = "softplus",
    .name = "log1p",
    .strategy = "log1p(e^x)",
    .credit = "OpenCV, MIOpen (test reference)",
    .binary64 = {evaluate<double>, {1.75, {-infinity, 709.78}}},
    .binary32 = {evaluate<float>, {1.65, {-infinity, 88.72}}},
    .binary16 = {evaluate<binary16>, {1.35, {-infinity, 11.08}}},
    .bfloat16 = {evaluate<bfloat16>, {1.3, {-infinity, 88.5}}},
};

}  // namespace softplus_bench::portable::softplus
