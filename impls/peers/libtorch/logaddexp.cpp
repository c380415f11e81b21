// logaddexp: at::logaddexp.
#include "impls/peers/libtorch/libtorch.hpp"

namespace softplus_bench::peers::libtorch {
namespace {

template <class T>
void evaluate(const T* x, const T* x2, T* y, std::size_t n, const double*) {
  use_one_thread();
  const c10::InferenceMode mode;
  at::Tensor to = tensor_over(y, n);
  at::logaddexp_out(to, tensor_over(x, n), tensor_over(x2, n));
}

}  // namespace

void logaddexp(Entries& entries) {
  entries.add<double, evaluate<double>>("logaddexp", "libtorch", library(), "at::logaddexp_out");
  entries.add<float, evaluate<float>>("logaddexp", "libtorch", library(), "at::logaddexp_out");
  entries.add<bfloat16, evaluate<bfloat16>>("logaddexp", "libtorch", library(), "at::logaddexp_out");
}

}  // namespace softplus_bench::peers::libtorch
