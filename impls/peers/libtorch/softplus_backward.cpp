// softplus_backward(x; g): what autograd calls for at::softplus, which takes the gradient first.
#include "core/implementation.hpp"
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

template <class T>
void evaluate(const T* x, const T* g, T* y, std::size_t n, const double* parameters) {
  use_one_thread();
  const c10::InferenceMode mode;
  at::Tensor to = tensor_over(y, n);
  at::softplus_backward_out(to, tensor_over(g, n), tensor_over(x, n), parameters[beta_parameter],
                            parameters[threshold_parameter]);
}

}  // namespace

void softplus_backward(Entries& entries) {
  constexpr auto call = "at::softplus_backward_out";
  entries.add<double, evaluate<double>>("softplus_backward", "libtorch", library(), call);
  entries.add<float, evaluate<float>>("softplus_backward", "libtorch", library(), call);
  entries.add<bfloat16, evaluate<bfloat16>>("softplus_backward", "libtorch", library(), call);
}

}  // namespace softplus_bench::peers::libtorch
