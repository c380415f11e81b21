// gelu by the error function.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::gelu_out(y, x); }

}  // namespace

void gelu(Entries& entries) { add_unary<out>(entries, "gelu", "at::gelu_out"); }

}  // namespace softplus_bench::peers::libtorch
