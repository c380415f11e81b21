// The fused softplus in binary32, and of it the 16-bit formats and log_sigmoid: which kernel a target has.
//
// AVX-512: octaves.hpp. Elsewhere: two_pieces.hpp.
#if defined(SOFTPLUS_BENCH_SIMD_SOFTPLUS_FUSED_BINARY32) == defined(HWY_TARGET_TOGGLE)
#ifdef SOFTPLUS_BENCH_SIMD_SOFTPLUS_FUSED_BINARY32
#undef SOFTPLUS_BENCH_SIMD_SOFTPLUS_FUSED_BINARY32
#else
#define SOFTPLUS_BENCH_SIMD_SOFTPLUS_FUSED_BINARY32
#endif

#include <cstddef>
#include <type_traits>

#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"
#include "impls/simd/softplus/octaves.hpp"
#include "impls/simd/softplus/two_pieces.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::simd::softplus::HWY_NAMESPACE::fused_binary32 {

namespace hn = hwy::HWY_NAMESPACE;
using V = hn::Vec<hn::ScalableTag<float>>;

#if HWY_TARGET == HWY_AVX3
using OneUlp = octaves::Softplus<octave_tables::OneUlp>;
using FourUlp = octaves::Softplus<octave_tables::FourUlp>;
template <class T>
using ToSixteenBits =
    octaves::Softplus<std::conditional_t<std::is_same_v<T, bfloat16>, octave_tables::FourUlp, octave_tables::OneUlp>,
                      std::is_same_v<T, binary16>>;
inline constexpr std::size_t vectors_side_by_side = 4;
using octaves::mirrored_thresholds;
using octaves::thresholds;
#else
// One vector after the other: with 16 registers there is no room for more.
template <class Function>
struct EachVector {
  template <std::size_t count>
  HWY_INLINE void operator()(V (&x)[count]) const {
    for (std::size_t k = 0; k < count; ++k) x[k] = Function()(x[k]);
  }
};
using OneUlp = EachVector<two_pieces::Softplus<two_pieces::OneUlp>>;
using FourUlp = EachVector<two_pieces::Softplus<two_pieces::FourUlp>>;
template <class T>
using ToSixteenBits = EachVector<
    two_pieces::Softplus<std::conditional_t<std::is_same_v<T, bfloat16>, two_pieces::FourUlp, two_pieces::Odd>>>;
inline constexpr std::size_t vectors_side_by_side = 1;
using two_pieces::mirrored_thresholds;
using two_pieces::thresholds;
#endif

// Over all 2^32 inputs, rounded up; witnesses in fused.cpp and fused_fast.cpp.
inline constexpr double max_ulp = HWY_TARGET == HWY_AVX3 ? 0.9 : HWY_TARGET == HWY_SSE4 ? 1.16 : 0.94;
inline constexpr double max_ulp_fast = HWY_TARGET == HWY_AVX3 ? 2.5 : HWY_TARGET == HWY_SSE4 ? 1.9 : 1.7;

// Right for every input of T after its rounding.
template <class T>
using For = std::conditional_t<std::is_same_v<T, float>, OneUlp, ToSixteenBits<T>>;

// -function(-x).
template <class Function>
struct Mirrored {
  template <std::size_t count>
  HWY_INLINE void operator()(V (&x)[count]) const {
    for (std::size_t k = 0; k < count; ++k) x[k] = hn::Neg(x[k]);
    Function()(x);
    for (std::size_t k = 0; k < count; ++k) x[k] = hn::Neg(x[k]);
  }
};

template <class Function, class T>
HWY_INLINE void evaluate(const T* x, T* y, std::size_t n) {
  simd::HWY_NAMESPACE::evaluate_groups<vectors_side_by_side>(Function(), x, y, n);
}

}  // namespace softplus_bench::simd::softplus::HWY_NAMESPACE::fused_binary32
HWY_AFTER_NAMESPACE();

#endif
