// sigmoid.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::sigmoid_out(y, x); }

}  // namespace

void sigmoid(Entries& entries) { add_unary<out>(entries, "sigmoid", "at::sigmoid_out"); }

}  // namespace softplus_bench::peers::libtorch
