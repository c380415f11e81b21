// softplus(x; beta) = 0, e^(bx) / beta, log1p(e^(bx)) / beta, (bx + e^-bx) / beta, x, on the pieces of
// softplus/five_piece_cutoffs.hpp, bx = beta x rounded.
//
// The last piece returns x itself, so nothing overflows and no quotient undoes the product there. The first returns 0
// where e^(bx) is 0, which for beta < 1 is too early: e^(bx) / beta need not be. Rounding beta x to bx alone costs
// |bx| eps / 2 relative in e^(bx): 61 to 65 ulp on bx in [-80, -17] in binary32, none where beta is a power of two.
// Worst in the claim, binary32, 65 ulp: x = -0x1.9f938cp+4, got 0x1.ffcc0ep-115, want 0x1.ffcb8c113ec48p-115.
// Used by: this project, after LogExpFunctions.jl.
#include "core/implementation.hpp"
#include "impls/portable/arithmetic.hpp"
#include "impls/portable/softplus/five_piece_cutoffs.hpp"

namespace softplus_bench::portable::softplus_beta {
namespace {

template <FloatFormat T>
inline T at(T x, T beta) {
  constexpr FivePieceCutoffs cut = five_piece_cutoffs<T>;
  const T bx = beta * x;
  if (bx < arithmetic::constant<T>(cut.zero)) return arithmetic::constant<T>(0);
  if (bx < arithmetic::constant<T>(cut.exponential)) return arithmetic::exp(bx) / beta;
  if (bx < arithmetic::constant<T>(cut.logarithm)) return arithmetic::log1p(arithmetic::exp(bx)) / beta;
  if (bx < arithmetic::constant<T>(cut.identity)) return (bx + arithmetic::exp(-bx)) / beta;
  return x;
}

template <FloatFormat T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) noexcept {
  const T beta = arithmetic::constant<T>(parameters[beta_parameter]);
  for (std::size_t i = 0; i < n; ++i) y[i] = at(x[i], beta);
}

}  // namespace

extern constinit const Implementation five_piece;
constinit const Implementation five_piece{
    .function = "softplus_beta",
    .name = "five_piece",
    .strategy = "0 / e^(b x)/b / log1p(e^(b x))/b / (b x + e^-(b x))/b / x",
    .credit = "this project",
    .binary64 = {evaluate<double>, {590, {-700, infinity}}},
    .binary32 = {evaluate<float>, {75, {-87, infinity}}},
    .binary16 = {evaluate<binary16>, {8.7, {-9.7, infinity}}},
    .bfloat16 = {evaluate<bfloat16>, {77, {-87, infinity}}},
    .thresholds = {five_piece_thresholds<double>, five_piece_thresholds<float>, five_piece_thresholds<binary16>,
                   five_piece_thresholds<bfloat16>},
};

}  // namespace softplus_bench::portable::softplus_beta
