// The part that every kernel of CUDA shares, compiled for the host and called for one thread of the device after the
// other: which elements are read and written, and how they meet in pairs. What is computed from them needs a device.
#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>
#include <vector>

namespace {
struct Place {
  unsigned x;
};
Place blockIdx;   // NOLINT(readability-identifier-naming): CUDA's
Place threadIdx;  // NOLINT(readability-identifier-naming)
}  // namespace

#include "impls/cuda/kernel.cuh"

namespace softplus_bench::cuda {
namespace {

// x + 1 for x, and beta + threshold for a marked x: every argument but x2 is seen.
template <class Real>
Real plus_one(Real x, Real, Real beta, Real threshold) {
  return x == Real(100) ? beta + threshold : x + Real(1);
}
__half2 pair_plus_one(__half2 x, __half2, __half2 beta, __half2 threshold) {
  const auto each = [](__half a, __half b, __half c) {
    return __float2half_rn(plus_one(__half2float(a), 0.0F, __half2float(b), __half2float(c)));
  };
  return __halves2half2(each(__low2half(x), __low2half(beta), __low2half(threshold)),
                        each(__high2half(x), __high2half(beta), __high2half(threshold)));
}
__nv_bfloat162 pair_plus_one(__nv_bfloat162 x, __nv_bfloat162, __nv_bfloat162 beta, __nv_bfloat162 threshold) {
  const auto each = [](__nv_bfloat16 a, __nv_bfloat16 b, __nv_bfloat16 c) {
    return __float2bfloat16_rn(plus_one(__bfloat162float(a), 0.0F, __bfloat162float(b), __bfloat162float(c)));
  };
  return __halves2bfloat162(each(__low2bfloat16(x), __low2bfloat16(beta), __low2bfloat16(threshold)),
                            each(__high2bfloat16(x), __high2bfloat16(beta), __high2bfloat16(threshold)));
}
double second_input(double x, double x2, double, double) { return x - x2; }

template <class Real, Real (*formula)(Real, Real, Real, Real), class T>
void launch(const T* x, const T* x2, T* y, std::size_t n) {
  for (blockIdx.x = 0; blockIdx.x < (n + elements_per_block - 1) / elements_per_block; ++blockIdx.x)
    for (threadIdx.x = 0; threadIdx.x < threads_per_block; ++threadIdx.x) evaluate<Real, formula>(x, x2, y, n, 2.5, 4);
}

constexpr std::size_t margin = 8;

// n elements of a longer array, `at` beyond a multiple of the widest access; -1 stands around them.
template <class T>
std::vector<T> around(std::size_t n, std::size_t at, const std::vector<float>& values) {
  std::vector<T> all(n + 2 * margin, T(-1.0F));
  for (std::size_t i = 0; i < n; ++i) all[margin + at + i] = T(values[i]);
  return all;
}

template <class T, class Real, Real (*formula)(Real, Real, Real, Real)>
void check_at(std::size_t n, std::size_t x_at, std::size_t y_at) {
  INFO("n " << n << ", x at " << x_at << ", y at " << y_at << ", " << sizeof(T) << " bytes");
  std::vector<float> values(n);
  std::vector<float> wanted(n);
  for (std::size_t i = 0; i < n; ++i) {
    values[i] = i + 1 == n ? 100.0F : static_cast<float>(i % 97);
    wanted[i] = i + 1 == n ? 6.5F : values[i] + 1;
  }
  const auto as_floats = [](const std::vector<T>& all) { return std::vector<float>(all.begin(), all.end()); };
  std::vector<T> x = around<T>(n, x_at, values);
  std::vector<T> y = around<T>(n, y_at, std::vector<float>(n, -1.0F));
  launch<Real, formula>(x.data() + margin + x_at, x.data(), y.data() + margin + y_at, n);
  CHECK(as_floats(y) == as_floats(around<T>(n, y_at, wanted)));
  launch<Real, formula>(x.data() + margin + x_at, x.data(), x.data() + margin + x_at, n);
  CHECK(as_floats(x) == as_floats(around<T>(n, x_at, wanted)));
}

template <class T, class Real, Real (*formula)(Real, Real, Real, Real)>
void check_lengths_and_places() {
  for (const std::size_t n : {0U, 1U, 2U, 3U, 4U, 5U, 7U, 8U, 1023U, 1024U, 1025U, 2051U})
    for (std::size_t at = 0; at < elements_per_thread; ++at)
      for (const std::size_t y_at : {at, std::size_t{0}, std::size_t{1}}) check_at<T, Real, formula>(n, at, y_at);
}

TEST_CASE("kernels of CUDA read and write their elements at any length and place, and in place") {
  check_lengths_and_places<double, double, plus_one<double>>();
  check_lengths_and_places<float, float, plus_one<float>>();
  check_lengths_and_places<__half, float, plus_one<float>>();
  check_lengths_and_places<__nv_bfloat16, float, plus_one<float>>();
}

TEST_CASE("the elements of a pair are evaluated apart, an odd last one too") {
  check_lengths_and_places<__half, __half2, pair_plus_one>();
  check_lengths_and_places<__nv_bfloat16, __nv_bfloat162, pair_plus_one>();
}

TEST_CASE("kernels of CUDA pass the second input") {
  std::vector<double> x(1500);
  std::iota(x.begin(), x.end(), 0.0);
  const std::vector<double> x2(x.size(), 3);
  std::vector<double> y(x.size());
  launch<double, second_input>(x.data(), x2.data(), y.data(), y.size());
  for (std::size_t i = 0; i < y.size(); ++i) REQUIRE(y[i] == x[i] - 3);
}

TEST_CASE("the 16-bit formats are rounded once, to nearest even") {
  float narrowed = 0;
  __half half;
  narrow(&half, 1 + 0x1p-11F);  // between 1 and the next: 1 is even
  widen(narrowed, &half);
  CHECK(narrowed == 1);
  __nv_bfloat16 brain;
  narrow(&brain, 1 + 0x1.8p-7F);
  widen(narrowed, &brain);
  CHECK(narrowed == 1 + 0x1p-6F);
}

}  // namespace
}  // namespace softplus_bench::cuda
