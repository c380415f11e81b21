// TODO
#include "core/implementation.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "impls/simd/sigmoid/fused.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/logistic.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::sigmoid::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using namespace simd::HWY_NAMESPACE;  // NOLINT(google-build-using-namespace): this target's

template <class Stored>
struct Sigmoid {
  using T = Lane<Stored>;
  static constexpr bool wide = std::is_same_v<T, double>;
  static constexpr int exponent = wide ? -128 : -40;
  static constexpr T scale = wide ? T(0x1p-128) : T(0x1p-40);
  static constexpr T z_begin = wide ? -748 : -105;  // from here down the result is 0

  HWY_INLINE Vector<T> operator()(Vector<T> x) const {
    // A NaN is the second operand's: it stays.
    const Vector<T> z = hn::Min(constant<T>(z_end<T>), hn::Max(constant<T>(z_begin), x));
    const Total<T> d = add<T>(constant<T>(scale), exponential_of<T, exponent>(reduce<T>(z)));
    return hn::Mul(ready_to_round<Stored>(divide_one<T>(d)), constant<T>(scale));
  }
};

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  evaluate_each(Sigmoid<T>(), x, y, n);
}

}  // namespace

extern constinit const Implementation fused;
constinit const Implementation fused{
    .function = "sigmoid",
    .name = "fused",
    .strategy = "1 / (1 + e^-x), the sum in two numbers, one division and its remainder",
    .credit = "this project",
    .target = compiled_target,
    .binary64 = {evaluate<double>, {1.5}},
    .binary32 = {evaluate<float>, {1.5}},
    .binary16 = {evaluate<binary16>, {0.5}},
    .bfloat16 = {evaluate<bfloat16>, {0.5}},
};

}  // namespace softplus_bench::simd::sigmoid::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
