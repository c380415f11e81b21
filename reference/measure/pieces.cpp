#include "reference/measure/pieces.hpp"

#include <array>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "reference/measure/pieces.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "reference/simd/double.hpp"
#include "reference/simd/double_double.hpp"
#include "reference/simd/double_double_functions.hpp"
#include "reference/simd/each.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench {
namespace HWY_NAMESPACE {
namespace {

// Double-double pieces are given x c, exactly, so that the lower part of an argument is not 0; those of two arguments
// x x as the other.
constexpr double c = 0x1.5555555555555p-2;
HWY_INLINE DoubleDouble times_c(DoubleDouble x) { return two_product(x.hi, c); }
HWY_INLINE DoubleDouble squared(DoubleDouble x) { return two_product(x.hi, x.hi); }

struct Exp {
  HWY_INLINE Double operator()(Double x) const { return exp(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return exp(times_c(x)); }
};
struct Expm1 {
  HWY_INLINE Double operator()(Double x) const { return expm1(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return expm1(times_c(x)); }
};
struct Log {
  HWY_INLINE Double operator()(Double x) const { return log(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return log(times_c(x)); }
};
struct Log1p {
  HWY_INLINE Double operator()(Double x) const { return log1p(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return log1p(times_c(x)); }
};
struct Tanh {
  HWY_INLINE Double operator()(Double x) const { return tanh(x); }
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return tanh(times_c(x)); }
};
struct TwoSum {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return two_sum(x.hi, c); }
};
struct TwoProduct {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return two_product(x.hi, c); }
};
struct Sum {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return times_c(x) + squared(x); }
};
struct Difference {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return times_c(x) - squared(x); }
};
struct Product {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return times_c(x) * squared(x); }
};
struct Quotient {
  HWY_INLINE ScaledDoubleDouble operator()(DoubleDouble x) const { return times_c(x) / squared(x); }
};

using Evaluate = void (*)(const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n);
template <class Function>
void narrow(const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each(Function(), x, hi, n);
  // No algorithm of the standard library here: its instance would be compiled for this target and serve all.
  for (std::size_t i = 0; i < n; ++i) {
    lo[i] = 0;
    exponent[i] = 0;
  }
}
template <class Function>
void wide(const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluate_each_wide(Function(), x, hi, lo, exponent, n);
}

// In the order of the table below.
constexpr Evaluate evaluators[] = {narrow<Exp>,      narrow<Expm1>, narrow<Log>,      narrow<Log1p>,
                                   narrow<Tanh>,     wide<TwoSum>,  wide<TwoProduct>, wide<Sum>,
                                   wide<Difference>, wide<Product>, wide<Quotient>,   wide<Exp>,
                                   wide<Expm1>,      wide<Log>,     wide<Log1p>,      wide<Tanh>};

void evaluate(std::size_t index, const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  evaluators[index](x, hi, lo, exponent, n);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace softplus_bench
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace softplus_bench {
namespace {

HWY_EXPORT(evaluate);

Real c() { return 0x1.5555555555555p-2; }

constexpr double narrow_bound = 0x1p-46;
constexpr double wide_bound = 0x1p-98;
constexpr double arithmetic_bound = 0x1p-98;

// Domains: where the result is neither subnormal nor infinite, as the bounds are relative.
constexpr auto table = std::to_array<Piece>({
    {"exp", narrow_bound, -708, 709, [](const Real& x) { return Real(exp(x)); }},
    {"expm1", narrow_bound, -800, 709, [](const Real& x) { return Real(expm1(x)); }},
    {"log", narrow_bound, 0x1p-1022, 0x1p1023, [](const Real& x) { return Real(log(x)); }},
    {"log1p", narrow_bound, -0x1.fffffffffffffp-1, 0x1p1000, [](const Real& x) { return Real(log1p(x)); }},
    {"tanh", narrow_bound, -800, 800, [](const Real& x) { return Real(tanh(x)); }},
    {"wide two_sum", 0, -0x1p100, 0x1p100, [](const Real& x) { return Real(x + c()); }},
    {"wide two_product", 0, 0x1p-400, 0x1p400, [](const Real& x) { return Real(x * c()); }},
    {"wide sum", arithmetic_bound, 0x1p-400, 0x1p400, [](const Real& x) { return Real(x * c() + x * x); }},
    {"wide difference", arithmetic_bound, 0x1p-400, 0x1p400, [](const Real& x) { return Real(x * c() - x * x); }},
    {"wide product", arithmetic_bound, 0x1p-400, 0x1p400, [](const Real& x) { return Real(x * c() * (x * x)); }},
    {"wide quotient", arithmetic_bound, 0x1p-400, 0x1p400, [](const Real& x) { return Real(x * c() / (x * x)); }},
    {"wide exp", wide_bound, -4000, 4000, [](const Real& x) { return Real(exp(Real(x * c()))); }},
    {"wide expm1", wide_bound, -4000, 2100, [](const Real& x) { return Real(expm1(Real(x * c()))); }},
    {"wide log", wide_bound, 0x1p-850, 0x1p850, [](const Real& x) { return Real(log(Real(x * c()))); }},
    {"wide log1p", wide_bound, -2.99, 0x1p850, [](const Real& x) { return Real(log1p(Real(x * c()))); }},
    {"wide tanh", wide_bound, -2000, 2000, [](const Real& x) { return Real(tanh(Real(x * c()))); }},
});
static_assert(table.size() == std::size(HWY_NAMESPACE::evaluators));

}  // namespace

std::span<const Piece> pieces() { return table; }

void evaluate_piece(std::size_t index, const double* x, double* hi, double* lo, std::int32_t* exponent, std::size_t n) {
  HWY_DYNAMIC_DISPATCH(evaluate)(index, x, hi, lo, exponent, n);
}

}  // namespace softplus_bench

#endif
