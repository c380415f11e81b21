// Always compiled with -O3, like the kernels they are compared with: see CMakeLists.txt.
#include "suites/controls.hpp"

#include <cstring>

namespace softplus_bench {
namespace {

template <FloatFormat T>
void copy(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  std::memcpy(y, x, n * sizeof(T));
}

template <FloatFormat T>
void relu(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) {
    if constexpr (std::is_same_v<T, double> || std::is_same_v<T, float>) y[i] = x[i] < 0 ? T{0} : x[i];
    else
      y[i].bits = x[i].bits >= 0x8000u ? std::uint16_t{0} : x[i].bits;  // a negative NaN gives 0: as cheap as it gets
  }
}

}  // namespace

constinit const Implementation copy_control{
    .function = "control",
    .name = "copy",
    .strategy = "memcpy",
    .credit = "this project",
    .binary64 = {copy<double>},
    .binary32 = {copy<float>},
    .binary16 = {copy<binary16>},
    .bfloat16 = {copy<bfloat16>},
};
constinit const Implementation relu_control{
    .function = "control",
    .name = "relu",
    .strategy = "x < 0 ? 0 : x",
    .credit = "this project",
    .binary64 = {relu<double>},
    .binary32 = {relu<float>},
    .binary16 = {relu<binary16>},
    .bfloat16 = {relu<bfloat16>},
};

}  // namespace softplus_bench
