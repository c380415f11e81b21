// libtorch as its users call it: tensors over the arrays of each call without a copy, the out= variant of the operator,
// inference mode, one thread.
#pragma once

// First: Clang wants it complete before ATen/Functions.h.
#include <ATen/core/ivalue.h>

#include <ATen/Context.h>
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/api/include/torch/version.h>

#include <string>

#include "impls/peers/entries.hpp"

namespace softplus_bench::peers::libtorch {

// The library tells no version at run time: that of its header.
inline std::string library() { return std::string("libtorch ") + TORCH_VERSION; }

template <class T>
inline constexpr at::ScalarType type_of = at::kBFloat16;
template <>
inline constexpr at::ScalarType type_of<double> = at::kDouble;
template <>
inline constexpr at::ScalarType type_of<float> = at::kFloat;

// Nothing is written through the tensors of inputs.
template <class T>
at::Tensor tensor_over(const T* x, std::size_t n) {
  return at::from_blob(const_cast<T*>(x), {static_cast<std::int64_t>(n)}, type_of<T>);
}

// OpenMP's number of threads is the calling thread's own setting.
inline void use_one_thread() {
  thread_local const bool once = [] {
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(once);
}

// y = operator(x)
template <class T, void (*out)(at::Tensor& y, const at::Tensor& x)>
void unary(const T* x, const T*, T* y, std::size_t n, const double*) {
  use_one_thread();
  const c10::InferenceMode mode;
  at::Tensor to = tensor_over(y, n);
  out(to, tensor_over(x, n));
}

template <void (*out)(at::Tensor&, const at::Tensor&), bool in_bfloat16 = true>
void add_unary(Entries& entries, const char* function, const char* call) {
  entries.add<double, unary<double, out>>(function, "libtorch", library(), call);
  entries.add<float, unary<float, out>>(function, "libtorch", library(), call);
  if constexpr (in_bfloat16) entries.add<bfloat16, unary<bfloat16, out>>(function, "libtorch", library(), call);
}

}  // namespace softplus_bench::peers::libtorch
