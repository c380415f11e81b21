// gelu by the hyperbolic tangent.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::gelu_out(y, x, "tanh"); }

}  // namespace

void gelu_tanh(Entries& entries) { add_unary<out>(entries, "gelu_tanh", "at::gelu_out, approximate tanh"); }

}  // namespace softplus_bench::peers::libtorch
