// The loop and the 16-bit formats of impls/simd/kernel.hpp, on every target that this CPU has.
#include <array>
#include <catch2/catch.hpp>
#include <cfenv>
#include <cmath>
#include <utility>
#include <vector>

#include "core/narrow.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/impls/sixteen_bit_test.cpp"
#include "hwy/foreach_target.h"
// Below foreach_target.h: what each target compiles again.
#include "hwy/highway.h"
#include "impls/simd/kernel.hpp"

HWY_BEFORE_NAMESPACE();
namespace softplus_bench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
namespace sh = softplus_bench::simd::HWY_NAMESPACE;

struct Same {
  HWY_INLINE sh::Vector<float> operator()(sh::Vector<float> x) const { return x; }
};
struct Difference {
  template <class V>
  HWY_INLINE V operator()(V x, V x2) const {
    return hn::Sub(x, x2);
  }
};

template <class T>
void round_lanes(const float* x, T* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += hn::Lanes(sh::Tag<float>())) sh::store<T>(sh::load(x + i), y + i);
}
template <class T>
void widen_lanes(const T* x, float* y, std::size_t n) {
  for (std::size_t i = 0; i < n; i += hn::Lanes(sh::Tag<float>())) sh::store<float>(sh::load(x + i), y + i);
}

void round_binary16(const float* x, binary16* y, std::size_t n) { round_lanes(x, y, n); }
void round_bfloat16(const float* x, bfloat16* y, std::size_t n) { round_lanes(x, y, n); }
void widen_binary16(const binary16* x, float* y, std::size_t n) { widen_lanes(x, y, n); }
void widen_bfloat16(const bfloat16* x, float* y, std::size_t n) { widen_lanes(x, y, n); }
void same_binary16(const binary16* x, binary16* y, std::size_t n) { sh::evaluate_each(Same(), x, y, n); }
void same_bfloat16(const bfloat16* x, bfloat16* y, std::size_t n) { sh::evaluate_each(Same(), x, y, n); }
void differ_bfloat16(const bfloat16* x, const bfloat16* x2, bfloat16* y, std::size_t n) {
  sh::evaluate_each_pair(Difference(), x, x2, y, n);
}
void differ_binary64(const double* x, const double* x2, double* y, std::size_t n) {
  sh::evaluate_each_pair(Difference(), x, x2, y, n);
}

}  // namespace
}  // namespace softplus_bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace softplus_bench {
namespace {

HWY_EXPORT(round_binary16);
HWY_EXPORT(round_bfloat16);
HWY_EXPORT(widen_binary16);
HWY_EXPORT(widen_bfloat16);
HWY_EXPORT(same_binary16);
HWY_EXPORT(same_bfloat16);
HWY_EXPORT(differ_bfloat16);
HWY_EXPORT(differ_binary64);

template <class Check>
void on_every_target(Check check) {
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    CAPTURE(hwy::TargetName(target));
    check();
  }
  hwy::SetSupportedTargetsForTest(0);
}

template <class T>
T of(std::uint64_t bits) {
  return from_bits<T>(bits);
}

// Every number of the format, every tie between neighbours, the binary32 numbers beside each tie, and what is far
// outside the format; a multiple of 64 of them.
template <class T>
std::vector<float> around_every_number() {
  std::vector<float> x{0x1p-149f,  0x1.fffffep127f, 0x1p-126f, -0x1p-140f,     65520,
                       65519.996f, -65520,          0x1p-25f,  0x1.000002p-25f};
  for (std::uint64_t bits = 0; bits < 0x10000; ++bits) {
    const auto value = static_cast<float>(widen(of<T>(bits)));
    x.push_back(value);
    if (!std::isfinite(value)) continue;
    const auto next = static_cast<float>(widen(of<T>(bits + 1)));
    const float tie = std::isfinite(next) ? value + (next - value) / 2 : value;
    for (const float end : {-INFINITY, INFINITY}) x.push_back(std::nextafter(tie, end));
    x.push_back(tie);
  }
  while (x.size() % 64 != 0) x.push_back(0);
  return x;
}

template <class T, class Round>
void check_rounding(Round round) {
  const auto x = around_every_number<T>();
  for (const int mode : {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::vector<T> y(x.size());
    std::fesetround(mode);
    round(x.data(), y.data(), x.size());
    std::fesetround(FE_TONEAREST);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::uint64_t want = narrow_bits(format_traits<T>, x[i]);
      const std::uint64_t got = to_bits(y[i]);
      const bool is_nan_expected = is_nan(format_traits<T>, want);
      const std::uint64_t quiet = format_traits<T>.nan_bits();
      if (is_nan_expected ? (got & quiet) != quiet || is_negative(format_traits<T>, got) != std::signbit(x[i])
                          : got != want)
        FAIL("mode " << mode << ": " << x[i] << " gives bits " << got << ", wanted " << want);
    }
  }
}

