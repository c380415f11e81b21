// elu with alpha 1.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::elu_out(y, x); }

}  // namespace

void elu(Entries& entries) { add_unary<out>(entries, "elu", "at::elu_out"); }

}  // namespace softplus_bench::peers::libtorch
