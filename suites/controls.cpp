// Always compiled with -O3, like the kernels it is compared with: see CMakeLists.txt.
#include "suites/controls.hpp"

#include <cstring>

namespace softplus_bench {
namespace {

template <FloatFormat T>
void copy(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  std::memcpy(y, x, n * sizeof(T));
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

}  // namespace softplus_bench
