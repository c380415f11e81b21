// softplus_beta: at::softplus with beta and threshold.
#include "core/implementation.hpp"
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

template <class T>
void evaluate(const T* x, const T*, T* y, std::size_t n, const double* parameters) {
  use_one_thread();
  const c10::InferenceMode mode;
  at::Tensor to = tensor_over(y, n);
  at::softplus_out(to, tensor_over(x, n), parameters[beta_parameter], parameters[threshold_parameter]);
}

}  // namespace

void softplus_beta(Entries& entries) {
  constexpr auto call = "at::softplus_out with beta and threshold";
  entries.add<double, evaluate<double>>("softplus_beta", "libtorch", library(), call);
  entries.add<float, evaluate<float>>("softplus_beta", "libtorch", library(), call);
  entries.add<bfloat16, evaluate<bfloat16>>("softplus_beta", "libtorch", library(), call);
}

}  // namespace softplus_bench::peers::libtorch
