// log_sigmoid.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

void out(at::Tensor& y, const at::Tensor& x) { at::log_sigmoid_out(y, x); }

}  // namespace

void log_sigmoid(Entries& entries) { add_unary<out>(entries, "log_sigmoid", "at::log_sigmoid_out"); }

}  // namespace softplus_bench::peers::libtorch
