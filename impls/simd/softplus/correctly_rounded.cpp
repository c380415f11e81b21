// CRHEAD
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/softplus/correctly_rounded.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/reduction_binary64.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace binary64;

// sollya reduction_binary64.sollya
inline constexpr double exponential_quotient[] = {0x1.0000000000003p0,  0x1.fffffffffffecp-2, 0x1.555555547b4abp-3,
                                                  0x1.555555564d4d3p-5, 0x1.11123dbef1887p-7, 0x1.6c16c5400c7ebp-10};
inline constexpr double logarithm_quotient[] = {1,
                                                -0x1.00000000001e6p-1,
                                                0x1.555555559ffb3p-2,
                                                -0x1.ffffffe9236e1p-3,
                                                0x1.99998b0fd62d9p-3,
                                                -0x1.55563f89d1922p-3,
                                                0x1.24fa7d2e3a962p-3,
                                                -0x1.fb3b87f8bb782p-4};

// BIAS
alignas(64) inline constexpr std::array<double, 16> raised_logarithms = [] {
  std::array<double, 16> rows = logarithms;
  rows[15] += 0x1p-53;
  return rows;
}();

// e^-|x|, far below the least number of binary32 from |x| = 110 on.
HWY_INLINE V exponential(V x) {
  const ReducedExponent reduced = reduce_exponent(hn::Max(hn::Or(x, constant(-0.0)), constant(-110)));
  const V p = hn::Mul(reduced.s, polynomial<double>(exponential_quotient, reduced.s));
  const V two_to = power(reduced.n);
  return hn::MulAdd(two_to, p, two_to);
}

HWY_INLINE V softplus(V x, V t) {
  const ReducedLogarithm reduced = reduce_logarithm(t);
  const V logarithm = row_of(raised_logarithms, reduced.row);
  const V residual = hn::MulAdd(reduced.v, polynomial<double>(logarithm_quotient, reduced.v), logarithm);
  return hn::Add(positive_part(x), residual);
}

void evaluate(const float* x, const float*, float* y, std::size_t n, const double*) noexcept {
  evaluate_in_strips([](V v) HWY_ATTR { return exponential(v); }, [](V v, V t) HWY_ATTR { return softplus(v, t); }, x,
                     y, n);
}

}  // namespace

extern constinit const Implementation correctly_rounded;
constinit const Implementation correctly_rounded{
    .function = "softplus",
    .name = "correctly_rounded",
    .strategy = "max(x,0) + log1p(e^-|x|) in binary64, two tables of 16 rows, rounded once",
    .credit = "this project",
    .target = simd::HWY_NAMESPACE::compiled_target,
    .binary32 = {evaluate, {0.5}},
};

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
