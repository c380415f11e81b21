// softplus: at::softplus with its defaults, beta 1 and threshold 20.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::softplus_out(y, x); }

}  // namespace

void softplus(Entries& entries) { add_unary<out>(entries, "softplus", "at::softplus_out"); }

}  // namespace softplus_bench::peers::libtorch