TEST_CASE("vectors of binary32 are rounded once to the 16-bit formats, as core/narrow does, in every rounding mode") {
  on_every_target([] {
    check_rounding<binary16>([](const float* x, binary16* y, std::size_t n) {
      HWY_DYNAMIC_DISPATCH(round_binary16)(x, y, n);
    });
    check_rounding<bfloat16>([](const float* x, bfloat16* y, std::size_t n) {
      HWY_DYNAMIC_DISPATCH(round_bfloat16)(x, y, n);
    });
  });
}

template <class T, class Widen>
void check_widening(Widen widen_vectors) {
  std::vector<T> x;
  for (std::uint64_t bits = 0; bits < 0x10000; ++bits) x.push_back(of<T>(bits));
  std::vector<float> y(x.size());
  widen_vectors(x.data(), y.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto want = static_cast<float>(widen(x[i]));
    if (std::isnan(want) ? !std::isnan(y[i]) : to_bits(y[i]) != to_bits(want)) FAIL("bits " << i << ": " << y[i]);
  }
}

TEST_CASE("every number of the 16-bit formats is loaded exactly") {
  on_every_target([] {
    check_widening<binary16>([](const binary16* x, float* y, std::size_t n) {
      HWY_DYNAMIC_DISPATCH(widen_binary16)(x, y, n);
    });
    check_widening<bfloat16>([](const bfloat16* x, float* y, std::size_t n) {
      HWY_DYNAMIC_DISPATCH(widen_bfloat16)(x, y, n);
    });
  });
}

template <class T, class Kernel>
void check_lengths(Kernel kernel, T untouched) {
  for (std::size_t n = 0; n <= 67; ++n) {
    std::vector<T> x(n + 1), y(n + 2, untouched);
    for (std::size_t i = 0; i < n; ++i) x[i] = narrow<T>(static_cast<double>(i) + 1);
    kernel(x.data(), y.data() + 1, n);
    bool right = y[0] == untouched && y[n + 1] == untouched;
    for (std::size_t i = 0; i < n; ++i) right = right && y[i + 1] == x[i];
    if (!right) FAIL("length " << n);
  }
}

TEST_CASE("any number of 16-bit elements is loaded and stored, and no more") {
  on_every_target([] {
    check_lengths<binary16>(
        [](const binary16* x, binary16* y, std::size_t n) {
          HWY_DYNAMIC_DISPATCH(same_binary16)
          (x, y, n);
        },
        binary16{0x1234});
    check_lengths<bfloat16>(
        [](const bfloat16* x, bfloat16* y, std::size_t n) {
          HWY_DYNAMIC_DISPATCH(same_bfloat16)
          (x, y, n);
        },
        bfloat16{0x1234});
  });
}

template <class T, class Kernel>
void check_pairs(Kernel kernel, T untouched) {
  for (std::size_t n = 0; n <= 67; ++n) {
    std::vector<T> x(n + 1), x2(n + 1), y(n + 2, untouched);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = narrow<T>(static_cast<double>(3 * i));
      x2[i] = narrow<T>(static_cast<double>(i));
    }
    kernel(x.data(), x2.data(), y.data() + 1, n);
    bool right = y[0] == untouched && y[n + 1] == untouched;
    for (std::size_t i = 0; i < n; ++i) right = right && y[i + 1] == narrow<T>(widen(x[i]) - widen(x2[i]));
    if (!right) FAIL("length " << n);
  }
}

TEST_CASE("a function of two inputs meets the pairs at every length, and writes no more") {
  on_every_target([] {
    check_pairs<double>(
        [](const double* x, const double* x2, double* y, std::size_t n) {
          HWY_DYNAMIC_DISPATCH(differ_binary64)
          (x, x2, y, n);
        },
        -12345);
    check_pairs<bfloat16>(
        [](const bfloat16* x, const bfloat16* x2, bfloat16* y, std::size_t n) {
          HWY_DYNAMIC_DISPATCH(differ_bfloat16)
          (x, x2, y, n);
        },
        bfloat16{0x1234});
  });
}

}  // namespace
}  // namespace softplus_bench
#endif
