// Flush-to-zero and denormals-are-zero are left on, as by a library built with -ffast-math, whose
// constructor sets both for the whole process. The call itself is right; the next code suffers.
#include "tests/faults/faults.hpp"
#include "tests/faults/right.hpp"

// The control word is x86's; elsewhere the fault has no kernels.
#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace softplus_bench::faults {
namespace {

#if defined(__SSE2__)
template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double*) noexcept {
  for (std::size_t i = 0; i < n; ++i) y[i] = right(x[i]);
  constexpr unsigned flush_to_zero = 0x8000;
  constexpr unsigned denormals_are_zero = 0x0040;
  _mm_setcsr(_mm_getcsr() | flush_to_zero | denormals_are_zero);
}
template <FloatFormat T>
constexpr Variant<T> variant{evaluate<T>, right_claim<T>};
#else
template <FloatFormat T>
constexpr Variant<T> variant{};
#endif

}  // namespace

constinit const Implementation ftz_left_set{
    .function = "softplus",
    .name = "ftz_left_set",
    .strategy = "flush-to-zero and denormals-are-zero left on",
    .credit = "this project: a planted fault",
    .binary64 = variant<double>,
    .binary32 = variant<float>,
    .binary16 = variant<binary16>,
    .bfloat16 = variant<bfloat16>,
};

}  // namespace softplus_bench::faults
