// mish, which libtorch 1.13 has not in bfloat16.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::mish_out(y, x); }

}  // namespace

void mish(Entries& entries) { add_unary<out, false>(entries, "mish", "at::mish_out"); }

}  // namespace softplus_bench::peers::libtorch
