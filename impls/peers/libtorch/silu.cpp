// silu.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::silu_out(y, x); }

}  // namespace

void silu(Entries& entries) { add_unary<out>(entries, "silu", "at::silu_out"); }

}  // namespace softplus_bench::peers::libtorch
